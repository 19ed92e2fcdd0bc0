@ecd
Feature: ECD CopyImage - the request parameters
  Five parameters, all of them required, and the action which names the operation.
  Values that are empty or blank are found with the silent points, except for name and description.

  @ECD-PARM-02
  Rule: RegionId is required
    "RegionIdstringYes"

    Scenario: A request without RegionId is refused
      Given a valid copy request
      And "RegionId" is left out
      When the copy is requested
      Then it is refused

  @ECD-PARM-04
  Rule: ImageId is required
    "ImageIdstringYes"

    Scenario: A request without ImageId is refused
      Given a valid copy request
      And "ImageId" is left out
      When the copy is requested
      Then it is refused

  @ECD-PARM-06
  Rule: DestinationImageName is required
    "DestinationImageNamestringYes"
    An empty name also breaks the rule on its length. Either reason will do.

    Scenario: A request without DestinationImageName is refused
      Given a valid copy request
      And "DestinationImageName" is left out
      When the copy is requested
      Then it is refused

    Scenario: An empty DestinationImageName is refused
      Given a valid copy request
      And "DestinationImageName" is "{empty}"
      When the copy is requested
      Then it is refused

  @ECD-PARM-08
  Rule: DestinationDescription is required
    "DestinationDescriptionstringYes"
    An empty description also breaks the rule on its length. Either reason will do.

    Scenario: A request without DestinationDescription is refused
      Given a valid copy request
      And "DestinationDescription" is left out
      When the copy is requested
      Then it is refused

    Scenario: An empty DestinationDescription is refused
      Given a valid copy request
      And "DestinationDescription" is "{empty}"
      When the copy is requested
      Then it is refused

  @ECD-PARM-10
  Rule: DestinationRegionId is required
    "DestinationRegionIdstringYes"

    Scenario: A request without DestinationRegionId is refused
      Given a valid copy request
      And "DestinationRegionId" is left out
      When the copy is requested
      Then it is refused

  @ECD-PARM-12
  Rule: Action names the operation
    In the older of the two signing schemes the operation is a parameter among the others.

    Scenario Outline: Another action is refused
      Given a valid copy request
      And "Action" is "<action>"
      And the request travels as each RPC transport
      When the copy is requested
      Then it is refused

      Examples:
        | case            | action     |
        | one-letter-more | CopyImages |
        | one-letter-less | CopyImag   |

    Scenario: A request without Action is refused
      Given a valid copy request
      And "Action" is left out
      And the request travels as each RPC transport
      When the copy is requested
      Then it is refused
