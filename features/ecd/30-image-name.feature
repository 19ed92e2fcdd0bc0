@ecd
Feature: ECD CopyImage - the name of the copy
  The name has a length, a first character and a set of characters.
  All of it is tried in ASCII; names beyond it, and blanks around a name, are found with the silent points.

  @ECD-NAME-01
  Rule: The copy carries the requested name
    "The name of the new image."

    Scenario: Every copy is listed under its requested name
      Given a valid copy request
      When the copy is requested
      Then each copy carries the requested "DestinationImageName"

  @ECD-NAME-02
  Rule: The name is 2 to 128 characters long
    "The name must be 2 to 128 characters in length."

    Scenario Outline: A name within the bounds is accepted
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is accepted

      @frugal
      Examples: The bounds
        | case           | name          |
        | 2-characters   | {2 letters}   |
        | 128-characters | {128 letters} |

      Examples: Beside the bounds
        | case           | name          |
        | 3-characters   | {3 letters}   |
        | 127-characters | {127 letters} |

    Scenario Outline: A name outside the bounds is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case           | name          |
        | 1-character    | A             |
        | 129-characters | {129 letters} |
        | 300-characters | {300 letters} |

  @ECD-NAME-03
  Rule: The name starts with a letter
    "The name must start with a letter"

    Scenario Outline: A name that starts with a letter is accepted
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is accepted

      Examples:
        | case                | name      |
        | small-letter        | a{marker} |
        | last-small-letter   | z{marker} |
        | capital-letter      | A{marker} |
        | last-capital-letter | Z{marker} |

    Scenario Outline: A name that starts with another legal character is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case       | name      |
        | digit-0    | 0{marker} |
        | digit-1    | 1{marker} |
        | digit-9    | 9{marker} |
        | underscore | _{marker} |
        | hyphen     | -{marker} |
        | colon      | :{marker} |

  @ECD-NAME-04
  Rule: The name does not start with http:// or https://
    "cannot start with http:// or https://"
    This rule cannot be told apart from the set of characters, which has no slash. The near misses can.

    Scenario Outline: A name that starts like an address is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case  | name             |
        | http  | http://{marker}  |
        | https | https://{marker} |

    Scenario Outline: A name that only resembles an address is accepted
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is accepted

      Examples:
        | case             | name           |
        | http-and-letters | httpx{marker}  |
        | http-and-colon   | http:{marker}  |
        | https-and-colon  | https:{marker} |
        | https-and-hyphen | https-{marker} |
        | capital-http     | HTTP{marker}   |

  @ECD-NAME-05
  Rule: The name consists of letters, digits, colons, underscores and hyphens
    "The name can contain letters, digits, colons (:), underscores (_), and hyphens (-)."
    A name with a foreign character in front also breaks the rule on the first character.

    Scenario Outline: A name of these characters is accepted
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is accepted

      @frugal
      Examples: Every letter, digit and mark
        | case           | name                  |
        | whole-alphabet | {128 name characters} |

      Examples: All kinds in a short name
        | case                | name              |
        | everything-together | aZ{marker}09:_-Bc |

      Examples: One by one, last and doubled
        | case          | name            |
        | digit         | {marker}1       |
        | colon         | {marker}:       |
        | underscore    | {marker}_       |
        | hyphen        | {marker}-       |
        | doubled-marks | {marker}::__--x |

      Examples: One by one, second
        | case              | name       |
        | digit-second      | a1{marker} |
        | colon-second      | a:{marker} |
        | underscore-second | a_{marker} |
        | hyphen-second     | a-{marker} |

    Scenario Outline: A name with a foreign character inside is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case                       | name                       |
        | space-inside               | {marker} x                 |
        | dot-inside                 | {marker}.x                 |
        | slash-inside               | {marker}/x                 |
        | at-inside                  | {marker}@x                 |
        | plus-inside                | {marker}+x                 |
        | comma-inside               | {marker},x                 |
        | percent-inside             | {marker}%x                 |
        | hash-inside                | {marker}#x                 |
        | ampersand-inside           | {marker}&x                 |
        | equals-inside              | {marker}=x                 |
        | question-mark-inside       | {marker}?x                 |
        | exclamation-mark-inside    | {marker}!x                 |
        | star-inside                | {marker}*x                 |
        | opening-parenthesis-inside | {marker}(x                 |
        | closing-parenthesis-inside | {marker})x                 |
        | opening-bracket-inside     | {marker}[x                 |
        | closing-bracket-inside     | {marker}]x                 |
        | quote-inside               | {marker}{quote}x           |
        | apostrophe-inside          | {marker}'x                 |
        | less-than-inside           | {marker}<x                 |
        | greater-than-inside        | {marker}>x                 |
        | pipe-inside                | {marker}{pipe}x            |
        | backslash-inside           | {marker}{backslash}x       |
        | semicolon-inside           | {marker};x                 |
        | tilde-inside               | {marker}~x                 |
        | dollar-inside              | {marker}$x                 |
        | caret-inside               | {marker}^x                 |
        | backtick-inside            | {marker}`x                 |
        | tab-inside                 | {marker}{tab}x             |
        | line-feed-inside           | {marker}{line feed}x       |
        | carriage-return-inside     | {marker}{carriage return}x |
        | nul-inside                 | {marker}{nul}x             |
        | escape-inside              | {marker}{escape}x          |
        | delete-inside              | {marker}{delete}x          |

    Scenario Outline: A name with a foreign character at its end is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case                     | name                |
        | dot-last                 | {marker}.           |
        | slash-last               | {marker}/           |
        | at-last                  | {marker}@           |
        | plus-last                | {marker}+           |
        | comma-last               | {marker},           |
        | percent-last             | {marker}%           |
        | hash-last                | {marker}#           |
        | ampersand-last           | {marker}&           |
        | equals-last              | {marker}=           |
        | question-mark-last       | {marker}?           |
        | exclamation-mark-last    | {marker}!           |
        | star-last                | {marker}*           |
        | opening-parenthesis-last | {marker}(           |
        | closing-parenthesis-last | {marker})           |
        | opening-bracket-last     | {marker}[           |
        | closing-bracket-last     | {marker}]           |
        | quote-last               | {marker}{quote}     |
        | apostrophe-last          | {marker}'           |
        | less-than-last           | {marker}<           |
        | greater-than-last        | {marker}>           |
        | pipe-last                | {marker}{pipe}      |
        | backslash-last           | {marker}{backslash} |
        | semicolon-last           | {marker};           |
        | tilde-last               | {marker}~           |
        | dollar-last              | {marker}$           |
        | caret-last               | {marker}^           |
        | backtick-last            | {marker}`           |

    Scenario Outline: A name with a foreign character at some place is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case                | name            |
        | second-of-two       | a.              |
        | second              | a.{marker}      |
        | third               | ab@{marker}     |
        | fortieth            | {39 letters}.x  |
        | sixty-fourth        | {63 letters}/x  |
        | sixty-fifth         | {64 letters}.x  |
        | hundredth           | {99 letters}@x  |
        | last-but-one-of-128 | {126 letters}.x |
        | last-of-128         | {127 letters}.  |
        | several             | {marker}.x@y z  |

    Scenario Outline: A name with a foreign character in front is refused
      Given a valid copy request
      And "DestinationImageName" is "<name>"
      When the copy is requested
      Then it is refused

      Examples:
        | case                      | name                |
        | dot-first                 | .{marker}           |
        | slash-first               | /{marker}           |
        | at-first                  | @{marker}           |
        | plus-first                | +{marker}           |
        | comma-first               | ,{marker}           |
        | percent-first             | %{marker}           |
        | hash-first                | #{marker}           |
        | ampersand-first           | &{marker}           |
        | equals-first              | ={marker}           |
        | question-mark-first       | ?{marker}           |
        | exclamation-mark-first    | !{marker}           |
        | star-first                | *{marker}           |
        | opening-parenthesis-first | ({marker}           |
        | closing-parenthesis-first | ){marker}           |
        | opening-bracket-first     | [{marker}           |
        | closing-bracket-first     | ]{marker}           |
        | quote-first               | {quote}{marker}     |
        | apostrophe-first          | '{marker}           |
        | less-than-first           | <{marker}           |
        | greater-than-first        | >{marker}           |
        | pipe-first                | {pipe}{marker}      |
        | backslash-first           | {backslash}{marker} |
        | semicolon-first           | ;{marker}           |
        | tilde-first               | ~{marker}           |
        | dollar-first              | ${marker}           |
        | caret-first               | ^{marker}           |
        | backtick-first            | `{marker}           |
