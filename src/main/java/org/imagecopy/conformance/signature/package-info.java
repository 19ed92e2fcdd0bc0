/** The vendors' signing algorithms, pinned by the vectors that the vendors publish. */
package org.imagecopy.conformance.signature;
