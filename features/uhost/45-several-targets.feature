@uhost
Feature: UHost CopyCustomImage - several target regions
  A list of regions makes a batch: one copy and one task for each of them.
  Odd lists are recorded in the feature of the silent points.

  @UHOST-BATC-02
  Rule: A list of regions copies the image to each of them
    "Collection of target regions, fill in when batch copying"

    @frugal @needs-third-region
    Scenario: A batch of two regions is accepted
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then it is accepted

    @needs-third-region
    Scenario: The order of the regions does not matter
      Given a valid copy request to these regions:
        | a third region |
        | another region |
      When the copy is requested
      Then it is accepted

    @needs-third-region @needs-listing
    Scenario: A batch copies to its regions only
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then each copy of a batch appears in the requested region only

  @UHOST-BATC-04
  Rule: The answer to a batch has no single image id
    "this field only exists when it’s not a batch copy"

    @needs-third-region
    Scenario: A batch has no image id beside the list
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then no batch answer has "TargetImageId"

  @UHOST-BATC-05
  Rule: The answer to a batch has no single task id
    "this field only exists when it is not batch replication"

    @needs-third-region
    Scenario: A batch has no task id beside the list
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then no batch answer has "TaskId"

  @UHOST-BATC-06
  Rule: The answer to a batch has a list of tasks
    "Infosarray[CopyImageTaskInfo]"

    @needs-third-region
    Scenario: A batch is answered by a list
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then every batch answer has "Infos" as its schema says

    Scenario: A list of tasks is a list in single answers, too
      Given a valid copy request
      When the copy is requested
      Then every single answer has "Infos" as its schema says

  @UHOST-BATC-07
  Rule: The list names each requested region once and no other
    "Task information during batch copying"

    @needs-third-region
    Scenario: The list is that of the requested regions
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then the entries of every batch answer name exactly the requested regions

  @UHOST-BATC-08
  Rule: Each task has an id
    "TaskIdstringTask Id of target image replication"

    @needs-third-region
    Scenario: Each entry has a task id
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then every batch answer has "Infos[].TaskId" as its schema says

  @UHOST-BATC-09
  Rule: Each task has the id of its image
    "TargetImageIdstringTarget Image Id"

    @needs-third-region
    Scenario: Each entry has an image id
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then every batch answer has "Infos[].TargetImageId" as its schema says

    @needs-third-region
    Scenario: Each entry has an image id of its own
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then no two entries of a batch answer share "TargetImageId"

  @UHOST-BATC-10
  Rule: Each task names its region
    "TargetRegionstringTarget Region"

    @needs-third-region
    Scenario: Each entry has a region
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then every batch answer has "Infos[].TargetRegion" as its schema says

  @UHOST-BATC-11
  Rule: No two tasks share an id
    "Task Id of target image replication"

    @needs-third-region
    Scenario: Each entry has a task id of its own
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then no two entries of a batch answer share "TaskId"

  @UHOST-BATC-12
  Rule: Each task's image is found in the region of the task
    "TargetImageIdstringTarget Image Id"

    @needs-third-region
    Scenario: Each image of a batch is in its own region
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      When the copy is requested
      Then each copy of a batch appears once, under the answered id

    @needs-third-region
    Scenario Outline: An odd list is refused, or its answer tells every copy
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "<parameter>" is added as "<value>"
      When the copy is requested
      Then it is refused, or carried out as the answer says

      Examples:
        | case                       | parameter          | value                           |
        | a-region-twice             | TargetRegionList.2 | {another region}                |
        | the-source-region          | TargetRegionList.2 | {source region}                 |
        | an-unknown-region          | TargetRegionList.2 | {unknown region}                |
        | an-empty-element           | TargetRegionList.2 | {empty}                         |
        | two-regions-in-one-element | TargetRegionList.2 | {another region},{third region} |
        | a-target-region-besides    | TargetRegion       | {source region}                 |
