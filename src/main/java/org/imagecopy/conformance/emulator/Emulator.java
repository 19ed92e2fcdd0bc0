package org.imagecopy.conformance.emulator;

/** An endpoint without sockets. Safe for use by many threads. */
public interface Emulator {

  /** Returns the family: {@code ecd} or {@code uhost}. */
  String family();

  /** Answers a request. Never throws: what fails unexpectedly is answered with status 500. */
  Answer handle(Call call);

  /** Answers a request and renders the answer. Never throws. */
  Wire serve(Call call);

  /** Returns the world that it acts upon. */
  World world();
}
