package org.imagecopy.conformance.fault;

import java.util.List;
final class UHostFaults {
  static List<Fault> list() { return List.of(); }
}
