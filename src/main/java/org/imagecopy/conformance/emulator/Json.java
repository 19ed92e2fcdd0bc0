package org.imagecopy.conformance.emulator;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON in both directions: strict when reading, compact when writing. */
public final class Json {

  private static final int GREATEST_EXPONENT = 400;

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();

  private Json() {}

  /** Returns a new, empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns a new, empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Renders a tree as UTF-8 without white space, members in their order. */
  public static byte[] render(JsonNode tree) {
    return MAPPER.writeValueAsBytes(tree);
  }

  /**
   * Parses a document.
   *
   * @throws JacksonException if it is not exactly one JSON value, or repeats a member
   */
  public static JsonNode parse(byte[] document) {
    return MAPPER.readTree(document);
  }

  /** Adds attributes to an object: texts, whole numbers, booleans and lists of texts. */
  public static void putAll(ObjectNode target, Map<String, Object> attributes) {
    attributes.forEach((name, value) -> target.set(name, node(value)));
  }

  private static JsonNode node(Object value) {
    if (value instanceof List<?> several) {
      ArrayNode array = array();
      several.forEach(element -> array.add(node(element)));
      return array;
    }
    // The general way of the library is many times slower, and a listing has thousands of these.
    if (value instanceof String text) {
      return JsonNodeFactory.instance.stringNode(text);
    }
    if (value instanceof Integer number) {
      return JsonNodeFactory.instance.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return JsonNodeFactory.instance.booleanNode(flag);
    }
    return MAPPER.valueToTree(value);
  }

  /**
   * Reads the members of a JSON object as parameters: scalars, arrays of scalars. Null is an empty value: UCloud's client for Go
   * sends a list that is not set as null and signs its name.
   */
  static List<Parameter> parameters(byte[] body, int limit) throws MalformedInput {
    JsonNode root;
    try {
      // Reading text rather than bytes keeps a parser from guessing another encoding than UTF-8.
      root = MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException invalid) {
      throw new MalformedInput("The body is not valid UTF-8");
    } catch (JacksonException invalid) {
      throw new MalformedInput("The body is not a JSON document");
    }
    if (root == null || !root.isObject()) {
      throw new MalformedInput("The body is not a JSON object");
    }
    if (root.size() > limit) {
      throw new MalformedInput("There are more than " + limit + " parameters");
    }
    List<Parameter> parameters = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : root.properties()) {
      JsonNode value = member.getValue();
      if (value.isArray()) {
        List<String> elements = new ArrayList<>();
        for (JsonNode element : value) {
          elements.add(scalar(element));
        }
        if (elements.size() > limit) {
          throw new MalformedInput("An array has more than " + limit + " elements");
        }
        parameters.add(new Parameter(member.getKey(), elements, true, Parameter.Origin.BODY));
      } else {
        parameters.add(new Parameter(member.getKey(), value.isNull() ? "" : scalar(value), Parameter.Origin.BODY));
      }
    }
    return parameters;
  }

  private static String scalar(JsonNode value) throws MalformedInput {
    if (value.isString()) {
      String text = value.stringValue();
      // Half of a surrogate pair has no bytes that could be signed.
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        throw new MalformedInput("A parameter is not valid Unicode");
      }
      return text;
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "true" : "false";
    }
    if (value.isNumber()) {
      BigDecimal number = value.decimalValue();
      // A short number with a huge exponent would unfold to gigabytes of digits.
      if (Math.abs(number.scale()) > GREATEST_EXPONENT) {
        throw new MalformedInput("A number is out of range");
      }
      BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
      return plain.toPlainString();
    }
    throw new MalformedInput("A parameter is neither a text, a number, a boolean nor a list of these");
  }
}
