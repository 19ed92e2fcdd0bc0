/** Outcomes of checks, cases, rows and runs, and how they combine. */
package org.imagecopy.conformance.result;
