/** The port to one API, and what all of its adapters share: how to build, sign and read requests. */
package org.imagecopy.conformance.family;
