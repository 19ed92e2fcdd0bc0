/** The reference emulators of this process as targets of the suite. */
package org.imagecopy.conformance.reference;
