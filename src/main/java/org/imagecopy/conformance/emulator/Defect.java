package org.imagecopy.conformance.emulator;

/**
 * Why a request could not be understood.
 *
 * @param status the HTTP status that fits, 400 to 599
 * @param part the part of the request that is wrong
 * @param reason what is wrong, in words, without quoting the request
 */
public record Defect(int status, Part part, String reason) {

  /** A part of a request. */
  public enum Part {
    /** The request line or a header: what follows cannot be trusted to be a request. */
    HEAD,
    /** The body: its length, its framing, that it does not arrive in time, or that it is no JSON object of parameters. */
    BODY,
    /** The encoding of the parameters of the query or of a form. */
    PARAMETERS
  }
}
