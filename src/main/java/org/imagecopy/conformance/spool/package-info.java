/** Lists that may be longer than memory allows: what does not fit stands in a file without a name. */
package org.imagecopy.conformance.spool;
