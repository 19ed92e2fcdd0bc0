package org.imagecopy.conformance.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Decoding of queries and forms that refuses what {@link java.net.URLDecoder} repairs silently. */
final class UrlDecoding {

  private UrlDecoding() {}

  /**
   * Splits a query or a form into its parameters.
   *
   * @param encoded one character per byte
   * @param limit the greatest number of parameters
   * @throws MalformedInput if an escape is broken, the bytes are no UTF-8, or there are too many parameters
   */
  static List<Parameter> parameters(String encoded, Parameter.Origin origin, int limit) throws MalformedInput {
    List<Parameter> parameters = new ArrayList<>();
    int start = 0;
    while (start < encoded.length()) {
      int end = encoded.indexOf('&', start);
      if (end < 0) {
        end = encoded.length();
      }
      if (end > start) {
        if (parameters.size() == limit) {
          throw new MalformedInput("There are more than " + limit + " parameters");
        }
        int equals = encoded.indexOf('=', start);
        boolean hasValue = equals >= 0 && equals < end;
        String name = decode(encoded.substring(start, hasValue ? equals : end));
        String value = hasValue ? decode(encoded.substring(equals + 1, end)) : "";
        parameters.add(new Parameter(name, value, origin));
      }
      start = end + 1;
    }
    return parameters;
  }

  static String decode(String encoded) throws MalformedInput {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char next = encoded.charAt(i);
      if (next == '+') {
        bytes.write(' ');
      } else if (next != '%') {
        bytes.write(next);
      } else {
        if (i + 2 >= encoded.length()) {
          throw new MalformedInput("A percent-encoded byte is incomplete");
        }
        int high = Character.digit(encoded.charAt(i + 1), 16);
        int low = Character.digit(encoded.charAt(i + 2), 16);
        if (high < 0 || low < 0) {
          throw new MalformedInput("A percent sign is not followed by two hexadecimal digits");
        }
        bytes.write(high << 4 | low);
        i += 2;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException invalid) {
      throw new MalformedInput("A parameter is not valid UTF-8");
    }
  }
}
