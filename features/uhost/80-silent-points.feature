@uhost
Feature: UHost CopyCustomImage - where the page is silent
  What happens here is written down for comparison and never turns a run red.
  Copies that come of it are followed and cleaned up like all others.

  @UHOST-REGN-02
  Rule: What an unknown zone leads to
    "Availability Zone. See Availability Zone List"

    Scenario: An unknown zone
      Given a valid copy request
      And "Zone" is "{unknown zone}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-BATC-03
  Rule: What an odd list of regions leads to
    "TargetRegionList.Nstring"

    Scenario: One region in the list
      Given a valid copy request to these regions:
        | another region |
      When the copy is requested
      Then what happens is recorded

    Scenario: The source region in the list
      Given a valid copy request to these regions:
        | another region    |
        | the source region |
      When the copy is requested
      Then what happens is recorded

    @needs-third-region
    Scenario: A region twice in the list
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetRegionList.1" is "{another region}"
      When the copy is requested
      Then what happens is recorded

    @needs-third-region
    Scenario: A gap in the numbers
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetRegionList.1" is left out
      And "TargetRegionList.2" is added as "{third region}"
      When the copy is requested
      Then what happens is recorded

    @needs-third-region
    Scenario: Numbers from one
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetRegionList.0" is left out
      And "TargetRegionList.2" is added as "{another region}"
      When the copy is requested
      Then what happens is recorded

    @needs-third-region
    Scenario Outline: An odd region in the list
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetRegionList.2" is added as "<region>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case       | region                          |
        | unknown    | {unknown region}                |
        | empty      | {empty}                         |
        | two-in-one | {another region},{third region} |

    @needs-third-region
    Scenario: A list and a target region
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetRegion" is "{another region}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-PARM-10
  Rule: What an unknown parameter leads to
    "&TargetEmail=LonOoQBQ &TgtChannelId=xAyRfoay"

    Scenario Outline: A parameter that the tables do not know
      Given a valid copy request
      And "<parameter>" is added as "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case           | parameter    | value                |
        | target-email   | TargetEmail  | {marker}@example.com |
        | target-channel | TgtChannelId | {marker}             |
        | nonsense       | Nonsense     | {marker}             |

  @UHOST-ERRS-04
  Rule: Which code, status and members a refusal carries
    "If it is not 0, it means failure."

    Scenario Outline: What a refusal looks like
      Given a valid copy request
      And "<parameter>" is "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case                   | parameter       | value             |
        | unknown-action         | Action          | CopyCustomImageX  |
        | unknown-image          | SourceImageId   | {unknown image}   |
        | unknown-target-project | TargetProjectId | {unknown project} |
        | unknown-target-region  | TargetRegion    | {unknown region}  |

    Scenario: Two reasons to refuse
      Given a valid copy request
      And "SourceImageId" is "{unknown image}"
      And "TargetProjectId" is "{unknown project}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-ANSW-13
  Rule: Which shape ids, headers and status of an answer have
    "Response Example"

    Scenario: What an accepted answer looks like
      Given a valid copy request
      When the copy is requested
      Then what happens is recorded

  @UHOST-PARM-11
  Rule: What an empty or blank value leads to
    "SourceImageIdstringSource Image Id, see DescribeImageYes"

    Scenario Outline: An empty or blank value
      Given a valid copy request
      And "<parameter>" is "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case                 | parameter       | value   |
        | action-empty         | Action          | {empty} |
        | action-blank         | Action          | {blank} |
        | region-empty         | Region          | {empty} |
        | region-blank         | Region          | {blank} |
        | project-empty        | ProjectId       | {empty} |
        | project-blank        | ProjectId       | {blank} |
        | source-image-empty   | SourceImageId   | {empty} |
        | source-image-blank   | SourceImageId   | {blank} |
        | target-project-empty | TargetProjectId | {empty} |
        | target-project-blank | TargetProjectId | {blank} |
        | target-region-empty  | TargetRegion    | {empty} |
        | target-region-blank  | TargetRegion    | {blank} |
        | zone-empty           | Zone            | {empty} |
        | zone-blank           | Zone            | {blank} |

  @UHOST-PARM-12
  Rule: What a repeated parameter leads to
    Request Parameters

    Scenario Outline: A parameter that is sent twice
      Given a valid copy request
      And "<parameter>" is added as "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case          | parameter       | value            |
        | source-image  | SourceImageId   | {unknown image}  |
        | target-region | TargetRegion    | {unknown region} |
        | name          | TargetImageName | {marker}-again   |

  @UHOST-PARM-13
  Rule: What another spelling of a parameter's name or of Action leads to
    "the current API is CopyCustomImage"

    Scenario Outline: A parameter's name in small letters
      Given a valid copy request
      And "<parameter>" is left out
      And "<small>" is added as "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case         | parameter       | small           | value           |
        | region       | Region          | region          | {source region} |
        | source-image | SourceImageId   | sourceimageid   | {source image}  |

      @alone
      Examples: A default name
        | case | parameter       | small           | value    |
        | name | TargetImageName | targetimagename | {marker} |

    Scenario Outline: The action in other letters
      Given a valid copy request
      And "Action" is "<action>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case    | action          |
        | small   | copycustomimage |
        | capital | COPYCUSTOMIMAGE |

  @UHOST-NAME-03
  Rule: Which name a copy gets when none is given
    "Target Image NameNo"

    @alone
    Scenario: No name is given
      Given a valid copy request
      And "TargetImageName" is left out
      When the copy is requested
      Then what happens is recorded

  @UHOST-NAME-04
  Rule: Which names are possible
    "Target Image Name"

    Scenario Outline: A name beyond plain ones
      Given a valid copy request
      And "TargetImageName" is "<name>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case           | name                        |
        | blank          | {blank}                     |
        | 64-characters  | {64 letters}                |
        | 128-characters | {128 letters}               |
        | 256-characters | {256 letters}               |
        | space          | {marker} a                  |
        | period         | {marker}.a                  |
        | colon          | {marker}:a                  |
        | comma          | {marker},a                  |
        | brackets       | {marker}[a]                 |
        | slash          | {marker}/a                  |
        | plus           | {marker}+a                  |
        | percent        | {marker}%25a                |
        | markup         | <{marker}&a>                |
        | double-quote   | {marker}{quote}a            |
        | blanks-around  | {blank}{marker}{blank}      |
        | tab            | {marker}{tab}a              |
        | line-feed      | {marker}{line feed}a        |
        | hyphen-first   | -{marker}                   |
        | chinese        | {marker}{3 Chinese letters} |
        | chinese-first  | {3 Chinese letters}{marker} |
        | astral         | {marker}{astral}            |
        | decomposed     | {marker}{decomposed e}      |

      @alone
      Examples: Default names
        | case  | name    |
        | empty | {empty} |

  @UHOST-NAME-05
  Rule: What a name that is already in use leads to
    "Target Image Name"

    @alone
    Scenario: Two copies with one name
      Given a valid copy request
      When the copy is requested 2 times
      Then what happens is recorded

  @UHOST-DESC-03
  Rule: Which descriptions are possible
    "Target Image Description"

    Scenario Outline: A description beyond plain ones
      Given a valid copy request
      And "TargetImageDescription" is "<description>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case            | description                  |
        | empty           | {empty}                      |
        | blank           | {blank}                      |
        | 256-characters  | {256 characters}             |
        | 1000-characters | {1000 characters}            |
        | blanks-around   | {blank}{marker}{blank}       |
        | tab             | {marker}{tab}a               |
        | line-feed       | {marker}{line feed}a         |
        | chinese         | {marker} {3 Chinese letters} |
        | astral          | {marker} {astral}            |
        | decomposed      | {marker} {decomposed e}      |

  @UHOST-TAG-03
  Rule: Which business group a copy gets when none, an empty or a long one is given
    "Target Image Business GroupNo"

    Scenario: No business group is given
      Given a valid copy request
      And "TargetImageTag" is left out
      When the copy is requested
      Then what happens is recorded

    Scenario Outline: An odd business group
      Given a valid copy request
      And "TargetImageTag" is "<group>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case          | group                       |
        | empty         | {empty}                     |
        | default       | Default                     |
        | 64-characters | {64 letters}                |
        | space         | {marker} a                  |
        | chinese       | {marker}{3 Chinese letters} |

  @UHOST-REGN-06
  Rule: What a target region equal to the region leads to
    "no need to fill in if not crossing regions"

    @needs-second-project
    Scenario: The target region is the region
      Given a valid copy request to the same region
      And "TargetRegion" is "{source region}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-REGN-07
  Rule: What an oddly spelt region leads to
    "Target region"

    Scenario Outline: An odd spelling of the region
      Given a valid copy request
      And "<parameter>" is "<value>"
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case               | parameter    | value                      |
        | region-in-capitals | Region       | {upper case source region} |
        | region-with-blank  | Region       | {source region}{blank}     |
        | target-with-blank  | TargetRegion | {another region}{blank}    |

  @UHOST-SRCE-05
  Rule: What an image of another region leads to
    "Source Image Id, see DescribeImage"

    Scenario: An image of another region
      Given a valid copy request
      And "SourceImageId" is "{image of another region}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-SRCE-06
  Rule: What a base image leads to
    "Copy Custom Image"

    Scenario: A base image
      Given a valid copy request
      And "SourceImageId" is "{base image}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-SRCE-07
  Rule: What an image that is still being made leads to
    "Source Image Id, see DescribeImage"

    Scenario: An image that is still being made
      Given a valid copy request
      And "SourceImageId" is "{unready image}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-PROJ-07
  Rule: What a copy to the same project and the same region leads to
    "Target Project Id"

    @needs-second-project
    Scenario: Same project and same region
      Given a valid copy request to the same region
      And "TargetProjectId" is "{source project}"
      When the copy is requested
      Then what happens is recorded

    Scenario: Same project and another region
      Given a valid copy request
      And "TargetProjectId" is "{source project}"
      When the copy is requested
      Then what happens is recorded

  @UHOST-AUTH-13
  Rule: What a signature in capital hexadecimal digits leads to
    "see Signature Algorithm"

    Scenario Outline: A signature in capitals
      Given a valid copy request
      And the request is signed <signing>
      When the copy is requested
      Then what happens is recorded

      Examples:
        | case         | signing                           |
        | all-capitals | in upper case                     |
        | one-capital  | with one letter in the other case |

  @UHOST-COPY-03
  Rule: What the same request sent twice leads to
    "Copy Custom Image"

    Scenario: The same request twice
      Given a valid copy request
      And the same request has been sent before
      When the copy is requested
      Then what happens is recorded
