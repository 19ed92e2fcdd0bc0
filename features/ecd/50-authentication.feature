@ecd
Feature: ECD CopyImage - authentication
  A request is signed with the secret of a key, in the older scheme (RPC) or in the newer one (ACS3).
  Whatever is wrong with its signature, its key, its nonce or its time, such a request is refused.

  @ECD-AUTH-04
  Rule: The signature is made with the secret of the key
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.

    Scenario Outline: A signature that the secret of the key did not make is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                             | signing                                | transport          |
        | another-secret-rpc               | with another secret                    | each RPC transport |
        | one-more-character-rpc           | with one more character at its end     | each RPC transport |
        | empty-secret-rpc                 | with an empty secret                   | each RPC transport |
        | made-up-signature-rpc            | with a made-up signature               | each RPC transport |
        | last-character-changed-rpc       | with its last character changed        | each RPC transport |
        | first-character-changed-rpc      | with its first character changed       | each RPC transport |
        | middle-character-changed-rpc     | with a character in its middle changed | each RPC transport |
        | second-half-missing-rpc          | without its second half                | each RPC transport |
        | one-letter-in-the-other-case-rpc | with one letter in the other case      | each RPC transport |

      @needs-acs3
      Examples:
        | case                          | signing                                | transport           |
        | another-secret-acs3           | with another secret                    | each ACS3 transport |
        | one-more-character-acs3       | with one more character at its end     | each ACS3 transport |
        | empty-secret-acs3             | with an empty secret                   | each ACS3 transport |
        | made-up-signature-acs3        | with a made-up signature               | each ACS3 transport |
        | last-character-changed-acs3   | with its last character changed        | each ACS3 transport |
        | first-character-changed-acs3  | with its first character changed       | each ACS3 transport |
        | middle-character-changed-acs3 | with a character in its middle changed | each ACS3 transport |
        | second-half-missing-acs3      | without its second half                | each ACS3 transport |

    Scenario Outline: A long request with a signature that the secret did not make is refused
      Given a valid copy request
      And "DestinationDescription" is "{256 letters}"
      And the request is signed with another secret
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                    | transport          |
        | another-secret-long-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                     | transport           |
        | another-secret-long-acs3 | each ACS3 transport |

  @ECD-AUTH-05
  Rule: The key is known
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.

    Scenario Outline: A key that nobody knows is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                              | signing                                       | transport          |
        | unknown-key-rpc                   | with an unknown key                           | each RPC transport |
        | unknown-key-empty-secret-rpc      | with an unknown key and an empty secret       | each RPC transport |
        | unknown-key-made-up-signature-rpc | with an unknown key and a made-up signature   | each RPC transport |
        | longer-key-rpc                    | with one more character at the end of its key | each RPC transport |
        | key-in-other-case-rpc             | with one letter of its key in the other case  | each RPC transport |

      @needs-acs3
      Examples:
        | case                               | signing                                       | transport           |
        | unknown-key-acs3                   | with an unknown key                           | each ACS3 transport |
        | unknown-key-empty-secret-acs3      | with an unknown key and an empty secret       | each ACS3 transport |
        | unknown-key-made-up-signature-acs3 | with an unknown key and a made-up signature   | each ACS3 transport |
        | longer-key-acs3                    | with one more character at the end of its key | each ACS3 transport |
        | key-in-other-case-acs3             | with one letter of its key in the other case  | each ACS3 transport |

  @ECD-AUTH-06
  Rule: Key and signature are present
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.

    Scenario Outline: A request without them is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case             | signing                                | transport          |
        | no-signature-rpc | not at all                             | each RPC transport |
        | no-key-rpc       | without its key                        | each RPC transport |
        | empty-key-rpc    | with an empty key                      | each RPC transport |
        | bearer-token-rpc | with a made-up bearer token and no key | each RPC transport |

      @needs-acs3
      Examples:
        | case                       | signing                                         | transport           |
        | no-signature-acs3          | not at all                                      | each ACS3 transport |
        | no-key-acs3                | without its key                                 | each ACS3 transport |
        | empty-key-acs3             | with an empty key                               | each ACS3 transport |
        | made-up-authorization-acs3 | with nothing but a made-up Authorization header | each ACS3 transport |

  @ECD-AUTH-07
  Rule: The signature covers every parameter
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.
    What is sent would be accepted, had it been signed; what was signed is something else.

    Scenario Outline: A parameter changed after signing is refused
      Given a valid copy request
      And "<parameter>" is "<signed>"
      And "<parameter>" becomes "<sent>" after signing
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                  | parameter              | signed                     | sent             | transport          |
        | region-rpc            | RegionId               | {shortened source region}  | {source region}  | each RPC transport |
        | image-rpc             | ImageId                | {shortened source image}   | {source image}   | each RPC transport |
        | name-rpc              | DestinationImageName   | {marker}A                  | {marker}AB       | each RPC transport |
        | description-rpc       | DestinationDescription | {marker} A                 | {marker} AB      | each RPC transport |
        | destination-rpc       | DestinationRegionId    | {shortened another region} | {another region} | each RPC transport |
        | known-destination-rpc | DestinationRegionId    | {source region}            | {another region} | each RPC transport |

      @needs-acs3
      Examples:
        | case                   | parameter              | signed                     | sent             | transport           |
        | region-acs3            | RegionId               | {shortened source region}  | {source region}  | each ACS3 transport |
        | image-acs3             | ImageId                | {shortened source image}   | {source image}   | each ACS3 transport |
        | name-acs3              | DestinationImageName   | {marker}A                  | {marker}AB       | each ACS3 transport |
        | description-acs3       | DestinationDescription | {marker} A                 | {marker} AB      | each ACS3 transport |
        | destination-acs3       | DestinationRegionId    | {shortened another region} | {another region} | each ACS3 transport |
        | known-destination-acs3 | DestinationRegionId    | {source region}            | {another region} | each ACS3 transport |

      @needs-rpc @needs-base-image
      Examples:
        | case            | parameter | signed       | sent           | transport          |
        | known-image-rpc | ImageId   | {base image} | {source image} | each RPC transport |

      @needs-acs3 @needs-base-image
      Examples:
        | case             | parameter | signed       | sent           | transport           |
        | known-image-acs3 | ImageId   | {base image} | {source image} | each ACS3 transport |

    Scenario Outline: A parameter of the protocol changed after signing is refused
      Given a valid copy request
      And "<parameter>" is "<signed>"
      And "<parameter>" becomes "<sent>" after signing
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case             | parameter | signed         | sent       | transport          |
        | action-rpc       | Action    | CopyImages     | CopyImage  | each RPC transport |
        | known-action-rpc | Action    | DescribeImages | CopyImage  | each RPC transport |
        | version-rpc      | Version   | 2014-05-26     | 2020-09-30 | each RPC transport |

      @needs-acs3
      Examples:
        | case              | parameter      | signed         | sent       | transport           |
        | action-acs3       | Action         | CopyImages     | CopyImage  | each ACS3 transport |
        | known-action-acs3 | Action         | DescribeImages | CopyImage  | each ACS3 transport |
        | version-acs3      | Version        | 2014-05-26     | 2020-09-30 | each ACS3 transport |
        | nonce-acs3        | SignatureNonce | {marker}A      | {marker}B  | each ACS3 transport |

    @needs-post-form
    Scenario Outline: An unsigned query does not outrank the signed body
      Given a valid copy request
      And "<parameter>" is "<signed>"
      And "<parameter>" also stands in the query, unsigned, as "<query>"
      And the request travels as each form transport
      When the copy is requested
      Then it is refused

      Examples:
        | case                     | parameter              | signed          | query            |
        | name-in-the-query        | DestinationImageName   | 1               | {marker}         |
        | description-in-the-query | DestinationDescription | http://         | {marker}         |
        | destination-in-the-query | DestinationRegionId    | {source region} | {another region} |

    @needs-post-query
    Scenario Outline: An unsigned body does not outrank the signed query
      Given a valid copy request
      And "<parameter>" is "<signed>"
      And "<parameter>" also stands in the body, unsigned, as "<body>"
      And the request travels as each POST query transport
      When the copy is requested
      Then it is refused

      Examples:
        | case                    | parameter              | signed          | body             |
        | name-in-the-body        | DestinationImageName   | 1               | {marker}         |
        | description-in-the-body | DestinationDescription | http://         | {marker}         |
        | destination-in-the-body | DestinationRegionId    | {source region} | {another region} |

    @needs-rpc
    Scenario: A nonce changed after signing is refused
      Given a valid copy request
      And "SignatureNonce" becomes "{marker}" after signing
      And the request travels as each RPC transport
      When the copy is requested
      Then it is refused

    Scenario Outline: A time changed after signing is refused
      Given a valid copy request
      And the request is signed for another time
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case     | transport          |
        | time-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case      | transport           |
        | time-acs3 | each ACS3 transport |

    Scenario Outline: A required parameter added after signing is refused
      Given a valid copy request
      And "DestinationDescription" is left out
      And "DestinationDescription" becomes "{marker}" after signing
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                         | transport          |
        | required-parameter-added-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                          | transport           |
        | required-parameter-added-acs3 | each ACS3 transport |

    Scenario Outline: A foreign parameter added after signing is refused
      Given a valid copy request
      And "Comment" becomes "{marker}" after signing
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                        | transport          |
        | foreign-parameter-added-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                         | transport           |
        | foreign-parameter-added-acs3 | each ACS3 transport |

  @ECD-AUTH-08
  Rule: The signature does not depend on the order of the parameters
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.
    The parameters are sorted before they are signed.

    Scenario Outline: Parameters in another order are accepted
      Given a valid copy request
      And the parameters travel in reverse order
      And the request travels as <transport>
      When the copy is requested
      Then it is accepted

      @needs-rpc
      Examples:
        | case              | transport          |
        | reverse-order-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case               | transport           |
        | reverse-order-acs3 | each ACS3 transport |

  @ECD-AUTH-09
  Rule: Every character is signed in its UTF-8 percent encoding
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.
    A blank may travel as a plus sign and a star as itself; both are signed in one form.

    Scenario Outline: A description of such characters is accepted
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      And the request travels as each declared transport
      When the copy is requested
      Then it is accepted

      Examples:
        | case             | description               |
        | blanks-and-plus  | {marker} a b+c            |
        | unreserved-marks | {marker}-_.~              |
        | reserved-marks   | {marker}*!'();:@&=$,/?#[] |
        | percent-signs    | {marker} 100%25 %2B %     |

    Scenario Outline: A description beyond ASCII is not taken for a wrong signature
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      And the request travels as each declared transport
      When the copy is requested
      Then it is not refused for its signature

      Examples:
        | case         | description                  |
        | beyond-ascii | {marker} {3 Chinese letters} |

    Scenario: A name with a colon is accepted
      Given a valid copy request
      And "DestinationImageName" is "{marker}:1"
      And the request travels as each declared transport
      When the copy is requested
      Then it is accepted

  @ECD-AUTH-10
  Rule: The signature covers the HTTP method
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.

    Scenario Outline: A signature for another method is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case               | signing            | transport          |
        | another-method-rpc | for another method | each RPC transport |

      @needs-acs3
      Examples:
        | case                | signing            | transport           |
        | another-method-acs3 | for another method | each ACS3 transport |

  @ECD-AUTH-11
  Rule: The signature method is one of the documented ones
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.

    Scenario: The signature method NONE is refused
      Given a valid copy request
      And the request is signed with the signature method "NONE" and no signature
      And the request travels as each RPC transport
      When the copy is requested
      Then it is refused

  @ECD-AUTH-12
  Rule: The list of signed headers covers the action
    The vendor's page on the newer scheme tells which headers have to be signed.

    Scenario Outline: A list that lacks the action is refused
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as each ACS3 transport
      When the copy is requested
      Then it is refused

      Examples:
        | case                    | signing                              |
        | empty-list              | with an empty list of signed headers |
        | list-without-the-action | without covering its action          |

  @ECD-AUTH-13
  Rule: The body is covered by its hash
    The vendor's page on the newer scheme has the hash of the body signed with the headers.

    Scenario: A body that was changed under its hash is refused
      Given a valid copy request
      And the request is signed over another body
      And the request travels as ACS3 POST form
      When the copy is requested
      Then it is refused

  @ECD-AUTH-14
  Rule: A nonce is used once
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.
    How long a nonce is remembered is not published; as long as its time stamp is valid is the least.

    Scenario Outline: A request that is sent a second time is refused
      Given a valid copy request
      And the same request has been sent before
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case             | transport          |
        | same-request-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case              | transport           |
        | same-request-acs3 | each ACS3 transport |

    Scenario Outline: A nonce that served another request is refused
      Given a valid copy request
      And the request is signed with the nonce of an earlier request
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                         | transport          |
        | nonce-of-another-request-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                          | transport           |
        | nonce-of-another-request-acs3 | each ACS3 transport |

  @ECD-AUTH-15
  Rule: A nonce is present
    The vendor's page on the RPC mechanism says how a request is signed, a second page does so for the newer scheme.

    Scenario Outline: A request without a nonce is refused
      Given a valid copy request
      And the request is signed without a nonce
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case         | transport          |
        | no-nonce-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case          | transport           |
        | no-nonce-acs3 | each ACS3 transport |

  @ECD-AUTH-16
  Rule: The time stamp is at most 15 minutes off
    The vendor's page on the newer scheme says so; the older one has the same rule.
    Tried well inside and well outside.

    Scenario Outline: A time stamp an hour old is refused
      Given a valid copy request
      And the request is signed an hour ago
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case            | transport          |
        | an-hour-ago-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case             | transport           |
        | an-hour-ago-acs3 | each ACS3 transport |

    Scenario Outline: A clock that is a minute off is accepted
      Given a valid copy request
      And the request is signed <signing>
      And the request travels as <transport>
      When the copy is requested
      Then it is accepted

      @needs-rpc
      Examples:
        | case               | signing        | transport          |
        | a-minute-ago-rpc   | a minute ago   | each RPC transport |
        | a-minute-ahead-rpc | a minute ahead | each RPC transport |

      @needs-acs3
      Examples:
        | case                | signing        | transport           |
        | a-minute-ago-acs3   | a minute ago   | each ACS3 transport |
        | a-minute-ahead-acs3 | a minute ahead | each ACS3 transport |

  @ECD-AUTH-17
  Rule: The time stamp is there, and readable
    The vendor's page on the newer scheme says so; the older one has the same rule.

    Scenario Outline: A time stamp that is no time is refused
      Given a valid copy request
      And the request is signed at an unreadable time
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                | transport          |
        | unreadable-time-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                 | transport           |
        | unreadable-time-acs3 | each ACS3 transport |

    Scenario Outline: A request without a time stamp is refused
      Given a valid copy request
      And "Timestamp" is left out
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case        | transport          |
        | no-time-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case         | transport           |
        | no-time-acs3 | each ACS3 transport |

  @ECD-AUTH-18
  Rule: Every request is verified on its own
    The vendor's page on the newer scheme says so; the older one has the same rule.

    Scenario Outline: A good request on the connection does not excuse a bad one
      Given a valid copy request
      And the request is signed with another secret
      And the request travels as <transport>
      And a good request went before on the same connection
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                     | transport          |
        | after-a-good-request-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                      | transport           |
        | after-a-good-request-acs3 | each ACS3 transport |

    Scenario Outline: A signature that served another request is refused
      Given a valid copy request
      And the request is signed with the signature of an earlier request
      And the request travels as <transport>
      When the copy is requested
      Then it is refused

      @needs-rpc
      Examples:
        | case                             | transport          |
        | signature-of-another-request-rpc | each RPC transport |

      @needs-acs3
      Examples:
        | case                              | transport           |
        | signature-of-another-request-acs3 | each ACS3 transport |

    @alone
    Scenario: None of many bad requests slips through
      Given a valid copy request
      And the request is signed with another secret
      When the copy is requested 20 times
      Then it is refused
