@ignore
Feature: the ways in which a request travels

  @name=form
  Scenario:
    Given url endpoint
    And header Authorization = karate.get('authorization')
    And form fields all
    When method post

  @name=get
  Scenario:
    Given url endpoint
    And header Authorization = karate.get('authorization')
    And params all
    When method get

  @name=query
  Scenario:
    Given url endpoint
    And header Authorization = karate.get('authorization')
    And params all
    And request ''
    When method post

  @name=json
  Scenario:
    Given url endpoint
    And header Authorization = karate.get('authorization')
    And request all
    When method post
