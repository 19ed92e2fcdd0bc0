package org.imagecopy.conformance.steps;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.cucumber.java.en.Given;
import io.cucumber.java.en.Then;
import io.cucumber.java.en.When;

import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Signing;

/** Writes the list of sentences in {@code features/README.md} from the step definitions, and the closed lists that they draw on. */
final class SentenceList {

    static final Path README = Path.of("features", "README.md");

    private static final String BEGIN = "<!-- sentences:begin -->\n";
    private static final String END = "<!-- sentences:end -->";
    private static final Path SOURCES = Path.of("src/main/java/org/imagecopy/conformance/steps");
    private static final List<Class<?>> SLOTS = List.of(RequestSteps.class, ActionSteps.class, VerdictSteps.class, AnswerSteps.class, CopySteps.class);
    /** Alternatives beyond this number stand below the sentences and not within them. */
    private static final int FEW = 3;
    private static final Pattern ALTERNATIVES = Pattern.compile("\\(([^()]*\\|[^()]*)\\)");

    private final Map<String, List<String>> closed = new LinkedHashMap<>();

    /** The page as it should be. */
    static String wanted(String page) throws IOException {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalArgumentException(README + " lacks the lines " + BEGIN.strip() + " and " + END);
        }
        return page.substring(0, begin) + new SentenceList().markdown() + page.substring(end);
    }

    /** Every step class; a class that the list does not know would be missing in it. */
    static List<String> stepClasses() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("Steps.java"))
                    .map(name -> name.replace(".java", "")).sorted().toList();
        }
    }

    static List<String> slots() {
        return SLOTS.stream().map(Class::getSimpleName).sorted().toList();
    }

    private String markdown() throws IOException {
        StringBuilder out = new StringBuilder();
        for (Class<?> slot : SLOTS) {
            String source = Files.readString(SOURCES.resolve(slot.getSimpleName() + ".java"));
            out.append("\n**").append(slot.getAnnotation(Meaning.class).value()[0]).append("**\n\n| sentence | means |\n|---|---|\n");
            Stream.of(slot.getDeclaredMethods()).filter(method -> !sentence(method).isEmpty())
                    .sorted(Comparator.comparingInt(method -> source.indexOf("void " + method.getName() + "(")))
                    .forEach(method -> sentences(method).forEach((sentence, meaning) -> out.append("| ").append(code(readable(sentence))).append(" | ")
                            .append(meaning.replace("|", "\\|")).append(" |\n")));
        }
        out.append("\n`…` is anything, `N` a number, `‹…›` one of a list:\n\n");
        closed.put("how", Signing.phrases());
        closed.put("transport", Stream.concat(Family.all().stream().flatMap(f -> f.transports().stream()).flatMap(t -> Stream.of(t.name(),
                        t.group().isEmpty() ? "" : "each " + t.group() + " transport")).filter(t -> !t.isEmpty()).distinct().sorted(),
                Stream.of("each declared transport", "each form transport", "each POST query transport")).toList());
        closed.put("value in braces", placeholders());
        closed.forEach((name, words) -> out.append("- **").append(name).append("**: ").append(String.join(", ", words.stream().map(SentenceList::code).toList()))
                .append("\n"));
        return out.append("\n").toString();
    }

    /** The sentences of a method: one for each meaning. */
    private static Map<String, String> sentences(Method method) {
        String where = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        Meaning meaning = method.getAnnotation(Meaning.class);
        if (meaning == null) {
            throw new IllegalStateException(where + " lacks its @Meaning");
        }
        if (meaning.value().length == 1) {
            return Map.of(sentence(method), meaning.value()[0]);
        }
        MatchResult alternatives = ALTERNATIVES.matcher(sentence(method)).results()
                .filter(found -> found.group(1).split("\\|").length == meaning.value().length).reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalStateException(where + " has not as many alternatives as meanings"));
        Map<String, String> sentences = new LinkedHashMap<>();
        String[] words = alternatives.group(1).split("\\|");
        for (int i = 0; i < words.length; i++) {
            sentences.put(sentence(method).substring(0, alternatives.start()) + words[i] + sentence(method).substring(alternatives.end()), meaning.value()[i]);
        }
        return sentences;
    }

    private static String sentence(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            if (annotation instanceof Given given) {
                return "Given " + given.value();
            } else if (annotation instanceof When when) {
                return "When " + when.value();
            } else if (annotation instanceof Then then) {
                return "Then " + then.value();
            }
        }
        return "";
    }

    /** The pattern as a sentence. */
    private String readable(String pattern) {
        String text = pattern.replaceFirst(" \\^", " ").replaceAll("\\$$", "").replace("([^\"]*)", "…").replace("{int}", "N");
        text = text.replace("signed (.+)", "signed ‹how›").replace("travels as (.+)", "travels as ‹transport›");
        Matcher optional = Pattern.compile("\\(\\?: (.*)\\)\\?$").matcher(text);
        if (optional.find()) {
            text = text.substring(0, optional.start()) + " [" + optional.group(1) + "]";
        }
        Matcher alternatives = ALTERNATIVES.matcher(text);
        StringBuilder out = new StringBuilder();
        while (alternatives.find()) {
            List<String> words = List.of(alternatives.group(1).split("\\|"));
            if (words.size() > FEW) {
                closed.putIfAbsent(words.get(0), words);
            }
            alternatives.appendReplacement(out, Matcher.quoteReplacement(words.size() > FEW ? "‹" + words.get(0) + "›"
                    : String.join(alternatives.group(1).contains(" ") ? " / " : "/", words)));
        }
        return alternatives.appendTail(out).toString();
    }

    /** What features fill in, as they write it; numbers stand for all numbers. */
    private static List<String> placeholders() {
        Set<String> found = new TreeSet<>();
        for (Family family : Family.all()) {
            CaseIndex.of(List.of(family.id())).cases().forEach(c -> c.sentences().forEach(sentence -> Pattern.compile("\\{([^{}]*)}").matcher(sentence)
                    .results().forEach(match -> found.add("{" + match.group(1).replaceFirst("^\\d+ ", "N ") + "}"))));
        }
        return new ArrayList<>(found);
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
