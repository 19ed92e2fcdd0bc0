/** The adapter of Alibaba Cloud Elastic Desktop Service. */
package org.imagecopy.conformance.family.ecd;
