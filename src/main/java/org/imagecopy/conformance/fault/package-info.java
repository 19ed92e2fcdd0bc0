/** Seeded faults and conformant variants of the reference emulators: what measures the suite. */
package org.imagecopy.conformance.fault;
