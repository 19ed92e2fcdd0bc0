package org.imagecopy.conformance.emulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A request.
 *
 * <p>It carries the parameters twice. {@link #sent} is what came over the wire and what signatures are verified against;
 * {@link #parameters} is what the emulator believes and acts upon. A filter that misreads a value changes the second and
 * leaves the signature valid.
 *
 * @param method the HTTP method as sent
 * @param path the path, not decoded
 * @param rawQuery the query as sent, empty if there is none
 * @param headers values by lower-case header name
 * @param body the bytes of the body; not to be modified
 * @param transport how the parameters were carried
 * @param sent the parameters in the order in which they came, the query first
 * @param parameters the value by name in the order in which they came, arrays spread to {@code Name.0}, {@code Name.1} and
 *     so on; of a repeated name the first value
 * @param defect why the request could not be understood; then the parameters are incomplete
 * @param connection a number that is the same for all requests of one connection
 * @param sequence the number of the request in the life of the server, from 1
 */
public record Call(
    String method,
    String path,
    String rawQuery,
    Map<String, List<String>> headers,
    byte[] body,
    Transport transport,
    List<Parameter> sent,
    Map<String, String> parameters,
    Optional<Defect> defect,
    long connection,
    long sequence) {

  /** Keeps unmodifiable copies of the collections. */
  public Call {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    sent = List.copyOf(sent);
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Returns the value of a parameter, if it was given, even if empty. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Returns the value of a parameter, or an empty text if it was not given. */
  public String value(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** Returns whether a parameter was given with a value that is not empty. */
  public boolean has(String name) {
    return !value(name).isEmpty();
  }

  /**
   * Returns whether there is a body of a type that is not read.
   *
   * @param read the transports whose body is read
   */
  public boolean hasUnreadBody(Set<Transport> read) {
    return body.length > 0 && !read.contains(transport);
  }

  /** Returns the elements of a list parameter, {@code Name.<number>}, by number. Other suffixes are not part of the list. */
  public SortedMap<Integer, String> list(String name) {
    SortedMap<Integer, String> elements = new TreeMap<>();
    String prefix = name + ".";
    parameters.forEach((key, value) -> {
      if (key.startsWith(prefix) && isIndex(key, prefix.length())) {
        elements.putIfAbsent(Integer.parseInt(key.substring(prefix.length())), value);
      }
    });
    return elements;
  }

  private static boolean isIndex(String key, int from) {
    if (key.length() == from || key.length() > from + 6) {
      return false;
    }
    return key.chars().skip(from).allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /** Returns the values of a header joined by commas, if it was sent. The case of the name does not matter. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT))).map(values -> String.join(",", values));
  }

  /** Returns a copy that believes another value of a parameter; what was sent stays. */
  public Call with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.put(name, value);
    return withParameters(changed);
  }

  /** Returns a copy that believes that a parameter was not given; what was sent stays. */
  public Call without(String name) {
    Map<String, String> changed = new LinkedHashMap<>(parameters);
    changed.remove(name);
    return withParameters(changed);
  }

  /** Returns a copy that believes other parameters; what was sent stays. */
  public Call withParameters(Map<String, String> changed) {
    return new Call(method, path, rawQuery, headers, body, transport, sent, changed, defect, connection, sequence);
  }

  /** Returns a copy with other sent parameters; what is believed stays. For re-verifying signatures. */
  public Call withSent(List<Parameter> changed) {
    return new Call(method, path, rawQuery, headers, body, transport, changed, parameters, defect, connection, sequence);
  }

  /** Returns a copy with those of the sent parameters that fulfil a condition. */
  public Call withSent(Predicate<Parameter> condition) {
    return withSent(sent.stream().filter(condition).toList());
  }

  /** Returns a copy in which a parameter was sent with another value; what is believed stays. */
  public Call withSent(String name, String value) {
    List<Parameter> changed = new ArrayList<>();
    for (Parameter parameter : sent) {
      changed.add(parameter.name().equals(name) ? new Parameter(name, value, parameter.origin()) : parameter);
    }
    return withSent(changed);
  }

  /** Returns a copy with another HTTP method. */
  public Call withMethod(String other) {
    return new Call(other, path, rawQuery, headers, body, transport, sent, parameters, defect, connection, sequence);
  }

  /** Returns a copy with one header replaced. */
  public Call withHeader(String name, String value) {
    Map<String, List<String>> changed = new LinkedHashMap<>(headers);
    changed.put(name.toLowerCase(Locale.ROOT), List.of(value));
    return new Call(method, path, rawQuery, changed, body, transport, sent, parameters, defect, connection, sequence);
  }

  /** Returns a copy with another defect, or none. */
  public Call withDefect(Optional<Defect> other) {
    return new Call(method, path, rawQuery, headers, body, transport, sent, parameters, other, connection, sequence);
  }

  /** Leaves out everything that may hold credentials. */
  @Override
  public String toString() {
    return "Call[" + method + ' ' + path + ' ' + parameters.getOrDefault("Action", "-") + " #" + sequence + ']';
  }
}
