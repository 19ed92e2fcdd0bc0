@uhost
Feature: UHost CopyCustomImage - the life of a copy
  From the answer until the end of the run.
  The page names no duration: the target sets the time after which a copy should be usable.

  @UHOST-STAT-01
  Rule: A copy becomes usable
    "Copy Custom Image"

    Scenario: Each copy becomes usable
      Given a valid copy request
      When the copy is requested
      Then each copy becomes usable within the settling time

  @UHOST-STAT-02
  Rule: A usable copy stays usable
    "Copy Custom Image"

    Scenario: Each copy stays usable
      Given a valid copy request
      When the copy is requested
      Then each copy stays usable to the end of the run

  @UHOST-STAT-04
  Rule: Which states a copy passes through
    "Copy Custom Image"

    Scenario: Which states are seen on the way is recorded
      Given a valid copy request
      When the copy is requested
      Then each copy is seen only in working states before
