@uhost
Feature: UHost CopyCustomImage - the refusals
  What all refused requests of the run have in common.
  Single reasons to refuse are part of the other features.

  @UHOST-STAT-03
  Rule: A refused request does not spoil the next valid one
    "Copy Custom Image"

    Scenario: A valid request after the refusals is accepted
      Given a valid copy request
      When the copy is requested
      Then a later valid request is still accepted

  @UHOST-ERRS-01
  Rule: RetCode is not 0 when the request is refused
    "If it is not 0, it means failure."

    Scenario: An impossible request is answered with another code
      Given a valid copy request
      And "SourceImageId" is "{unknown image}"
      When the copy is requested
      Then it is refused

    Scenario: The code of a refusal is not zero
      Given a valid copy request
      When the copy is requested
      Then "RetCode" of every refusal differs from "0"

  @UHOST-COPY-02
  Rule: A refused request copies nothing, not even later
    "it means failure"

    Scenario: Refusals leave nothing behind
      Given a valid copy request
      When the copy is requested
      Then no refused request leaves anything behind

  @UHOST-ERRS-02
  Rule: A refusal has a Message
    "Returns an error message, providing detailed description when RetCode is non-zero."

    Scenario: A refusal says what is wrong
      Given a valid copy request
      When the copy is requested
      Then "Message" of every refusal differs from "{empty}"

  @UHOST-ERRS-03
  Rule: A refusal is one JSON object
    API call description - https://docs.ucloud.cn/api/summary/public

    Scenario: Refusals are strict JSON
      Given a valid copy request
      When the copy is requested
      Then every refusal is one strict JSON object
