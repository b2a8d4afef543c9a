package dev.quire.counterexamples.export;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.Answer;
import dev.quire.model.harness.Promise;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.process.ProcessSubject;
import java.util.Optional;

/** A JUnit 5 class that replays a trace, and says beside each operation what must be so then. */
final class JunitClass {
    private static final String FORM =
            """
            import static org.junit.jupiter.api.Assertions.fail;

            import dev.quire.counterexamples.picture.FailureReport;
            import dev.quire.counterexamples.replay.Replay;
            import dev.quire.counterexamples.replay.StepListener;
            import dev.quire.counterexamples.trace.TraceFile;
            import dev.quire.model.harness.Verdict;
            import dev.quire.model.subject.Subject;
            $IMPORTS
            import java.util.Optional;
            import java.util.OptionalInt;
            import org.junit.jupiter.api.Test;

            /**
             * $SENTENCE.
             *
             * <p>$KEPT
             *
             * <p>It fails while the subject breaks the promise, and passes once it is mended. It
             * needs JUnit 5 and Quire's modules model and counterexamples.
             */
            class $CLASS {
                /** Configuration, then operations; below each what every right subject shows. */
                private static final String TRACE =
                        \"""
            $TRACE
                        \""";

                /** The implementation under test: any {@code new Subject(...)} may stand here. */
                private static Subject subject() {
                    return $SUBJECT;
                }

                @Test
                void $METHOD() {
                    TraceFile file = TraceFile.parse("$CLASS", TRACE);
                    Replay replay = Replay.run(file, subject(), StepListener.NONE);
                    replay.verdict().ifPresent(verdict -> fail(report(file, verdict)));
                }

                private static String report(TraceFile file, Verdict verdict) {
                    return new FailureReport(
                                    file.trace(), verdict, OptionalInt.empty(), Optional.empty())
                            .text();
                }
            }
            """;

    private static final String INDENT = " ".repeat(12);

    private JunitClass() {}

    static String text(TraceFile file, String subject, Optional<String> stem) {
        Trace trace = file.trace().withSubject(subject);
        Title title = Title.of(trace, subject);
        String name = stem.filter(JunitClass::isClassName).orElse(title.className());
        String kept =
                trace.verdict()
                        .filter(KeptVerdict.Failed.class::isInstance)
                        .map(verdict -> "Kept for " + verdict.text() + ".")
                        .orElse("Kept because it passes.");
        return FORM.replace("$SENTENCE", html(title.sentence()))
                .replace("$KEPT", kept)
                .replace("$CLASS", name)
                .replace("$METHOD", title.methodName())
                .replace("$IMPORTS", imports(subject))
                .replace("$SUBJECT", expression(subject))
                .replace("$TRACE\n", block(trace));
    }

    private static String imports(String subject) {
        return ProcessSubject.isNamed(subject)
                ? "import dev.quire.model.subject.process.ProcessOptions;\n"
                        + "import dev.quire.model.subject.process.ProcessSubject;"
                : "import dev.quire.model.subject.bug.SeededBugs;";
    }

    private static String expression(String subject) {
        String quoted = '"' + subject.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return ProcessSubject.isNamed(subject)
                ? "ProcessSubject.of(" + quoted + ", ProcessOptions.USUAL)"
                : "SeededBugs.named(" + quoted + ")";
    }

    static boolean isClassName(String stem) {
        return stem.matches("[A-Z][A-Za-z0-9_]*");
    }

    static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("@", "&#64;");
    }

    /** The trace as the lines of a text block. */
    private static String block(Trace trace) {
        StringBuilder block = new StringBuilder();
        String text = trace.text();
        int steps = text.length() - lengthOfSteps(trace);
        text.substring(0, steps).lines().forEach(line -> append(block, line));
        Promise promise = new Promise(trace.setup());
        Geometry geometry = trace.setup().machine().geometry();
        for (Step step : trace.steps()) {
            step.lines().forEach(line -> append(block, line));
            boolean alone = step.operation().call().hardware();
            words(promise.step(step, access -> alone))
                    .ifPresent(answer -> append(block, "#     returns " + answer));
            PageRun.touched(promise, geometry)
                    .forEach(run -> append(block, "#     " + run.text(promise.memory(), geometry)));
        }
        return block.toString();
    }

    private static int lengthOfSteps(Trace trace) {
        return trace.steps().stream()
                .flatMap(step -> step.lines().stream())
                .mapToInt(line -> line.length() + 1)
                .sum();
    }

    private static void append(StringBuilder block, String line) {
        String escaped = line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"");
        block.append(INDENT).append(escaped).append('\n');
    }

    private static Optional<String> words(Answer answer) {
        return switch (answer.returns()) {
            case NOTHING -> Optional.empty();
            case ENTRY, VALUE -> Optional.of(entry(answer));
            case TRUTH ->
                    Optional.of(
                            answer.least() < answer.most()
                                    ? "true or false"
                                    : answer.least() == 1 ? "true" : "false");
            case COUNT -> Optional.of(count(answer));
            case COUNT_AND_ENTRY -> Optional.of(count(answer) + ", " + entry(answer));
        };
    }

    private static String count(Answer answer) {
        return answer.least() == answer.most()
                ? Integer.toString(answer.least())
                : answer.least() + " to " + answer.most();
    }

    private static String entry(Answer answer) {
        return PageRun.words(answer.meaning(), answer.bounds());
    }
}
