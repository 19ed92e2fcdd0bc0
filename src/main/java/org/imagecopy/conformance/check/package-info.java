/** Pure functions from exchanges and listings to findings. Nothing here sends, waits or remembers. */
package org.imagecopy.conformance.check;
