package org.imagecopy.conformance.fault;

/** What the suite is to say about an endpoint that has a fault. Anything else, even something harsher, is a miss. */
public enum Expected {
  /** The row is broken in every profile that judges it. */
  REFUTED,
  /** The row is broken in the strict profile; the default one only notes the difference. */
  STRICT,
  /** The endpoint prevents a decision: neither broken nor fulfilled. */
  UNDECIDED,
  /** No page forbids it: it shows in the record and is never broken. */
  RECORDED
}
