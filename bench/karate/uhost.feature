Feature: UHost CopyCustomImage

  Background:
    * def sign = read('sign.js')
    * def schemas = { single: { RetCode: 0, Action: '#string', TargetImageId: '#regex .*\\S.*', TaskId: '#regex .*\\S.*' }, task: { TargetRegion: '#string', TargetImageId: '#regex .*\\S.*', TaskId: '#regex .*\\S.*' } }

  Scenario Outline: ${name}
    * def all = signed ? sign(parameters, privateKey) : parameters
    * call read('send.feature@name=' + transport)
    * match responseStatus == 200
    * match (response.Action || '') == action
    * if (!accepted) karate.match('response contains { RetCode: "#? _ != 0", Message: "#string" }').pass || karate.fail('not refused: ' + karate.pretty(response))
    * if (accepted && !batch) karate.match('response contains schemas.single').pass || karate.fail('not accepted: ' + karate.pretty(response))
    * if (accepted && batch) karate.match('response contains { RetCode: 0, Infos: "#[copies.length] schemas.task" }').pass || karate.fail('not accepted: ' + karate.pretty(response))
    * def idOf = function (region) { return batch ? response.Infos.find(i => i.TargetRegion == region).TargetImageId : response.TargetImageId }
    * def made = accepted ? copies.map(c => Object.assign({}, c, { id: idOf(c.region) })) : []
    * call read('copy.feature') made

    Examples:
      | read('../uhost-cases.json') |
