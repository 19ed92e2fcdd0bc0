/** The commands. */
package org.imagecopy.conformance.cli;
