package org.imagecopy.conformance.emulator;

/** How a request carries its parameters. */
public enum Transport {
  /** GET with a query. */
  GET,
  /** POST with a query and without a body. */
  POST_QUERY,
  /** POST with an urlencoded form. */
  POST_FORM,
  /** POST with a JSON object. */
  POST_JSON,
  /** Any other method or any other body. */
  OTHER
}
