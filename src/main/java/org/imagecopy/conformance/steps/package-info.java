/** The sentences of the features. They write down what a scenario asks for and judge nothing. */
package org.imagecopy.conformance.steps;
