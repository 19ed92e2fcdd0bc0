@ecd
Feature: ECD CopyImage - points on which the page is silent
  What an endpoint makes of these requests is written down for comparison, and never a failure.
  Copies that come of them are followed and cleaned up like all others.

  @ECD-REGN-01
  Rule: What an unknown source region leads to
    "The region ID."

    Scenario Outline: An odd source region
      Given a valid copy request
      And "RegionId" is "<region>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case              | region                     |
        | unknown           | {unknown region}           |
        | capital-letters   | {upper case source region} |
        | without-the-image | {another region}           |

  @ECD-ANSW-09
  Rule: Which shape ids and headers have
    "JSONformat"

    Scenario: The shape of an answer
      Given a valid copy request
      When the copy is requested
      Then what happens is recorded

  @ECD-ERRS-01
  Rule: Which code a refusal carries
    "For a list of error codes, visit the Service error codes."
    The codes of all refusals of the run stand side by side in its report. Here two rules are broken at once, which shows the order of the checks.

    Scenario Outline: Two broken parameters
      Given a valid copy request
      And "DestinationImageName" is "1"
      And "<parameter>" is "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case                   | parameter              | value           |
        | name-and-description   | DestinationDescription | http://{marker} |
        | name-and-same-region   | DestinationRegionId    | {source region} |
        | name-and-unknown-image | ImageId                | {unknown image} |

    @needs-signatures
    Scenario: A broken parameter under a broken signature
      Given a valid copy request
      And "DestinationImageName" is "1"
      And the request is signed with another secret
      When the copy is requested
      Then what happens is recorded

  @ECD-PARM-11
  Rule: What a wrong version leads to
    "2022-05-26Add Operation"

    Scenario Outline: Another version
      Given a valid copy request
      And "Version" is "<version>"
      And the request travels as each RPC transport
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case        | version    |
        | older       | 2014-05-26 |
        | a-day-later | 2020-10-01 |
        | empty       | {empty}    |

  @ECD-PARM-13
  Rule: What an empty or blank id leads to
    "RegionIdstringYes"

    Scenario Outline: An empty or blank id
      Given a valid copy request
      And "<parameter>" is "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case              | parameter           | value   |
        | empty-region      | RegionId            | {empty} |
        | blank-region      | RegionId            | {blank} |
        | empty-image       | ImageId             | {empty} |
        | blank-image       | ImageId             | {blank} |
        | empty-destination | DestinationRegionId | {empty} |
        | blank-destination | DestinationRegionId | {blank} |

  @ECD-PARM-14
  Rule: What an unknown parameter leads to
    The page lists the parameters of the operation and does not speak of others.

    Scenario: An unknown parameter
      Given a valid copy request
      And "Comment" is added as "{marker}"
      When the copy is requested
      Then what happens is recorded

  @ECD-PARM-15
  Rule: What a repeated parameter leads to
    The page lists every parameter once and does not say what a second value does.

    Scenario Outline: A second value
      Given a valid copy request
      And "<parameter>" is added as "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case        | parameter              | value            |
        | image       | ImageId                | {unknown image}  |
        | name        | DestinationImageName   | {marker}-second  |
        | description | DestinationDescription | {marker} second  |
        | destination | DestinationRegionId    | {unknown region} |

  @ECD-PARM-16
  Rule: What another spelling of a parameter's name leads to
    The page spells its parameters in one way and does not say whether letter case matters.

    Scenario Outline: A parameter in small letters
      Given a valid copy request
      And "<parameter>" is left out
      And "<spelling>" is added as "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case        | parameter              | spelling               | value            |
        | region      | RegionId               | regionid               | {source region}  |
        | image       | ImageId                | imageid                | {source image}   |
        | name        | DestinationImageName   | destinationimagename   | {marker}         |
        | description | DestinationDescription | destinationdescription | {marker}         |
        | destination | DestinationRegionId    | destinationregionid    | {another region} |

  @ECD-NAME-06
  Rule: How a name beyond ASCII is counted and judged
    "The name must start with a letter"

    Scenario Outline: A name beyond ASCII
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case                          | name                         |
        | chinese-first                 | {3 Chinese letters}{marker}  |
        | chinese-inside                | {marker}{3 Chinese letters}x |
        | one-chinese-letter            | {1 Chinese letters}          |
        | two-chinese-letters           | {2 Chinese letters}          |
        | 128-chinese-letters           | {128 Chinese letters}        |
        | 129-chinese-letters           | {129 Chinese letters}        |
        | beyond-16-bits-127-characters | {126 letters}{astral}        |
        | beyond-16-bits-128-characters | {127 letters}{astral}        |
        | accent-first                  | é{marker}                    |
        | accent-in-two-characters      | {marker}{decomposed e}       |
        | greek-first                   | Ω{marker}                    |
        | full-width-letter-first       | Ａ{marker}                    |
        | full-width-colon              | {marker}：                    |
        | full-width-digit              | {marker}１                    |

  @ECD-NAME-07
  Rule: What blanks and line ends around a name lead to
    "The name can contain letters, digits, colons (:), underscores (_), and hyphens (-)."

    Scenario Outline: A blank or line end around the name
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case            | name                |
        | blank-first     | {blank}{marker}     |
        | blank-last      | {marker}{blank}     |
        | tab-last        | {marker}{tab}       |
        | line-feed-first | {line feed}{marker} |
        | line-feed-last  | {marker}{line feed} |
        | blanks-only     | {blank}{blank}      |

  @ECD-NAME-08
  Rule: What a name that is already in use leads to
    "The name of the new image."

    @alone
    Scenario: The same name twice
      Given a valid copy request
      And "DestinationImageName" is "{marker}"
      When the copy is requested 2 times
      Then what happens is recorded

  @ECD-DESC-05
  Rule: How a description beyond ASCII is counted and kept
    "The description must be 2 to 256 characters in length"

    Scenario Outline: A description beyond ASCII
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case                          | description              |
        | one-chinese-letter            | {1 Chinese letters}      |
        | 256-chinese-letters           | {256 Chinese letters}    |
        | 257-chinese-letters           | {257 Chinese letters}    |
        | beyond-16-bits-kept           | {marker} {astral}        |
        | beyond-16-bits-256-characters | {255 characters}{astral} |
        | accent-in-two-characters      | {marker} {decomposed e}  |

  @ECD-DESC-06
  Rule: What another letter case or a blank before http:// leads to
    "cannot start with http:// or https://"

    Scenario Outline: A description that starts almost like an address
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case             | description                 |
        | capital-http     | HTTP://{marker}             |
        | mixed-https      | Https://{marker}            |
        | blank-before     | {blank}http://{marker}      |
        | line-feed-before | {line feed}https://{marker} |

  @ECD-DESC-07
  Rule: What blanks and control characters in a description lead to
    "The description of the new image in the destination region."

    Scenario Outline: A blank or control character in the description
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case             | description          |
        | blanks-only      | {blank}{blank}       |
        | blank-first      | {blank}{marker}      |
        | blank-last       | {marker}{blank}      |
        | tab-inside       | {marker}{tab}x       |
        | line-feed-inside | {marker}{line feed}x |
        | line-feed-last   | {marker}{line feed}  |

  @ECD-REGN-06
  Rule: What an unknown or oddly spelt destination leads to
    "The ID of the destination region."

    Scenario Outline: An odd destination
      Given a valid copy request
      And "DestinationRegionId" is "<region>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case                             | region                     |
        | unknown                          | {unknown region}           |
        | source-region-in-capital-letters | {upper case source region} |
        | blank-before                     | {blank}{another region}    |

  @ECD-SRCE-05
  Rule: What an image of another region leads to
    "the current region ID of the image"

    Scenario: An image of another region
      Given a valid copy request
      And "ImageId" is "{image of another region}"
      When the copy is requested
      Then what happens is recorded

  @ECD-SRCE-06
  Rule: What a system image leads to
    The page does not say which kinds of image can be copied.

    Scenario: A system image
      Given a valid copy request
      And "ImageId" is "{base image}"
      When the copy is requested
      Then what happens is recorded

  @ECD-SRCE-07
  Rule: What an image that is still being made leads to
    The page does not say in which state an image can be copied.

    Scenario: An image that is still being made
      Given a valid copy request
      And "ImageId" is "{unready image}"
      When the copy is requested
      Then what happens is recorded

  @ECD-AUTH-19
  Rule: What a time stamp in the future leads to
    One page of the vendor counts 15 minutes in both directions, another speaks of the past only.

    Scenario Outline: A time stamp an hour ahead
      Given a valid copy request
      And the request is signed an hour ahead
      And the request travels as <transport>
      When the copy is requested
      Then what happens is recorded

      @needs-rpc
      Examples:
        | case | transport          |
        | rpc  | each RPC transport |

      @needs-acs3
      Examples:
        | case | transport           |
        | acs3 | each ACS3 transport |

  @ECD-AUTH-20
  Rule: What a signature in capital hexadecimal digits leads to
    The vendor's page on the newer scheme shows small digits and does not rule out capital ones.

    Scenario: A signature in capital digits
      Given a valid copy request
      And the request is signed in upper case
      And the request travels as each ACS3 transport
      When the copy is requested
      Then what happens is recorded
