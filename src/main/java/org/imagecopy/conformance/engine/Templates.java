package org.imagecopy.conformance.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.target.Target;

/** Fills the placeholders in braces of feature values. */
final class Templates {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern COUNTED = Pattern.compile("(\\d+) (letters|characters|name characters|printable characters|Chinese letters)");

    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:_-";
    private static final String PRINTABLE_CHARACTERS = IntStream.rangeClosed('!', '~').collect(() -> new StringBuilder(" "), StringBuilder::appendCodePoint,
            StringBuilder::append).toString();

    private final Target target;
    private final Family family;
    private final Base base;
    private final String marker;

    Templates(Target target, Family family, Base base, String marker) {
        this.target = target;
        this.family = family;
        this.base = base;
        this.marker = marker;
    }

    String fill(String template) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value(matcher.group(1))));
        }
        return matcher.appendTail(filled).toString();
    }

    private String value(String name) {
        if (name.startsWith("shortened ")) {
            String whole = value(name.substring("shortened ".length()));
            return whole.substring(0, Math.max(0, whole.length() - 1));
        }
        Matcher counted = COUNTED.matcher(name);
        if (counted.matches()) {
            int count = Integer.parseInt(counted.group(1));
            return switch (counted.group(2)) {
                case "letters" -> padded(count, "abcdefghijklmnopqrstuvwxyz");
                case "name characters" -> padded(count, NAME_CHARACTERS);
                case "printable characters" -> padded(count, PRINTABLE_CHARACTERS);
                case "characters" -> padded(count - 1, " some words of text") + "z".repeat(Math.min(1, count));
                default -> "镜像复制一致性测试".repeat(count / 9 + 1).substring(0, count);
            };
        }
        return switch (name) {
            case "marker" -> marker;
            case "empty" -> "";
            case "blank" -> " ";
            case "tab" -> "\t";
            case "line feed" -> "\n";
            case "carriage return" -> "\r";
            case "nul" -> "\0";
            case "escape" -> "\u001B";
            case "delete" -> "\u007F";
            case "quote" -> "\"";
            case "backslash" -> "\\";
            case "pipe" -> "|";
            case "astral" -> "\uD842\uDFB7";
            case "decomposed e" -> "e\u0301";
            case "source region" -> family.source(target, base).region();
            case "upper case source region" -> family.source(target, base).region().toUpperCase(Locale.ROOT);
            case "another region" -> target.list("regions.destinations").get(0);
            case "third region" -> target.list("regions.destinations").get(Math.min(1, target.list("regions.destinations").size() - 1));
            case "unknown region" -> "zz-none-1";
            case "source image" -> family.sourceImage(target, base);
            case "unknown image" -> family.unknownImage();
            case "base image" -> target.text("images.base");
            case "unready image" -> target.text("images.unready");
            case "foreign image" -> target.text("images.foreign");
            case "image of another region" -> target.text("images.second-source");
            case "source project" -> target.text("projects.source");
            case "target project" -> target.text("projects.target");
            case "unknown project" -> "org-0nothere0";
            case "zone" -> target.text("zone");
            case "unknown zone" -> "zz-none-1-01";
            default -> throw new IllegalArgumentException("no placeholder '{" + name + "}'");
        };
    }

    /** Marker first, so that the image can be attributed; short texts take its first letter and its end, which differs most. */
    private String padded(int count, String filling) {
        if (count <= marker.length()) {
            return count < 1 ? "" : marker.charAt(0) + marker.substring(marker.length() - count + 1);
        }
        int rest = count - marker.length();
        return marker + filling.repeat(rest / filling.length() + 1).substring(0, rest);
    }
}
