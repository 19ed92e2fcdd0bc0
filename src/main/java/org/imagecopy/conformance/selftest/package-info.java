/** The suite against endpoints whose behaviour is known: seeded faults, conformant variants, trivial endpoints. */
package org.imagecopy.conformance.selftest;
