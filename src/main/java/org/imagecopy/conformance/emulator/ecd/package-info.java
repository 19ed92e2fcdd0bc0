/** Alibaba Cloud Elastic Desktop Service, version 2020-09-30: {@code CopyImage} and the operations around it. */
package org.imagecopy.conformance.emulator.ecd;
