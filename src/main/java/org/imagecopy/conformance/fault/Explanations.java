package org.imagecopy.conformance.fault;

import java.util.Map;

/** Why some faults turn other rows red before the one that they break. A fault that is not here must be seen first in its own row. */
final class Explanations {

  private static final Map<String, String> BY_FAULT = Map.ofEntries(
      Map.entry("C-AUTH-NTH", "Which of the wrong signatures slips through is chance."),
      Map.entry("C-AUTH-CONN", "On a connection that was verified once every later request passes, whatever is wrong with it."),
      Map.entry("C-SRCE-LOCKED", "While the source is locked nothing else can be copied."),
      Map.entry("C-COPY-SOURCEID", "No copy of this id appears, which the rule that a copy is made sees first."),
      Map.entry("C-COPY-REUSED", "Two copies under one id cannot be told apart by any rule."),
      Map.entry("C-ANSW-STALE", "An answer to another request names the copy of another request."),
      Map.entry("uhost C-ANSW-ROOT", "Nothing can be read out of such an answer, and its members come first on the page."),
      Map.entry("uhost C-ANSW-QUOTES", "Nothing can be read out of such an answer, and its members come first on the page."),
      Map.entry("uhost C-PARM-FORM", "The form is the usual transport: without it next to nothing can be copied."),
      Map.entry("uhost C-PARM-LAXGET", "A batch that lacks a parameter is refused on every way but this one."),
      Map.entry("uhost C-ERRS-HTML", "A page has no Message either."),
      Map.entry("C-STAT-POISON", "The valid request that is spoilt may be any."),
      Map.entry("C-STAT-FIRST", "From the second request on no rule of its kind holds."),
      Map.entry("ecd E-NAME-LACK-COLON", "A name that only resembles an address needs a colon."),
      Map.entry("ecd E-NAME-LACK-HYPHEN", "A name that only resembles an address may need a hyphen."),
      Map.entry("ecd E-NAME-FIND", "A name that begins wrongly contains a legal part, too."),
      Map.entry("ecd E-DESC-CHARSET", "A description that only resembles an address has slashes."),
      Map.entry("uhost U-BAT-SHORT", "Without its last entry the list of a single region is empty."),
      Map.entry("uhost U-BAT-HOLLOW", "A region without its copy is seen before the entry that promised it."),
      Map.entry("uhost U-RET-ZERO", "A refusal that says success is none, for whatever it was due."),
      Map.entry("uhost U-RET-NONZERO", "Every success counts as a refusal."),
      Map.entry("uhost U-ZONE-NEEDED", "The zone of another source region is not known, so nothing can be copied from there."));

  private Explanations() {}

  static String of(String family, String id) {
    return BY_FAULT.getOrDefault(family + " " + id, BY_FAULT.getOrDefault(id, ""));
  }
}
