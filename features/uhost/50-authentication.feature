@uhost
Feature: UHost CopyCustomImage - authentication
  Every request is signed with the private key that belongs to its public key.
  Each wrong signature is tried over every way that the target declares. Signatures bind neither time nor nonce.

  @UHOST-AUTH-01
  Rule: PublicKey is required
    "user’s public key can be obtained from Console Yes"

    Scenario: A request without a public key is refused
      Given a valid copy request
      And the request is signed without its key
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    Scenario: An empty public key is refused
      Given a valid copy request
      And the request is signed with an empty key
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-02
  Rule: The public key is a known one
    "The user’s public key can be obtained from Console"

    Scenario Outline: An unknown public key is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

      Examples:
        | case              | signing                                       |
        | right-secret      | with an unknown key                           |
        | empty-secret      | with an unknown key and an empty secret       |
        | made-up-signature | with an unknown key and a made-up signature   |
        | longer-key        | with one more character at the end of its key |
        | key-in-other-case | with one letter of its key in the other case  |

    @needs-batch @needs-third-region
    Scenario: A batch with an unknown public key is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And the request is signed with an unknown key
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-03
  Rule: Signature is required
    "see Signature AlgorithmYes"

    Scenario: A request without a signature is refused
      Given a valid copy request
      And the request is signed not at all
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    @needs-batch @needs-third-region
    Scenario: A batch without a signature is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And the request is signed not at all
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-04
  Rule: The signature belongs to the public key
    "User signature generated based on public key and API command, see Signature Algorithm"

    Scenario: A made-up signature is refused
      Given a valid copy request
      And the request is signed with a made-up signature
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-05
  Rule: The signature is made with the private key
    "see Signature Algorithm"

    Scenario Outline: A signature with a wrong private key is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

      Examples:
        | case           | signing              |
        | another-secret | with another secret  |
        | empty-secret   | with an empty secret |

    Scenario Outline: A copy elsewhere that is signed with a wrong private key is refused
      Given a valid copy request to <target>
      And the request is signed with another secret
      When the copy is requested
      Then it is refused

      @needs-second-project
      Examples:
        | case              | target          |
        | within-the-region | the same region |

      @needs-third-region
      Examples:
        | case              | target         |
        | to-a-third-region | a third region |

    Scenario: A long request signed with a wrong private key is refused
      Given a valid copy request
      And "TargetImageDescription" is "{255 characters}"
      And the request is signed with another secret
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    @needs-batch @needs-third-region
    Scenario: A batch signed with a wrong private key is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And the request is signed with another secret
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-06
  Rule: The signature is compared as a whole
    "see Signature Algorithm"

    Scenario: A signature with a wrong first character is refused
      Given a valid copy request
      And the request is signed with its first character changed
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    Scenario: A signature with a wrong last character is refused
      Given a valid copy request
      And the request is signed with its last character changed
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    Scenario: A signature with a wrong character in its middle is refused
      Given a valid copy request
      And the request is signed with a character in its middle changed
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    Scenario: A signature without its second half is refused
      Given a valid copy request
      And the request is signed without its second half
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    Scenario: A signature with one character too many is refused
      Given a valid copy request
      And the request is signed with one more character at its end
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-07
  Rule: The signature covers every parameter
    "see Signature Algorithm"
    The request as it arrives is valid in all but its signature.

    Scenario Outline: A parameter that changes after signing is refused
      Given a valid copy request
      And "<parameter>" is "<signed>"
      And "<parameter>" becomes "<sent>" after signing
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

      Examples:
        | case           | parameter              | signed                     | sent                |
        | action         | Action                 | CopyCustomImageX           | CopyCustomImage     |
        | known-action   | Action                 | DescribeImage              | CopyCustomImage     |
        | region         | Region                 | {shortened source region}  | {source region}     |
        | project        | ProjectId              | {shortened source project} | {source project}    |
        | source-image   | SourceImageId          | {shortened source image}   | {source image}      |
        | target-project | TargetProjectId        | {shortened target project} | {target project}    |
        | target-region  | TargetRegion           | {shortened another region} | {another region}    |
        | known-region   | TargetRegion           | {source region}            | {another region}    |
        | name           | TargetImageName        | {marker}-signed            | {marker}-signed-not |
        | description    | TargetImageDescription | {marker} signed            | {marker} signed not |
        | business-group | TargetImageTag         | {marker}-signed            | {marker}-signed-not |

      @needs-base-image
      Examples:
        | case        | parameter     | signed       | sent           |
        | known-image | SourceImageId | {base image} | {source image} |

      @needs-zone
      Examples:
        | case | parameter | signed           | sent   |
        | zone | Zone      | {shortened zone} | {zone} |

      @needs-second-project
      Examples:
        | case          | parameter       | signed           | sent             |
        | known-project | TargetProjectId | {source project} | {target project} |

    Scenario: An unsigned action in the query does not outrank the signed one
      Given a valid copy request
      And "Action" is "CopyCustomImageX"
      And "Action" also stands in the query, unsigned, as "CopyCustomImage"
      And the request travels as each transport with a body
      When the copy is requested
      Then it is refused

    @needs-batch @needs-third-region
    Scenario Outline: A list that changes after signing is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "<parameter>" is "<signed>"
      And "<parameter>" becomes "<sent>" after signing
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

      Examples:
        | case         | parameter          | signed                     | sent             |
        | first-region | TargetRegionList.0 | {shortened another region} | {another region} |
        | last-region  | TargetRegionList.1 | {shortened third region}   | {third region}   |

  @UHOST-AUTH-08
  Rule: The signature covers parameters which are added
    "see Signature Algorithm"

    Scenario Outline: A parameter that is added after signing is refused
      Given a valid copy request
      And "<parameter>" is left out
      And "<parameter>" becomes "<sent>" after signing
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

      Examples:
        | case              | parameter              | sent                 |
        | target-region     | TargetRegion           | {another region}     |
        | name              | TargetImageName        | {marker}             |
        | description       | TargetImageDescription | {marker}             |
        | business-group    | TargetImageTag         | {marker}             |
        | unknown-parameter | TargetEmail            | {marker}@example.com |

      @needs-zone
      Examples:
        | case | parameter | sent   |
        | zone | Zone      | {zone} |

    Scenario Outline: An unsigned query does not outrank the signed body
      Given a valid copy request
      And "<parameter>" is "<signed>"
      And "<parameter>" also stands in the query, unsigned, as "<query>"
      And the request travels as each transport with a body
      When the copy is requested
      Then it is refused

      Examples:
        | case                        | parameter       | signed            | query            |
        | source-image-in-the-query   | SourceImageId   | {unknown image}   | {source image}   |
        | target-project-in-the-query | TargetProjectId | {unknown project} | {target project} |
        | target-region-in-the-query  | TargetRegion    | {unknown region}  | {another region} |

    @needs-batch @needs-third-region
    Scenario: A region that is added after signing is refused
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "TargetRegionList.1" is left out
      And "TargetRegionList.1" becomes "{third region}" after signing
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

  @UHOST-AUTH-09
  Rule: The signature does not depend on the order of the parameters
    "see Signature Algorithm"

    @needs-batch @needs-third-region
    Scenario: The numbers of a list are sorted as text
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "SourceImageId" is "{unknown image}"
      And "TargetRegionList.2" is added as "{another region}"
      And "TargetRegionList.10" is added as "{third region}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is not refused for its signature

    @needs-batch @needs-third-region @needs-zone
    Scenario: The numbered parameters stand among the others
      Given a valid copy request to these regions:
        | another region |
        | a third region |
      And "SourceImageId" is "{unknown image}"
      And "Zone" is "{zone}"
      And the request travels as each declared transport
      When the copy is requested
      Then it is not refused for its signature

    Scenario: Parameters in reverse order are accepted
      Given a valid copy request
      And the parameters travel in reverse order
      And the request travels as each declared transport
      When the copy is requested
      Then it is accepted

  @UHOST-AUTH-10
  Rule: Values are signed as they are, before any encoding
    "see Signature Algorithm"

    Scenario Outline: A value with special characters is accepted on every way
      Given a valid copy request
      And "TargetImageDescription" is "<description>"
      And the request travels as each declared transport
      When the copy is requested
      Then it is accepted

      @frugal
      Examples: All of them
        | case                         | description                |
        | 255-characters-of-every-kind | {255 printable characters} |

      Examples: Some of them
        | case                | description                   |
        | reserved-characters | {marker} a+b *~/%25?#&=;, end |

    Scenario Outline: A value beyond ASCII is not taken for a wrong signature
      Given a valid copy request
      And "TargetImageDescription" is "<description>"
      And the request travels as each declared transport
      When the copy is requested
      Then it is not refused for its signature

      Examples:
        | case         | description                  |
        | beyond-ascii | {marker} {3 Chinese letters} |

  @UHOST-AUTH-11
  Rule: Every request is verified on its own
    Signature Algorithm - https://docs.ucloud.cn/api/summary/signature

    Scenario Outline: A good request does not excuse the next bad one
      Given a valid copy request
      And a good request went before on the same connection
      And the request is signed <signing>
      When the copy is requested
      Then it is refused

      Examples:
        | case           | signing             |
        | another-secret | with another secret |
        | no-signature   | not at all          |

    Scenario: A signature that served another request is refused
      Given a valid copy request
      And the request is signed with the signature of an earlier request
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

    @alone
    Scenario: A bad request stays bad when it is repeated
      Given a valid copy request
      And the request is signed with another secret
      When the copy is requested 20 times
      Then it is refused

  @UHOST-AUTH-12
  Rule: Only a known token replaces key and signature
    API call description - https://docs.ucloud.cn/api/summary/public

    Scenario Outline: A made-up token is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as each declared transport
      When the copy is requested
      Then it is refused

      Examples:
        | case         | signing                                         |
        | bearer-token | with a made-up bearer token and no key          |
        | other-header | with nothing but a made-up Authorization header |

  @UHOST-SECU-01
  Rule: No answer reveals a secret
    Signature Algorithm - https://docs.ucloud.cn/api/summary/signature

    Scenario: No answer contains the private key
      Given a valid copy request
      When the copy is requested
      Then no answer reveals a secret
