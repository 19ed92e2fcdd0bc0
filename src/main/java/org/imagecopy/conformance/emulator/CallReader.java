package org.imagecopy.conformance.emulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns the parts of an HTTP request into a {@link Call}. Never throws for anything a client may send. */
public final class CallReader {

  /** The greatest number of parameters of a query, of a form, of a JSON object and of elements of an array. */
  public static final int GREATEST_COUNT = 1000;

  private CallReader() {}

  /**
   * Reads a request.
   *
   * @param method the HTTP method
   * @param path the path, not decoded
   * @param rawQuery the query as sent, null or empty if there is none
   * @param headers values by header name in any case
   * @param body the bytes of the body, empty if there is none
   * @param connection a number for the connection
   * @param sequence the number of the request
   */
  public static Call read(
      String method,
      String path,
      String rawQuery,
      Map<String, List<String>> headers,
      byte[] body,
      long connection,
      long sequence) {
    Map<String, List<String>> lowerCase = new LinkedHashMap<>();
    headers.forEach((name, values) -> lowerCase.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String query = rawQuery == null ? "" : rawQuery;
    Transport transport = transport(method, lowerCase, body);
    List<Parameter> sent = new ArrayList<>();
    Optional<Defect> defect = Optional.empty();
    Defect.Part part = Defect.Part.PARAMETERS;
    try {
      sent.addAll(UrlDecoding.parameters(query, Parameter.Origin.QUERY, GREATEST_COUNT));
      if (transport == Transport.POST_FORM) {
        String form = new String(body, StandardCharsets.ISO_8859_1);
        sent.addAll(UrlDecoding.parameters(form, Parameter.Origin.BODY, GREATEST_COUNT));
      } else if (transport == Transport.POST_JSON) {
        part = Defect.Part.BODY;
        sent.addAll(Json.parameters(body, GREATEST_COUNT));
      }
    } catch (MalformedInput malformed) {
      defect = Optional.of(new Defect(400, part, malformed.getMessage()));
    }
    return new Call(
        method, path, query, lowerCase, body, transport, sent, believed(sent), defect, connection, sequence);
  }

  private static Map<String, String> believed(List<Parameter> sent) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Parameter parameter : sent) {
      if (parameter.array()) {
        for (int i = 0; i < parameter.values().size(); i++) {
          parameters.putIfAbsent(parameter.name() + "." + i, parameter.values().get(i));
        }
      } else {
        parameters.putIfAbsent(parameter.name(), parameter.values().get(0));
      }
    }
    return parameters;
  }

  private static Transport transport(String method, Map<String, List<String>> headers, byte[] body) {
    if (method.equals("GET")) {
      return Transport.GET;
    }
    if (!method.equals("POST")) {
      return Transport.OTHER;
    }
    if (body.length == 0) {
      return Transport.POST_QUERY;
    }
    List<String> types = headers.getOrDefault("content-type", List.of());
    String type = types.isEmpty() ? "" : types.get(0).toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    return switch (type) {
      case "application/x-www-form-urlencoded" -> Transport.POST_FORM;
      case "application/json" -> Transport.POST_JSON;
      default -> Transport.OTHER;
    };
  }
}
