package org.imagecopy.conformance.emulator.ecd;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The XML form of an answer: members become elements, arrays repeat the element of their name. */
final class XmlRendering {

  private XmlRendering() {}

  static byte[] render(String root, JsonNode body) {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    element(xml, root, body);
    return xml.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void element(StringBuilder xml, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(entry -> element(xml, name, entry));
      return;
    }
    xml.append('<').append(name).append('>');
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        element(xml, member.getKey(), member.getValue());
      }
    } else {
      value.asString().codePoints().forEach(character -> append(xml, character));
    }
    xml.append("</").append(name).append('>');
  }

  private static void append(StringBuilder xml, int character) {
    switch (character) {
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '&' -> xml.append("&amp;");
      case '\r' -> xml.append("&#13;");
      default -> xml.appendCodePoint(isAllowed(character) ? character : 0xFFFD);
    }
  }

  private static boolean isAllowed(int character) {
    return character == '\t' || character == '\n' || character >= 0x20 && character <= 0xD7FF
        || character >= 0xE000 && character <= 0xFFFD || character >= 0x10000;
  }
}
