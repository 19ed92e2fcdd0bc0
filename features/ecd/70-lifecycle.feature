@ecd
Feature: ECD CopyImage - the life of a copy
  An answer comes while the copy is still being made. The page names no duration,
  so the settling time is that of the target; a copy still being made by then is undecided.

  @ECD-STAT-01
  Rule: A copy becomes usable
    "Copy an image to another region."

    Scenario: Every copy becomes usable
      Given a valid copy request
      When the copy is requested
      Then each copy becomes usable within the settling time

  @ECD-STAT-02
  Rule: A usable copy stays usable
    "Copy an image to another region."

    Scenario: Every usable copy is usable at the end of the run
      Given a valid copy request
      When the copy is requested
      Then each copy stays usable to the end of the run

  @ECD-STAT-03
  Rule: A refused request does not spoil the next valid one
    "you can call this operation to copy the image to the destination region"

    Scenario: A valid request after all refusals is accepted
      Given a valid copy request
      When the copy is requested
      Then a later valid request is still accepted

  @ECD-STAT-04
  Rule: A copy that is not usable yet is seen in working states only
    "is being copied"
    A copy may be usable at once. States that no page documents count as working.

    Scenario: Every copy is seen in working states before
      Given a valid copy request
      When the copy is requested
      Then each copy is seen only in working states before

  @ECD-STAT-05
  Rule: A copy that is cancelled goes away
    "The ID of the image that is being copied."
    The vendor has an operation for it. A copy that is usable before it can be cancelled is not looked at.

    @needs-deletion
    Scenario: A cancelled copy is listed no more
      Given a valid copy request
      When the copy is requested
      Then a copy that is cancelled goes away
