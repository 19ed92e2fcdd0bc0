@ecd
Feature: ECD CopyImage - copying an image
  One request makes a second image in another region and leaves the first one alone.
  What the copy is called, described and how it comes to life is told in the features that follow.

  @ECD-COPY-01
  Rule: A valid request copies the image to another region
    "Copy an image to another region."

    Scenario: A valid request is accepted
      Given a valid copy request
      When the copy is requested
      Then it is accepted

    Scenario: Simultaneous requests are all accepted
      Given a valid copy request
      When 2 copies are requested together
      Then it is accepted

    @needs-listing
    Scenario: Every accepted request makes one copy
      Given a valid copy request
      When the copy is requested
      Then each copy appears once, under the answered id

  @ECD-SRCE-01
  Rule: Copying leaves the source image as it was
    "Copy an image to another region."
    A copy is a second image: its source neither moves nor changes, also after the copy is complete.
    Nor does any other image go away; where others use the account as well, that is only noted.

    Scenario: The source image is the same after the run
      Given a valid copy request
      When the copy is requested
      Then the source image stays as it was

  @ECD-SRCE-02
  Rule: Only an existing image can be copied
    "The ID of the image that is copied to the destination region."
    The page promises no immediate refusal. A request that is accepted and fails later is good enough.

    Scenario Outline: Nothing usable comes of an image that does not exist
      Given a valid copy request
      And "ImageId" is "<image>"
      When the copy is requested
      Then no usable copy comes of it

      Examples:
        | case             | image                    |
        | unknown-image    | {unknown image}          |
        | not-an-id        | abc                      |
        | beginning-of-one | {shortened source image} |

  @ECD-SRCE-03
  Rule: The copy agrees with its source in system, platform and size
    "The ID of the image that is copied to the destination region."

    Scenario: The copy is listed with the system, platform and sizes of its source
      Given a valid copy request
      When the copy is requested
      Then each copy agrees with its source in "OsType, Platform, Size, DataDiskSize"

  @ECD-HTTP-01
  Rule: GET and POST, query and form are equivalent
    The vendor's own clients use all of them, see its guide to the metadata of an operation.
    Only the transports that the target declares are tried.

    Scenario Outline: The request is accepted over each transport
      Given a valid copy request
      And the request travels as <transport>
      When the copy is requested
      Then it is accepted

      @needs-rpc @needs-get
      Examples:
        | case    | transport |
        | rpc-get | RPC GET   |

      @needs-rpc @needs-post-query
      Examples:
        | case           | transport      |
        | rpc-post-query | RPC POST query |

      @needs-rpc @needs-post-form
      Examples:
        | case          | transport     |
        | rpc-post-form | RPC POST form |

      @needs-acs3 @needs-get
      Examples:
        | case     | transport |
        | acs3-get | ACS3 GET  |

      @needs-acs3 @needs-post-query
      Examples:
        | case            | transport       |
        | acs3-post-query | ACS3 POST query |

      @needs-acs3 @needs-post-form
      Examples:
        | case           | transport      |
        | acs3-post-form | ACS3 POST form |

    Scenario Outline: The rules hold over each transport
      Given a valid copy request
      And "<parameter>" is "<value>"
      And the request travels as each declared transport
      When the copy is requested
      Then it comes to the same over each transport

      Examples:
        | case          | parameter            | value           |
        | name-too-long | DestinationImageName | {129 letters}   |
        | same-region   | DestinationRegionId  | {source region} |

      Examples: One for each kind of rule
        | case                   | parameter              | value            |
        | name-too-short         | DestinationImageName   | A                |
        | name-empty             | DestinationImageName   | {empty}          |
        | name-first-character   | DestinationImageName   | 1{marker}        |
        | name-foreign-character | DestinationImageName   | {marker} x       |
        | description-too-short  | DestinationDescription | a                |
        | description-too-long   | DestinationDescription | {257 characters} |
        | description-http       | DestinationDescription | http://{marker}  |
        | description-https      | DestinationDescription | https://{marker} |

    Scenario Outline: A missing parameter is refused over each transport
      Given a valid copy request
      And "<parameter>" is left out
      And the request travels as each declared transport
      When the copy is requested
      Then it comes to the same over each transport

      Examples:
        | case                | parameter              |
        | without-region      | RegionId               |
        | without-image       | ImageId                |
        | without-name        | DestinationImageName   |
        | without-description | DestinationDescription |
        | without-destination | DestinationRegionId    |

  @ECD-SRCE-04
  Rule: An image of another account that was not shared cannot be copied
    The vendor's page on sharing images makes an image visible to another account by sharing only.

    Scenario: The image of another account is refused
      Given a valid copy request
      And "ImageId" is "{foreign image}"
      When the copy is requested
      Then no usable copy comes of it
