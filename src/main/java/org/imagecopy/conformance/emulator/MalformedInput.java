package org.imagecopy.conformance.emulator;

/** A request that cannot be understood. The message never quotes the request. */
final class MalformedInput extends Exception {

  MalformedInput(String reason) {
    super(reason, null, false, false);
  }
}
