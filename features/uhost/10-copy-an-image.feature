@uhost
Feature: UHost CopyCustomImage - copying an image
  A custom image is copied into a project, within its region or to others.
  What belongs to single parameters, answers and states follows in the other features.

  @UHOST-COPY-01
  Rule: A valid request copies the image
    "Copy Custom Image"

    @frugal
    Scenario: A valid request is accepted
      Given a valid copy request
      When the copy is requested
      Then it is accepted

    @needs-third-region
    Scenario: A copy to a third region is accepted
      Given a valid copy request to a third region
      When the copy is requested
      Then it is accepted

    @needs-second-source
    Scenario: A copy from another source region is accepted
      Given a valid copy request from the second source region
      When the copy is requested
      Then it is accepted

    Scenario: Two copies requested together are accepted
      Given a valid copy request
      When 2 copies are requested together
      Then it is accepted

    @needs-listing
    Scenario: Every accepted request makes one copy
      Given a valid copy request
      When the copy is requested
      Then each copy appears once, under the answered id

  @UHOST-SRCE-01
  Rule: Copying leaves the source image as it was
    "Copy Custom Image"
    Nor does any other image go away; where others use the account as well, that is only noted.

    Scenario: The source stays the same image
      Given a valid copy request
      When the copy is requested
      Then the source image stays as it was

  @UHOST-SRCE-02
  Rule: SourceImageId is one of the listed images
    "Source Image Id, see DescribeImage"

    Scenario: An unknown image is refused
      Given a valid copy request
      And "SourceImageId" is "{unknown image}"
      When the copy is requested
      Then it is refused

    Scenario: The beginning of an id is refused
      Given a valid copy request
      And "SourceImageId" is "{shortened source image}"
      When the copy is requested
      Then it is refused

    @needs-second-project
    Scenario: An unknown image is refused within the region
      Given a valid copy request to the same region
      And "SourceImageId" is "{unknown image}"
      When the copy is requested
      Then it is refused

    @needs-batch @needs-third-region
    Scenario: An unknown image is refused in a batch
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "SourceImageId" is "{unknown image}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-SRCE-03
  Rule: The copy agrees with its source in system and size
    "Source Image Id, see DescribeImage"

    Scenario: System and size of the copy are those of the source
      Given a valid copy request
      When the copy is requested
      Then each copy agrees with its source in "OsType, OsName, ImageSize, Features"

  @UHOST-HTTP-01
  Rule: A request may travel as GET with a query
    "https://api.ucloud-global.com/?Action=CopyCustomImage"

    Scenario: A request in a GET query is accepted
      Given a valid copy request
      And the request travels as GET
      When the copy is requested
      Then it is accepted

  @UHOST-HTTP-02
  Rule: GET, form and JSON are equivalent
    API call description - https://docs.ucloud.cn/api/summary/public

    Scenario Outline: A request on another way is accepted
      Given a valid copy request
      And the request travels as <transport>
      When the copy is requested
      Then it is accepted

      @needs-post-query
      Examples:
        | case       | transport  |
        | post-query | POST query |

      @needs-post-form
      Examples:
        | case      | transport |
        | post-form | POST form |

      @needs-post-json
      Examples:
        | case      | transport |
        | post-json | POST JSON |

      @needs-post-json-lists
      Examples:
        | case            | transport       |
        | post-json-lists | POST JSON lists |

    @needs-batch @needs-third-region
    Scenario: A batch is accepted on every way
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And the request travels as each declared transport
      When the copy is requested
      Then it is accepted

    Scenario Outline: A missing parameter is refused on every way
      Given a valid copy request
      And "<parameter>" is left out
      And the request travels as each declared transport
      When the copy is requested
      Then it comes to the same over each transport

      Examples:
        | case                   | parameter       |
        | without-region         | Region          |
        | without-source-image   | SourceImageId   |
        | without-target-project | TargetProjectId |

    Scenario Outline: An impossible value is refused on every way
      Given a valid copy request
      And "<parameter>" is "<value>"
      And the request travels as each declared transport
      When the copy is requested
      Then it comes to the same over each transport

      Examples:
        | case                   | parameter       | value             |
        | unknown-region         | Region          | {unknown region}  |
        | unknown-project        | ProjectId       | {unknown project} |
        | unknown-target-project | TargetProjectId | {unknown project} |
        | unknown-target-region  | TargetRegion    | {unknown region}  |

    Scenario: An unknown image is refused on every way
      Given a valid copy request
      And "SourceImageId" is "{unknown image}"
      And the request travels as each declared transport
      When the copy is requested
      Then it comes to the same over each transport

  @UHOST-SRCE-04
  Rule: An image of another account cannot be copied
    UHost error codes - https://docs.ucloud.cn/api/uhost-api/error_code

    Scenario: An image of another account is refused
      Given a valid copy request
      And "SourceImageId" is "{foreign image}"
      When the copy is requested
      Then it is refused
