/** The rows of {@code contract.yaml} and the cases that the features derive from them. */
package org.imagecopy.conformance.contract;
