@uhost
Feature: UHost CopyCustomImage - one target region
  Where the image is taken from and where its copy appears.
  Found by comparing complete listings of all configured regions and projects before and after.

  @UHOST-REGN-01
  Rule: Region is one of the listed regions
    "Region. See List of Regions and Availability Zones"

    Scenario Outline: An unknown region is refused
      Given a valid copy request to <target>
      And "Region" is "{unknown region}"
      When the copy is requested
      Then it is refused

      Examples:
        | case              | target         |
        | to-another-region | another region |

      @needs-second-project
      Examples:
        | case              | target          |
        | within-the-region | the same region |

    @needs-batch @needs-third-region
    Scenario: An unknown region is refused in a batch
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "Region" is "{unknown region}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-PROJ-06
  Rule: The copy appears in the target project and in no other
    "Target Project Id"

    Scenario: The target project is accepted
      Given a valid copy request
      And "TargetProjectId" is "{target project}"
      When the copy is requested
      Then it is accepted

    @needs-second-project
    Scenario: The project of the source is accepted as the target
      Given a valid copy request
      And "TargetProjectId" is "{source project}"
      When the copy is requested
      Then it is accepted

    Scenario: Each copy is in its target project only
      Given a valid copy request
      When the copy is requested
      Then each copy appears in the requested project only

  @UHOST-REGN-03
  Rule: Without a target region the copy stays in the region
    "Target region, no need to fill in if not crossing regions"

    @frugal
    Scenario: A copy within the region is accepted
      Given a valid copy request to the same region
      When the copy is requested
      Then it is accepted

    Scenario: A target region that is the region is refused, or carried out as the answer says
      Given a valid copy request to the same region
      And "TargetRegion" is "{source region}"
      When the copy is requested
      Then it is refused, or carried out as the answer says

    @needs-listing
    Scenario: A copy within the region stays there
      Given a valid copy request
      When the copy is requested
      Then each copy without a target region appears in the requested region only

  @UHOST-REGN-04
  Rule: The copy appears in the target region and in no other
    "TargetRegionstringTarget region"

    Scenario: Each copy is in its target region only
      Given a valid copy request
      When the copy is requested
      Then each copy appears in the requested region only

  @UHOST-REGN-05
  Rule: The target region is an existing region
    "Target region"

    Scenario Outline: An unknown target region is refused
      Given a valid copy request
      And "TargetRegion" is "<region>"
      When the copy is requested
      Then it is refused

      Examples:
        | case       | region                            |
        | impossible | {unknown region}                  |
        | two-in-one | {another region},{unknown region} |
