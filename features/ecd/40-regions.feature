@ecd
Feature: ECD CopyImage - where the copy goes
  The destination is taken from the request and is another region than that of the image.
  Regions that are unknown or oddly spelt are found with the silent points.

  @ECD-REGN-03
  Rule: The copy appears in the destination region and in no other
    "The ID of the destination region."

    Scenario: A copy to another region is accepted
      Given a valid copy request to another region
      When the copy is requested
      Then it is accepted

    @needs-third-region @frugal
    Scenario: A copy to a third region is accepted
      Given a valid copy request to a third region
      When the copy is requested
      Then it is accepted

    @needs-second-source
    Scenario: A copy from the second source region is accepted
      Given a valid copy request from the second source region
      When the copy is requested
      Then it is accepted

    @needs-listing
    Scenario: Every copy is listed in its destination only
      Given a valid copy request
      When the copy is requested
      Then each copy appears in the requested region only

  @ECD-REGN-04
  Rule: The destination differs from the region of the image
    "The ID must be different from the current region ID of the image."

    Scenario: A copy within the region of the image is refused
      Given a valid copy request
      And "DestinationRegionId" is "{source region}"
      When the copy is requested
      Then it is refused

    @needs-second-source
    Scenario: A copy within the second source region is refused
      Given a valid copy request from the second source region
      And "DestinationRegionId" is "{source region}"
      When the copy is requested
      Then it is refused
