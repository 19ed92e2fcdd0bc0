package org.imagecopy.conformance.fault;

import java.util.List;
final class EcdVariants {
  static List<Variant> list() { return List.of(); }
}
