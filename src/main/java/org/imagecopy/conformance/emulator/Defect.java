package org.imagecopy.conformance.emulator;

/**
 * Why a request could not be understood.
 *
 * @param status the HTTP status that fits, 400 to 499
 * @param reason what is wrong, in words, without quoting the request
 */
public record Defect(int status, String reason) {}
