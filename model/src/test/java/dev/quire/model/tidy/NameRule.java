package dev.quire.model.tidy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Type names say what a type is, in the project's words. */
final class NameRule implements Rule {

    private static final Set<String> EMPTY_LAST_WORDS =
            Set.of("Utils", "Util", "Helper", "Manager", "Impl", "Common");

    /** Words which have one meaning here, and ours for it. */
    private static final Map<String, String> OUR_WORDS =
            Map.ofEntries(
                    Map.entry("Sut", "Subject"),
                    Map.entry("Golden", "Reference or Expected"),
                    Map.entry("Fuzz", "Campaign"),
                    Map.entry("Fuzzer", "Campaign"),
                    Map.entry("Fuzzing", "Campaign"),
                    Map.entry("Mutant", "SeededBug"),
                    Map.entry("Repro", "Counterexample"),
                    Map.entry("Purge", "Invalidate or Flush"));

    private static final Pattern TYPE =
            Pattern.compile(
                    "\\b(?:class|interface|enum)\\s+([A-Z]\\w*)|\\brecord\\s+([A-Z]\\w*)\\s*[(<]");
    private static final Pattern WORD_BORDER = Pattern.compile("(?<=[a-z0-9_])(?=[A-Z])");

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        for (SourceFile file : tree.files()) {
            TYPE.matcher(file.text().code())
                    .results()
                    .forEach(found -> checkName(file, found, complaints));
        }
    }

    private static void checkName(
            SourceFile file, MatchResult found, Consumer<Complaint> complaints) {
        String name = Optional.ofNullable(found.group(1)).orElse(found.group(2));
        int line = file.text().lineAt(found.start());
        List<String> words = List.of(WORD_BORDER.split(name));
        if (EMPTY_LAST_WORDS.contains(words.get(words.size() - 1))) {
            complaints.accept(
                    new Complaint(
                            file.path(),
                            line,
                            "type name " + name,
                            "what it is; a function lives on the type whose fields it reads"));
        }
        for (String word : words) {
            if (OUR_WORDS.containsKey(word)) {
                String what = "the word " + word + " in type name " + name;
                complaints.accept(new Complaint(file.path(), line, what, OUR_WORDS.get(word)));
            }
        }
    }
}
