@ecd
Feature: ECD CopyImage - the description of the copy
  The description has a length and a forbidden beginning, and is otherwise free text.
  Letters beyond ASCII, blanks around it and other letter cases of the beginning are found with the silent points.

  @ECD-DESC-01
  Rule: The copy carries the requested description
    "The description of the new image in the destination region."

    Scenario: Every copy is listed with its requested description
      Given a valid copy request
      When the copy is requested
      Then each copy carries the requested "DestinationDescription"

  @ECD-DESC-02
  Rule: The description is 2 to 256 characters long
    "The description must be 2 to 256 characters in length"

    Scenario Outline: A description within the bounds is accepted
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then it is accepted

      Examples: The bounds, and beside them
        | case           | description   |
        | 2-characters   | ab            |
        | 256-characters | {256 letters} |
        | 3-characters   | abc           |
        | 255-characters | {255 letters} |

    Scenario Outline: A description outside the bounds is refused
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then it is refused

      Examples:
        | case            | description       |
        | 1-character     | a                 |
        | 257-characters  | {257 characters}  |
        | 1000-characters | {1000 characters} |

  @ECD-DESC-03
  Rule: The description does not start with http:// or https://
    "cannot start with http:// or https://"

    Scenario Outline: A description that starts like an address is refused
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then it is refused

      Examples:
        | case        | description      |
        | http        | http://{marker}  |
        | https       | https://{marker} |
        | http-alone  | http://          |
        | https-alone | https://         |

    Scenario Outline: A description that only resembles an address is accepted
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then it is accepted

      Examples:
        | case                      | description                        |
        | address-further-in        | see http://{marker}                |
        | secure-address-further-in | {marker} is at https://example.org |
        | one-slash                 | http:/{marker}                     |
        | no-slash                  | https:{marker}                     |
        | no-colon                  | http//{marker}                     |
        | http-and-letters          | httpx{marker}                      |
        | another-scheme            | ftp://{marker}                     |

  @ECD-DESC-04
  Rule: The description is free text
    "This is a test."
    The page gives the description no set of characters, and its own example would not do as a name.

    Scenario Outline: A description of any printable characters is accepted
      Given a valid copy request
      And "DestinationDescription" is "<description>"
      When the copy is requested
      Then it is accepted

      @frugal
      Examples: Every printable character, and the upper bound
        | case                | description                |
        | every-printable-one | {256 printable characters} |

      Examples: Reserved characters all together
        | case                | description                                                    |
        | reserved-characters | {marker} * ~ + %25 / ? # & = ; , : @ ! $ ( ) [ ] {quote} ' < > |

      Examples: One by one
        | case                | description                                |
        | example-of-the-page | This is a test. {marker}                   |
        | percent-escape      | {marker} 100%25                            |
        | lone-percent        | {marker} 100% of it                        |
        | plus                | {marker} a+b                               |
        | markup              | {marker} a&b<c                             |
        | entity              | {marker} &amp; &lt;                        |
        | quotes              | {marker} {quote}double{quote} and 'single' |
        | comment-of-sql      | {marker}; -- a                             |
        | backslash-and-pipe  | {marker} {backslash}n {pipe}               |
        | mixed-case          | {marker} aBcDeF ABC abc                    |
        | inner-blanks        | {marker} one  two                          |
        | digit-first         | 1 {marker}                                 |
        | mark-first          | .{marker}                                  |
