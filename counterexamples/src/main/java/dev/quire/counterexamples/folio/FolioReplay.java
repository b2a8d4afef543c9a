package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.harness.Outcome;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What became of a trace of folios that was run again.
 *
 * @param verdict empty if nothing failed
 * @param steps how many steps ran, the failing one included
 * @param asRecorded whether it ended as the trace is kept for; true where nothing was recorded
 */
public record FolioReplay(
        Ending ending,
        String subject,
        Optional<FolioVerdict> verdict,
        int steps,
        boolean asRecorded) {
    /**
     * Runs a trace on any subject, from free frames to its end or to the first failing step.
     *
     * @param listener told after each step that was legal: the runner, and what became of it
     * @throws TraceException naming file and line of a step that breaks the contract
     */
    public static FolioReplay run(
            FolioTraceFile file,
            FolioSubject subject,
            BiConsumer<FolioLockStep, Outcome> listener) {
        FolioTrace trace = file.trace();
        FolioLockStep run = new FolioLockStep(trace.machine(), subject);
        for (int i = 0; i < trace.steps().size(); i++) {
            Outcome outcome = run.step(trace.steps().get(i));
            if (outcome == Outcome.ILLEGAL) {
                throw new TraceException(
                        file.name(),
                        file.stepLines().get(i),
                        "found an illegal step, " + run.whyIllegal());
            }
            listener.accept(run, outcome);
            if (outcome == Outcome.FAILED) {
                return ended(trace, subject, Optional.of(run.verdict()), i + 1);
            }
        }
        return ended(trace, subject, Optional.empty(), trace.steps().size());
    }

    /** The same, and nobody is told. */
    public static FolioReplay run(FolioTraceFile file, FolioSubject subject) {
        return run(file, subject, (run, outcome) -> {});
    }

    private static FolioReplay ended(
            FolioTrace trace, FolioSubject subject, Optional<FolioVerdict> verdict, int steps) {
        String seen = verdict.map(FolioVerdict::text).orElse("passed");
        boolean asKept = trace.verdict().map(kept -> kept.text().equals(seen)).orElse(false);
        Ending ending = Ending.PASSED;
        if (verdict.isPresent()) {
            boolean none = trace.verdict().isEmpty();
            ending = asKept ? Ending.REPRODUCED : none ? Ending.FAILED : Ending.DIFFERS;
        }
        boolean asRecorded = asKept || trace.verdict().isEmpty();
        return new FolioReplay(ending, subject.name(), verdict, steps, asRecorded);
    }
}
