package dev.quire.counterexamples.export;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.folio.SpotRun;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioPlace;
import dev.quire.model.folio.lockstep.FolioSpot;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.harness.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JUnit 5 class that replays a trace of folios, and says what each operation must leave. */
public final class FolioJunitClass {
    private static final String FORM =
            """
            import static org.junit.jupiter.api.Assertions.fail;

            import dev.quire.counterexamples.folio.FolioFailureReport;
            import dev.quire.counterexamples.folio.FolioReplay;
            import dev.quire.counterexamples.folio.FolioTraceFile;
            import dev.quire.model.folio.bug.FolioSubjects;
            import dev.quire.model.folio.lockstep.FolioSubject;
            import dev.quire.model.folio.lockstep.FolioVerdict;
            import java.util.Optional;
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
                /** The machine, then operations; below each what is so then on a right subject. */
                private static final String TRACE =
                        \"""
            $TRACE
                        \""";

                /** Under test: any {@code new FolioSubject(...)} may stand here. */
                private static FolioSubject subject() {
                    return FolioSubjects.named("$SUBJECT");
                }

                @Test
                void $METHOD() {
                    FolioTraceFile file = FolioTraceFile.parse("$CLASS", TRACE);
                    FolioReplay replay = FolioReplay.run(file, subject());
                    replay.verdict().ifPresent(verdict -> fail(report(file, verdict)));
                }

                private static String report(FolioTraceFile file, FolioVerdict verdict) {
                    return new FolioFailureReport(file.trace(), verdict, Optional.empty()).text();
                }
            }
            """;

    private static final String INDENT = " ".repeat(12);

    private final StringBuilder block = new StringBuilder();
    private final List<FolioStep> steps;
    private Map<FolioSpot, String> shown;
    private int next;

    private FolioJunitClass(FolioTrace trace) {
        steps = trace.steps();
        shown = expected(new FolioLockStep(trace.machine(), FolioSubjects.PACKED));
    }

    /**
     * The whole source file.
     *
     * @param subject under test, as the test names it
     * @param stem of the file that it will be, if that is known: the name of the class
     * @throws TraceException naming file and line of a step that breaks the contract
     */
    public static String text(FolioTraceFile file, FolioSubject subject, Optional<String> stem) {
        FolioReplay.run(file, subject);
        FolioTrace trace = file.trace().withSubject(subject.name());
        Optional<KeptVerdict.Failed> failure =
                trace.verdict()
                        .filter(KeptVerdict.Failed.class::isInstance)
                        .map(KeptVerdict.Failed.class::cast);
        int last = failure.map(KeptVerdict.Failed::step).orElse(trace.steps().size());
        Title title =
                new Title(
                        last == 0 ? "nothing" : trace.steps().get(last - 1).operation().call().word,
                        subject.name(),
                        failure.map(KeptVerdict.Failed::invariant));
        String kept =
                failure.map(verdict -> "Kept for " + verdict.text() + ".")
                        .orElse("Kept because it passes.");
        return FORM.replace("$SENTENCE", JunitClass.html(title.sentence()))
                .replace("$KEPT", kept)
                .replace("$CLASS", stem.filter(JunitClass::isClassName).orElse(title.className()))
                .replace("$METHOD", title.methodName())
                .replace("$SUBJECT", subject.name())
                .replace("$TRACE\n", block(file, trace));
    }

    private static String block(FolioTraceFile file, FolioTrace trace) {
        FolioJunitClass told = new FolioJunitClass(trace);
        trace.head().lines().forEach(told::append);
        FolioReplay.run(file, FolioSubjects.PACKED, told::step);
        List<FolioStep> rest = told.steps.subList(told.next, told.steps.size());
        rest.forEach(step -> step.lines().forEach(told::append));
        return told.block.toString();
    }

    private void step(FolioLockStep run, Outcome outcome) {
        FolioStep step = steps.get(next++);
        step.lines().forEach(this::append);
        if (step.operation().call().returns()) {
            append("#     returns " + run.result());
        }
        Map<FolioSpot, String> now = expected(run);
        Map<FolioSpot, String> all = new LinkedHashMap<>(now);
        shown.keySet().forEach(spot -> all.putIfAbsent(spot, "none"));
        List<SpotRun> changed = new ArrayList<>();
        all.forEach(
                (spot, text) -> {
                    if (!text.equals(shown.getOrDefault(spot, "none"))) {
                        changed.add(SpotRun.of(spot, text));
                    }
                });
        SpotRun.joined(changed).forEach(one -> append("#     " + one.name() + ": " + one.text(0)));
        shown = now;
    }

    private static Map<FolioSpot, String> expected(FolioLockStep run) {
        Map<FolioSpot, String> expected = new LinkedHashMap<>();
        for (FolioPlace place : run.places()) {
            expected.put(place.spot(), place.expected());
        }
        return expected;
    }

    private void append(String line) {
        String escaped = line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\"");
        block.append(INDENT).append(escaped).append('\n');
    }
}
