package org.imagecopy.conformance.target;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One setting of a target. Its path in the file gives its environment variable and its option:
 * {@code regions.source}, {@code IMAGECOPY_REGIONS_SOURCE}, {@code --regions-source}.
 *
 * @param path     its place in the file, dots between levels
 * @param kind     what values it takes
 * @param standard the value when nothing is said; empty for none
 * @param help     one line for help texts
 */
public record Setting(String path, Kind kind, String standard, String help) {

    /** What values a setting takes. */
    public enum Kind {
        /** Any text. */
        TEXT,
        /** Texts, separated by commas outside of the file. */
        LIST,
        /** A whole number from 0. */
        NUMBER,
        /** A number with the unit ms, s, m or h: {@code 90s}. */
        DURATION,
        /** {@code true} or {@code false}. */
        FLAG,
        /** In the file {@code env:NAME} or {@code file:PATH}; never on the command line. */
        SECRET
    }

    /** Every setting of a target, in the order of the documentation. */
    public static final List<Setting> ALL = List.of(
            new Setting("family", Kind.TEXT, "", "contract that the target is judged by: ecd or uhost"),
            new Setting("endpoint", Kind.TEXT, "", "URL of the API"),
            new Setting("credentials.key", Kind.TEXT, "", "access key id (ecd) or public key (uhost); env:NAME and file:PATH work as well"),
            new Setting("credentials.secret", Kind.SECRET, "", "access key secret (ecd) or private key (uhost)"),
            new Setting("credentials.token", Kind.SECRET, "", "security token of temporary credentials"),
            new Setting("regions.source", Kind.TEXT, "", "region of the source image"),
            new Setting("regions.destinations", Kind.LIST, "", "regions to copy to; a second one enables more cases"),
            new Setting("regions.second-source", Kind.TEXT, "", "another region that holds an image of yours"),
            new Setting("images.source", Kind.TEXT, "", "id of a usable custom image in the source region"),
            new Setting("images.second-source", Kind.TEXT, "", "id of a usable custom image in the second source region"),
            new Setting("images.base", Kind.TEXT, "", "id of a public or system image"),
            new Setting("images.unready", Kind.TEXT, "", "id of an image that is still being made"),
            new Setting("images.foreign", Kind.TEXT, "", "id of another account's image"),
            new Setting("projects.source", Kind.TEXT, "", "project of the source image (uhost); left out: the default project"),
            new Setting("projects.target", Kind.TEXT, "", "project that receives the copies (uhost)"),
            new Setting("projects.others", Kind.LIST, "", "further projects whose images are watched (uhost)"),
            new Setting("zone", Kind.TEXT, "", "availability zone of the source image (uhost)"),
            new Setting("capabilities.transports", Kind.LIST, "", "transports that the endpoint serves; left out: all that the vendor documents"),
            new Setting("capabilities.batch", Kind.FLAG, "true", "copies to a list of regions (uhost)"),
            new Setting("capabilities.task-id", Kind.FLAG, "true", "answers carry a TaskId (uhost)"),
            new Setting("capabilities.tag", Kind.FLAG, "true", "copies take a business group (uhost)"),
            new Setting("capabilities.listing", Kind.FLAG, "true", "images can be listed"),
            new Setting("capabilities.deletion", Kind.FLAG, "true", "images can be deleted"),
            new Setting("capabilities.signatures", Kind.FLAG, "true", "signatures are verified"),
            new Setting("limits.copies", Kind.NUMBER, "", "largest number of copies that a run may cause in the worst case"),
            new Setting("limits.requests-per-second", Kind.NUMBER, "0", "pace of requests; 0: no limit"),
            new Setting("limits.workers", Kind.NUMBER, "8", "requests under way at the same time"),
            new Setting("limits.connect-timeout", Kind.DURATION, "5s", "time to open a connection"),
            new Setting("limits.timeout", Kind.DURATION, "30s", "time for one whole answer"),
            new Setting("limits.settling-time", Kind.DURATION, "30m", "time within which a copy becomes usable"),
            new Setting("limits.patience", Kind.DURATION, "2m", "time spent waiting when the endpoint throttles or is unavailable"),
            new Setting("limits.late-effects", Kind.DURATION, "35s", "time after the last refusal during which a copy may still come of it"),
            new Setting("limits.answer-bytes", Kind.NUMBER, "4194304", "largest answer that is read, in bytes after decompression"),
            new Setting("tls.trust", Kind.TEXT, "", "PEM file with the certificates to trust instead of the system's"),
            new Setting("tls.insecure", Kind.FLAG, "false", "accept any certificate; said in every report"),
            new Setting("frugal", Kind.FLAG, "false", "decide as much as possible with few copies, at most limits.copies or 8"),
            new Setting("exclusive", Kind.FLAG, "false", "nobody else creates images in this account during the run"),
            new Setting("expected-failures", Kind.TEXT, "", "file that lists rows or cases known to fail, with reasons"));

    /** The setting at this path. */
    public static Optional<Setting> at(String path) {
        return ALL.stream().filter(s -> s.path().equals(path)).findFirst();
    }

    /** Its environment variable. */
    public String variable() {
        return "IMAGECOPY_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Its long option. */
    public String option() {
        return "--" + path.replace('.', '-');
    }
}
