package org.imagecopy.conformance.contract;

import java.util.List;

/**
 * The vendor page that a family is judged by.
 *
 * @param title    its title
 * @param url      where the vendor publishes it
 * @param edition  the edition that was read
 * @param sections its sections from top to bottom, as rows name them
 */
public record Page(String title, String url, String edition, List<String> sections) {
}
