@uhost
Feature: UHost CopyCustomImage - the answers
  The members of the answers, checked on all answers of the run.
  The lists in answers to batches are part of the feature of several targets.

  @UHOST-ANSW-01
  Rule: Every answer has a RetCode
    "Return status code."

    Scenario: No answer lacks the code
      Given a valid copy request
      When the copy is requested
      Then "RetCode" of every answer differs from "{empty}"

    Scenario Outline: No answer has a truth value for a code
      Given a valid copy request
      When the copy is requested
      Then "RetCode" of every answer differs from "<truth>"

      Examples:
        | case  | truth |
        | true  | true  |
        | false | false |

  @UHOST-ANSW-14
  Rule: RetCode is a whole number
    "RetCodeint"

    Scenario: The code is a whole number
      Given a valid copy request
      When the copy is requested
      Then every answer has "RetCode" as its schema says

  @UHOST-ANSW-02
  Rule: RetCode is 0 when the copy is made
    "If it is 0, it means successful return."

    Scenario: A valid request is answered with the code zero
      Given a valid copy request
      When the copy is requested
      Then it is accepted

    Scenario: Accepted answers have the code zero
      Given a valid copy request
      When the copy is requested
      Then "RetCode" of every accepted answer is "0"

  @UHOST-ANSW-03
  Rule: An accepted answer names the operation
    "ActionstringOperation command name.Yes"

    Scenario: Accepted answers name the operation
      Given a valid copy request
      When the copy is requested
      Then every accepted answer has "Action" as its schema says

  @UHOST-ANSW-04
  Rule: The Action of an accepted answer is CopyCustomImageResponse
    "CopyCustomImageResponse"

    Scenario: The operation has the name of the answer
      Given a valid copy request
      When the copy is requested
      Then "Action" of every accepted answer is "CopyCustomImageResponse"

  @UHOST-ANSW-05
  Rule: Message is text
    "Messagestring"

    Scenario: A message is text wherever there is one
      Given a valid copy request
      When the copy is requested
      Then every answer has "Message" as its schema says

  @UHOST-ANSW-06
  Rule: The answer to a single copy has the id of the copy
    "Target image Id, this field only exists when it’s not a batch copy."

    Scenario: Single answers have an image id
      Given a valid copy request
      When the copy is requested
      Then every single answer has "TargetImageId" as its schema says

  @UHOST-ANSW-07
  Rule: The id of the copy is not the id of the source
    "Target image Id"

    Scenario: The image id is not that of the source
      Given a valid copy request
      When the copy is requested
      Then "TargetImageId" of every single answer differs from "{source image}"

  @UHOST-ANSW-08
  Rule: Two copies never share an id
    "Target image Id"

    Scenario: Image ids of different answers differ
      Given a valid copy request
      When the copy is requested
      Then no two accepted answers share "TargetImageId"

  @UHOST-ANSW-09
  Rule: The answer to a single copy has a task id
    "The task Id for target image replication"

    Scenario: Single answers have a task id
      Given a valid copy request
      When the copy is requested
      Then every single answer has "TaskId" as its schema says

  @UHOST-ANSW-10
  Rule: Two copies never share a task id
    "The task Id for target image replication"

    Scenario: Task ids of different answers differ
      Given a valid copy request
      When the copy is requested
      Then no two accepted answers share "TaskId"

  @UHOST-ANSW-11
  Rule: The answer to a single copy has no list of tasks
    "Task information during batch copying"

    Scenario: Single answers list no tasks
      Given a valid copy request
      When the copy is requested
      Then no single answer has "Infos"

  @UHOST-ANSW-12
  Rule: Every answer is one JSON object
    "Response Example"

    Scenario: Answers are strict JSON
      Given a valid copy request
      When the copy is requested
      Then every answer is one strict JSON object
