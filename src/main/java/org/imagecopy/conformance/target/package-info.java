/** What a run is pointed at: endpoint, credentials, places, capabilities and limits. */
package org.imagecopy.conformance.target;
