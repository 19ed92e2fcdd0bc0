package org.imagecopy.conformance.contract;

/**
 * The vendor page that a family is judged by.
 *
 * @param title   its title
 * @param url     where the vendor publishes it
 * @param edition the edition that was read
 */
public record Page(String title, String url, String edition) {
}
