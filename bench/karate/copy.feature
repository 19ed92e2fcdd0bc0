@ignore
Feature: what became of a copy

  Scenario:
    Given url endpoint
    And form fields sign({ Action: 'DescribeImage', PublicKey: publicKey, Region: region, ProjectId: project, ImageId: id }, privateKey)
    When method post
    Then match responseStatus == 200
    And match response.RetCode == 0
    And match response.ImageSet == '#[1]'
    And match response.ImageSet[0].ImageId == id
    And match response.ImageSet[0].State == '#? _ == "Copying" || _ == "Making" || _ == "Available"'
    And match response.ImageSet[0] contains shown

    Given url endpoint
    And form fields sign({ Action: 'TerminateCustomImage', PublicKey: publicKey, Region: region, ProjectId: project, ImageId: id }, privateKey)
    When method post
    Then match responseStatus == 200
    And match response.RetCode == 0
