@ecd
Feature: ECD CopyImage - the answer to an accepted request
  One JSON object with the id of the copy and the id of the request.
  Every answer of the whole run is looked at, whatever it was asked for.

  @ECD-ANSW-01
  Rule: An accepted request is answered with one JSON object
    "JSONformat"
    Nothing stands after the object and no member stands in it twice.

    Scenario: Every accepted answer is strict JSON
      Given a valid copy request
      When the copy is requested
      Then every accepted answer is one strict JSON object

  @ECD-ANSW-02
  Rule: The answer has an ImageId
    "ImageIdstring The ID of the image that is being copied."

    Scenario: Every accepted answer has an ImageId
      Given a valid copy request
      When the copy is requested
      Then every accepted answer has "ImageId" as its schema says

  @ECD-ANSW-03
  Rule: No two copies get the same ImageId
    "The ID of the image that is being copied."

    Scenario: All ids of copies differ
      Given a valid copy request
      When the copy is requested
      Then no two accepted answers share "ImageId"

  @ECD-ANSW-04
  Rule: The answered ImageId is not that of the source image
    "The ID of the image that is being copied."
    The English sentence could mean either image. The sample shows another id than its request.

    Scenario: No accepted answer names the source image
      Given a valid copy request
      When the copy is requested
      Then "ImageId" of every accepted answer differs from "{source image}"

  @ECD-ANSW-05
  Rule: The answer has a RequestId
    "RequestIdstring The ID of the request."

    Scenario: Every accepted answer has a RequestId
      Given a valid copy request
      When the copy is requested
      Then every accepted answer has "RequestId" as its schema says

  @ECD-ANSW-06
  Rule: Every request has a RequestId of its own
    "The ID of the request."
    Refusals count as well.

    Scenario: All ids of requests differ
      Given a valid copy request
      When the copy is requested
      Then no two answers share "RequestId"

  @ECD-ANSW-07
  Rule: An accepted request is answered with HTTP 200
    "Sample success responses"

    Scenario: Every accepted answer comes with status 200
      Given a valid copy request
      When the copy is requested
      Then every accepted answer comes with HTTP 200

  @ECD-ANSW-08
  Rule: The answer to an accepted request has no Code
    "Sample success responses"
    Further members are tolerated, but clients take an answer with this one for a failure.

    Scenario: No accepted answer has a Code
      Given a valid copy request
      When the copy is requested
      Then no accepted answer has "Code"
