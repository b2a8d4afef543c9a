package dev.quire.model.tidy;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Nothing is left over from writing the code, and nothing in it hides a failure or a choice. */
final class LeftoverRule implements Rule {

    /** A pattern which must not occur in one view of the files it concerns. */
    private record Leftover(
            String regex,
            Function<SourceText, String> view,
            Predicate<SourceFile> concerns,
            String what,
            String use) {}

    private static final List<Leftover> LEFTOVERS =
            List.of(
                    new Leftover(
                            "\\b(TODO|FIXME|XXX)\\b",
                            SourceText::comments,
                            file -> true,
                            "unfinished work noted in a comment",
                            "finished work, or an issue"),
                    new Leftover(
                            "\\bSystem\\s*\\.\\s*out\\s*\\.\\s*print",
                            SourceText::code,
                            file -> !mayPrint(file),
                            "print to standard output",
                            "a returned value; only cli, benchmarks and reports print"),
                    new Leftover(
                            "@\\s*(org\\.junit\\.jupiter\\.api\\.)?Disabled\\b",
                            SourceText::code,
                            file -> true,
                            "disabled test",
                            "a test that runs, or none"),
                    new Leftover(
                            "\\bprintStackTrace\\b",
                            SourceText::code,
                            file -> true,
                            "printed stack trace",
                            "an exception thrown on, with its cause"),
                    new Leftover(
                            "\\bcatch\\s*\\(\\s*(final\\s+)?(Exception|Throwable)\\b[^)]*"
                                    + "\\)\\s*\\{\\s*\\}",
                            SourceText::code,
                            file -> true,
                            "exception caught and dropped",
                            "a handler, or no catch"),
                    new Leftover(
                            "(?<![\\w.-])/(home|work|Users)/",
                            SourceText::written,
                            file -> true,
                            "path of one machine",
                            "a path relative to the system property quire.root"),
                    new Leftover(
                            "\\bSystem\\s*\\.\\s*currentTimeMillis\\b",
                            SourceText::code,
                            LeftoverRule::isModel,
                            "clock in the model",
                            "a value passed in"),
                    new Leftover(
                            "\\bMath\\s*\\.\\s*random\\b"
                                    + "|\\bnew\\s+(java\\.util\\.)?Random\\s*\\(\\s*\\)",
                            SourceText::code,
                            LeftoverRule::isModel,
                            "randomness in the model",
                            "choices passed in"));

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        for (Leftover leftover : LEFTOVERS) {
            Pattern pattern = Pattern.compile(leftover.regex());
            tree.files().stream()
                    .filter(leftover.concerns())
                    .forEach(file -> find(pattern, leftover, file, complaints));
        }
    }

    private static void find(
            Pattern pattern, Leftover leftover, SourceFile file, Consumer<Complaint> complaints) {
        SourceText text = file.text();
        pattern.matcher(leftover.view().apply(text))
                .results()
                .map(found -> text.lineAt(found.start()))
                .distinct()
                .map(line -> new Complaint(file.path(), line, leftover.what(), leftover.use()))
                .forEach(complaints);
    }

    private static boolean mayPrint(SourceFile file) {
        return file.packageName().startsWith("dev.quire.properties.cli")
                || file.module().equals("benchmarks")
                || file.module().equals("reports");
    }

    private static boolean isModel(SourceFile file) {
        return file.module().equals("model") && !file.isTest();
    }
}
