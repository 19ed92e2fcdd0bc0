package org.imagecopy.conformance.target;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
        /** An http or https URL without query. */
        URL,
        /** Texts, separated by commas outside of the file. */
        LIST,
        /** A path; in a target file relative to its folder. */
        FILE,
        /** A whole number from 0. */
        NUMBER,
        /** A whole number from 1. */
        COUNT,
        /** A number with the unit ms, s, m or h: {@code 90s}. */
        DURATION,
        /** {@code true} or {@code false}. */
        FLAG,
        /** {@code env:NAME} or {@code file:PATH}; in clear only as an environment variable. */
        SECRET;

        /** The values in words: {@code true or false}. */
        public String inWords() {
            return switch (this) {
                case TEXT -> "a text";
                case URL -> "an http or https URL of host, port and path, for example http://127.0.0.1:8085";
                case LIST -> "a list";
                case FILE -> "a path";
                case NUMBER -> "a whole number from 0";
                case COUNT -> "a whole number from 1";
                case DURATION -> "a number with the unit ms, s, m or h, for example 90s";
                case FLAG -> "true or false";
                case SECRET -> "env:NAME or file:PATH";
            };
        }

        /** Whether a value is one of this kind; a secret is one in any spelling. */
        public boolean accepts(String value) {
            return switch (this) {
                case TEXT, LIST, FILE, SECRET -> true;
                case URL -> url(value);
                case NUMBER -> value.matches("\\d{1,9}");
                case COUNT -> value.matches("0*[1-9]\\d{0,8}");
                case DURATION -> value.strip().matches("\\d{1,9}(ms|s|m|h)");
                case FLAG -> Set.of("true", "false").contains(value.toLowerCase(Locale.ROOT));
            };
        }

        private static boolean url(String value) {
            try {
                URI uri = new URI(value);
                return uri.getHost() != null && Set.of("http", "https").contains(String.valueOf(uri.getScheme())) && uri.getQuery() == null
                        && uri.getUserInfo() == null && uri.getFragment() == null;
            } catch (URISyntaxException e) {
                return false;
            }
        }
    }

    /** Every setting of a target, in the order of the documentation. */
    public static final List<Setting> ALL = List.of(
            new Setting("family", Kind.TEXT, "", "the contract: ecd or uhost"),
            new Setting("endpoint", Kind.URL, "", "URL of the API"),
            new Setting("credentials.key", Kind.TEXT, "", "access key id of ecd, public key of uhost; may be env:NAME or file:PATH"),
            new Setting("credentials.secret", Kind.SECRET, "", "access key secret of ecd, private key of uhost"),
            new Setting("credentials.token", Kind.SECRET, "", "security token of temporary credentials"),
            new Setting("regions.source", Kind.TEXT, "", "region of the source image"),
            new Setting("regions.destinations", Kind.LIST, "", "regions to copy to; a second one enables more cases"),
            new Setting("regions.second-source", Kind.TEXT, "", "another region that holds an image of yours"),
            new Setting("images.source", Kind.TEXT, "", "id of a usable custom image in the source region"),
            new Setting("images.second-source", Kind.TEXT, "", "id of a usable custom image in the second source region"),
            new Setting("images.base", Kind.TEXT, "", "id of a public or system image"),
            new Setting("images.unready", Kind.TEXT, "", "id of an image that is still being made"),
            new Setting("images.foreign", Kind.TEXT, "", "id of another account's image"),
            new Setting("projects.source", Kind.TEXT, "", "project of the source image; left out: the default project (uhost)"),
            new Setting("projects.target", Kind.TEXT, "", "project that receives the copies (uhost)"),
            new Setting("projects.others", Kind.LIST, "", "further projects whose images are watched (uhost)"),
            new Setting("zone", Kind.TEXT, "", "availability zone of the source image (uhost)"),
            new Setting("capabilities.transports", Kind.LIST, "", "transports that are served; left out: all documented ones"),
            new Setting("capabilities.batch", Kind.FLAG, "true", "copies to a list of regions (uhost)"),
            new Setting("capabilities.task-id", Kind.FLAG, "true", "answers carry a TaskId (uhost)"),
            new Setting("capabilities.tag", Kind.FLAG, "true", "copies take a business group (uhost)"),
            new Setting("capabilities.listing", Kind.FLAG, "true", "images can be listed"),
            new Setting("capabilities.deletion", Kind.FLAG, "true", "images can be deleted"),
            new Setting("capabilities.signatures", Kind.FLAG, "true", "signatures are verified"),
            new Setting("capabilities.edition", Kind.TEXT, "", "edition of the page that is followed, such as E2; later rules do not apply"),
            new Setting("limits.copies", Kind.NUMBER, "", "largest number of copies in the worst case"),
            new Setting("limits.requests-per-second", Kind.NUMBER, "0", "pace of requests; 0: no limit"),
            new Setting("limits.workers", Kind.COUNT, "32", "requests under way at the same time; they mostly wait, so many are good even on few cores"),
            new Setting("limits.connect-timeout", Kind.DURATION, "5s", "time to open a connection"),
            new Setting("limits.timeout", Kind.DURATION, "30s", "time for one whole answer"),
            new Setting("limits.settling-time", Kind.DURATION, "30m", "time within which a copy becomes usable"),
            new Setting("limits.patience", Kind.DURATION, "2m", "time spent waiting when the endpoint throttles or is unavailable; each answer gives 200 ms of it back"),
            new Setting("limits.late-effects", Kind.DURATION, "35s", "time after a refusal during which a copy may still come of it"),
            new Setting("limits.cases-at-once", Kind.COUNT, "600", "cases that are sent before their copies are awaited, judged and deleted; fewer for an account that may have few images"),
            new Setting("limits.answer-bytes", Kind.COUNT, "4194304", "largest answer that is read, after decompression"),
            new Setting("tls.trust", Kind.FILE, "", "PEM file with certificates to trust instead of the system's"),
            new Setting("tls.insecure", Kind.FLAG, "false", "accept any certificate; said in every report"),
            new Setting("frugal", Kind.FLAG, "false", "decide as much as possible with limits.copies, or 8, copies"),
            new Setting("exclusive", Kind.FLAG, "false", "nobody else creates or deletes images in this account during the run"),
            new Setting("expected-failures", Kind.FILE, "", "list of rows and cases that are known to fail, with reasons"));

    /** The setting at this path. */
    public static Optional<Setting> at(String path) {
        return ALL.stream().filter(s -> s.path().equals(path)).findFirst();
    }

    /** Whether it means anything to a family; a help text names families in parentheses when it does not concern all. */
    public boolean concerns(String family) {
        return !help.matches(".*\\([a-z]+\\)") || help.endsWith("(" + family + ")");
    }

    /** Its environment variable. */
    public String variable() {
        return "IMAGECOPY_" + path.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Says that a value is none of its kind. */
    public String wrong(String value) {
        return "'" + path + "' is '" + value + "', expected " + kind.inWords();
    }

    /** Its long option. */
    public String option() {
        return "--" + path.replace('.', '-');
    }
}
