@ecd
Feature: ECD CopyImage - refusals
  What a refusal looks like, and what it leaves behind: nothing.
  Which code it carries and in which words is recorded and never judged.

  @ECD-ERRS-02
  Rule: A refusal comes with an HTTP status of 4xx
    "For a list of error codes, visit the Service error codes."

    Scenario: Every refusal comes with a status of 4xx
      Given a valid copy request
      When the copy is requested
      Then every refusal comes with HTTP 4xx

  @ECD-ERRS-03
  Rule: A refusal is one JSON object
    The page leaves refusals to another page of the vendor, on the error codes that all services share.

    Scenario: Every refusal is strict JSON
      Given a valid copy request
      When the copy is requested
      Then every refusal is one strict JSON object

  @ECD-ERRS-04
  Rule: A refusal has a Code
    The page leaves refusals to another page of the vendor, on the error codes that all services share.

    Scenario: Every refusal has a Code
      Given a valid copy request
      When the copy is requested
      Then every refusal has "Code" as its schema says

  @ECD-ERRS-05
  Rule: A refusal has a Message
    The page leaves refusals to another page of the vendor, on the error codes that all services share.

    Scenario: Every refusal has a Message
      Given a valid copy request
      When the copy is requested
      Then every refusal has "Message" as its schema says

  @ECD-ERRS-06
  Rule: A refusal has a RequestId
    The page leaves refusals to another page of the vendor, on the error codes that all services share.

    Scenario: Every refusal has a RequestId
      Given a valid copy request
      When the copy is requested
      Then every refusal has "RequestId" as its schema says

  @ECD-ERRS-07
  Rule: A refusal has no ImageId
    "The ID of the image that is being copied."
    Nothing is being copied after a refusal.

    Scenario: No refusal has an ImageId
      Given a valid copy request
      When the copy is requested
      Then no refusal has "ImageId"

  @ECD-COPY-03
  Rule: A refused request copies nothing, not even later
    The page leaves refusals to another page of the vendor, on the error codes that all services share.
    An error code means that the request failed. All regions are listed once more, after a later copy has become visible.

    Scenario: Nothing is left of the refused requests
      Given a valid copy request
      When the copy is requested
      Then no refused request leaves anything behind

  @ECD-SECU-01
  Rule: No answer reveals a secret
    The secret of a key signs requests and never travels. The text that was signed may be shown, it has no secret in it.

    Scenario: All answers keep the secret
      Given a valid copy request
      When the copy is requested
      Then no answer reveals a secret
