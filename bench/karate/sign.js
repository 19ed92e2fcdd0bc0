function fn(parameters, privateKey) {
  var text = '';
  Object.keys(parameters).sort().forEach(function (name) {
    var value = parameters[name];
    text += name + (Array.isArray(value) ? value.join('') : value);
  });
  var MessageDigest = Java.type('java.security.MessageDigest');
  var bytes = new java.lang.String(text + privateKey).getBytes('UTF-8');
  var hash = Java.type('java.util.HexFormat').of().formatHex(MessageDigest.getInstance('SHA-1').digest(bytes));
  return Object.assign({}, parameters, { Signature: hash });
}
