/** Runs features on the JUnit Platform: rehearses, sends, waits, judges, cleans up, and performs the result. */
package org.imagecopy.conformance.engine;
