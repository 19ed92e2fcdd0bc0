package org.imagecopy.conformance.steps;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a sentence means to an author of features, in one line; on a class, what its sentences are about. {@code features/README.md} lists them. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Meaning {

    /** One line of Markdown; or one for each alternative that the pattern offers, in the same order. */
    String[] value();
}
