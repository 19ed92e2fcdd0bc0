package org.imagecopy.conformance.fault;

import java.util.List;
final class CommonFaults {
  static List<Fault> of(Dialect dialect) { return List.of(); }
}
