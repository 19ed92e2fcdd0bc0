/**
 * Reference endpoints written from the vendors' pages alone: the request pipeline, its hooks, the world and the server.
 *
 * <p>Nothing in here knows the suite. Everything an endpoint could do differently is a {@link
 * org.imagecopy.conformance.emulator.Filter}.
 */
package org.imagecopy.conformance.emulator;
