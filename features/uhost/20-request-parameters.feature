@uhost
Feature: UHost CopyCustomImage - the parameters of the request
  Which parameters have to be there, which may be left out, and what their values do.
  Regions have features of their own: one target, several targets.

  @UHOST-PARM-01
  Rule: Action names the operation
    "Corresponding API command name, the current API is CopyCustomImage."
    Its letter case is recorded in UHOST-PARM-13.

    Scenario Outline: Another action is refused
      Given a valid copy request
      And "Action" is "<action>"
      When the copy is requested
      Then it is refused

      Examples:
        | case               | action                  |
        | one-letter-more    | CopyCustomImageX        |
        | one-letter-less    | CopyCustomImag          |
        | name-of-the-answer | CopyCustomImageResponse |

  @UHOST-PARM-02
  Rule: Action is required
    "the current API is CopyCustomImage.Yes"

    Scenario: A request without an action is refused
      Given a valid copy request
      And "Action" is left out
      When the copy is requested
      Then it is refused

    Scenario: A request without an action is refused on every way
      Given a valid copy request
      And "Action" is left out
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-PARM-04
  Rule: Region is required
    "See List of Regions and Availability ZonesYes"

    Scenario Outline: A request without a region is refused
      Given a valid copy request to <target>
      And "Region" is left out
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
    Scenario: A batch without a region is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "Region" is left out
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-PARM-06
  Rule: Zone is optional
    "Availability Zone. See Availability Zone ListNo"

    Scenario: A request without a zone is accepted
      Given a valid copy request
      And "Zone" is left out
      When the copy is requested
      Then it is accepted

  @UHOST-PARM-07
  Rule: The zone of the source may be given
    "Availability Zone. See Availability Zone List"

    Scenario: The zone of the source is accepted
      Given a valid copy request
      And "Zone" is "{zone}"
      When the copy is requested
      Then it is accepted

  @UHOST-PROJ-01
  Rule: ProjectId is optional, the default project stands in
    "If not filled in, the default project is used"
    Read with the source project being the default one.

    @needs-default-project
    Scenario: A request without a project is accepted
      Given a valid copy request
      And "ProjectId" is left out
      When the copy is requested
      Then it is accepted

    Scenario: A request with the source project is accepted
      Given a valid copy request
      And "ProjectId" is "{source project}"
      When the copy is requested
      Then it is accepted

  @UHOST-PROJ-02
  Rule: The image is looked for in the given project
    "Project ID. If not filled in, the default project is used"
    The image lies in the source project only.

    Scenario: The image is not found in another project
      Given a valid copy request
      And "ProjectId" is "{target project}"
      When the copy is requested
      Then it is refused

  @UHOST-PROJ-04
  Rule: ProjectId is one of the listed projects
    "Please refer to the GetProjectList interface."

    Scenario: An unknown source project is refused
      Given a valid copy request
      And "ProjectId" is "{unknown project}"
      When the copy is requested
      Then it is refused

    @needs-batch @needs-third-region
    Scenario: An unknown source project is refused in a batch
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "ProjectId" is "{unknown project}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-PARM-08
  Rule: SourceImageId is required
    "Source Image Id, see DescribeImageYes"

    Scenario Outline: A request without a source image is refused
      Given a valid copy request to <target>
      And "SourceImageId" is left out
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
    Scenario: A batch without a source image is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "SourceImageId" is left out
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-PARM-09
  Rule: TargetProjectId is required
    "Target Project Id, see GetProjectListYes"

    Scenario Outline: A request without a target project is refused
      Given a valid copy request to <target>
      And "TargetProjectId" is left out
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
    Scenario: A batch without a target project is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetProjectId" is left out
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-PROJ-05
  Rule: TargetProjectId is one of the listed projects
    "see GetProjectList"

    Scenario Outline: An unknown target project is refused
      Given a valid copy request to <target>
      And "TargetProjectId" is "{unknown project}"
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
    Scenario: An unknown target project is refused in a batch
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetProjectId" is "{unknown project}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-NAME-01
  Rule: TargetImageName is optional
    "Target Image NameNo"

    @needs-second-project
    Scenario: A request without a name is accepted
      Given a valid copy request to the same region
      And "TargetImageName" is left out
      When the copy is requested
      Then it is accepted

    @needs-batch @needs-third-region
    Scenario: A batch without a name is accepted
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetImageName" is left out
      When the copy is requested
      Then it is accepted

  @UHOST-NAME-02
  Rule: The copy carries the requested name
    "Target Image Name"
    Bounds and other characters are recorded in UHOST-NAME-04.

    Scenario Outline: A plain name is accepted
      Given a valid copy request
      And "TargetImageName" is "<name>"
      When the copy is requested
      Then it is accepted

      @frugal
      Examples:
        | case                       | name                                                         |
        | 63-characters-of-all-kinds | Aa1-b_2-{marker}-c3D-e4F-g5H-i6J-k7L-m8N-o9P-q0R-s1T-u2V-xyZ |

      Examples:
        | case        | name               |
        | letters     | {marker}           |
        | mixed-case  | aBcDe{marker}XyZ   |
        | digits      | {marker}0123456789 |
        | digit-first | 7{marker}          |
        | hyphens     | {marker}-a-b       |
        | underscores | {marker}_a_b       |

    Scenario Outline: A longer name is kept whole, or refused
      Given a valid copy request
      And "TargetImageName" is "<name>"
      When the copy is requested
      Then it is refused, or its copy carries the requested "TargetImageName"

      Examples:
        | case                   | name          |
        | kept-or-refused-at-64  | {64 letters}  |
        | kept-or-refused-at-128 | {128 letters} |
        | kept-or-refused-at-256 | {256 letters} |

    Scenario Outline: A name with other characters is kept whole, or refused
      Given a valid copy request
      And "TargetImageName" is "<name>"
      When the copy is requested
      Then it is refused, or its copy carries the requested "TargetImageName"

      Examples:
        | case                             | name                        |
        | kept-or-refused-with-spaces      | {marker} a  b               |
        | kept-or-refused-with-markup      | a&b<c>{marker}&amp;         |
        | kept-or-refused-with-percent     | 100%25+{marker}+%2B         |
        | kept-or-refused-with-quotes      | it's {quote}{marker}{quote} |
        | kept-or-refused-with-a-backslash | a{backslash}b{marker}       |
        | kept-or-refused-with-marks       | {marker}.a,b;c:d@e#f/g      |

    Scenario Outline: A name that transports encode in their own ways is kept whole, or refused
      Given a valid copy request
      And "TargetImageName" is "<name>"
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused, or its copy carries the requested "TargetImageName"

      Examples:
        | case                         | name                        |
        | kept-or-refused-with-chinese | {marker}{3 Chinese letters} |
        | kept-or-refused-with-a-plus  | {marker}+a                  |

    Scenario: The name is that of the request
      Given a valid copy request
      When the copy is requested
      Then each copy carries the requested "TargetImageName"

  @UHOST-DESC-01
  Rule: TargetImageDescription is optional
    "Target Image DescriptionNo"

    Scenario: A request without a description is accepted
      Given a valid copy request
      And "TargetImageDescription" is left out
      When the copy is requested
      Then it is accepted

    @needs-batch @needs-third-region
    Scenario: A batch without a description is accepted
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetImageDescription" is left out
      When the copy is requested
      Then it is accepted

  @UHOST-DESC-02
  Rule: The copy carries the requested description
    "Target Image Description"
    Longer texts and letters beyond ASCII are recorded in UHOST-DESC-03.

    Scenario Outline: A description in plain characters is accepted
      Given a valid copy request
      And "TargetImageDescription" is "<description>"
      When the copy is requested
      Then it is accepted

      @frugal
      Examples:
        | case                         | description                |
        | 255-characters-of-every-kind | {255 printable characters} |

      Examples:
        | case                | description                            |
        | reserved-characters | {marker} ~*+/%25?#&=:;,@!$'()[]-_. end |

      Examples:
        | case           | description                               |
        | mixed-case     | Abc {marker} xYZ                          |
        | spaces         | {marker} with two  spaces                 |
        | plus           | {marker}+1+2                              |
        | percent-25     | 100%25-{marker}-%2B                       |
        | markup         | a&b<c>{marker}&amp;                       |
        | double-quotes  | say {quote}{marker}{quote}                |
        | backslash      | a{backslash}b {marker}                    |
        | pipe           | a{pipe}b {marker}                         |
        | address        | see https://example.com/?a=b&c=d#{marker} |
        | 255-characters | {255 characters}                          |

    Scenario Outline: A longer description is kept whole, or refused
      Given a valid copy request
      And "TargetImageDescription" is "<description>"
      When the copy is requested
      Then it is refused, or its copy carries the requested "TargetImageDescription"

      Examples:
        | case                    | description       |
        | kept-or-refused-at-256  | {256 characters}  |
        | kept-or-refused-at-1000 | {1000 characters} |

    Scenario Outline: A description that transports encode in their own ways is kept whole, or refused
      Given a valid copy request
      And "TargetImageDescription" is "<description>"
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused, or its copy carries the requested "TargetImageDescription"

      Examples:
        | case                         | description                  |
        | kept-or-refused-with-chinese | {marker} {3 Chinese letters} |

    Scenario: The description is that of the request
      Given a valid copy request
      When the copy is requested
      Then each copy carries the requested "TargetImageDescription"

  @UHOST-TAG-01
  Rule: TargetImageTag is optional
    "Target Image Business GroupNo"

    Scenario: A request without a business group is accepted
      Given a valid copy request
      And "TargetImageTag" is left out
      When the copy is requested
      Then it is accepted

  @UHOST-TAG-02
  Rule: The copy carries the requested business group
    "Target Image Business Group"

    @frugal
    Scenario: A business group is accepted
      Given a valid copy request
      And "TargetImageTag" is "{marker}"
      When the copy is requested
      Then it is accepted

    @needs-batch @needs-third-region
    Scenario: A business group is accepted in a batch
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetImageTag" is "{marker}"
      When the copy is requested
      Then it is accepted

    Scenario: A business group is accepted on every way
      Given a valid copy request
      And "TargetImageTag" is "{marker}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is accepted

    Scenario: The business group is that of the request
      Given a valid copy request
      When the copy is requested
      Then each copy carries the requested "TargetImageTag"

  @UHOST-BATC-01
  Rule: TargetRegionList is optional
    "fill in when batch copyingNo"

    Scenario: A request without a list of regions is accepted
      Given a valid copy request
      And "TargetRegionList.0" is left out
      When the copy is requested
      Then it is accepted
