/** From the result of a run to the files that people and machines read. */
package org.imagecopy.conformance.report;
