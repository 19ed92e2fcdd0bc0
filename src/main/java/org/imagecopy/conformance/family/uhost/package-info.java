/** The adapter of UCloud UHost. */
package org.imagecopy.conformance.family.uhost;
