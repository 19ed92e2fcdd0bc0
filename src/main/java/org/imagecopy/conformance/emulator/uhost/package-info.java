/** UCloud UHost: {@code CopyCustomImage} and the operations around it. */
package org.imagecopy.conformance.emulator.uhost;
