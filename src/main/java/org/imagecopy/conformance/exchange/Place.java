package org.imagecopy.conformance.exchange;

/**
 * Where images live.
 *
 * @param region  region id
 * @param project project id; empty where images belong to the whole account
 */
public record Place(String region, String project) {

    @Override
    public String toString() {
        return project.isEmpty() ? region : region + "/" + project;
    }
}
