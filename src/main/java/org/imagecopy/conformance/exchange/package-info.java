/** One request and its answer: sending, limits, reading, redaction and recording. */
package org.imagecopy.conformance.exchange;
