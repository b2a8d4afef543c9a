package dev.quire.counterexamples.replay;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.subject.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a trace that was run again.
 *
 * @param subject the name of the subject that it ran on
 * @param verdict empty if nothing failed
 * @param steps how many steps ran, the failing one included
 * @param asRecorded whether it ended as the trace is kept for; true where nothing was recorded
 */
public record Replay(
        Ending ending, String subject, Optional<Verdict> verdict, int steps, boolean asRecorded) {

    /**
     * Runs a trace on the subject of its header.
     *
     * @param named the subject of a name; throws what its caller is to see where there is none
     */
    public static Replay run(TraceFile file, Function<String, Subject> named) {
        return run(file, named.apply(file.trace().subject()), StepListener.NONE);
    }

    /**
     * Runs a trace on any subject, from empty tables to its end or to the first failing step.
     *
     * @throws TraceException naming file and line of a step that breaks the contract of its call
     */
    public static Replay run(TraceFile file, Subject subject, StepListener listener) {
        Trace trace = file.trace();
        LockStep run = new LockStep(trace.setup(), subject);
        for (int number = 1; number <= trace.steps().size(); number++) {
            listener.before(number, run);
            Outcome outcome = run.step(trace.steps().get(number - 1));
            if (outcome == Outcome.ILLEGAL || outcome == Outcome.ILLEGAL_ACT) {
                int line = illegalLine(file, number, run.whyIllegal());
                throw new TraceException(
                        file.name(), line, "found an illegal step, " + run.whyIllegal());
            }
            listener.after(number, run, outcome);
            if (outcome == Outcome.FAILED) {
                return ended(trace, subject, Optional.of(run.verdict()), number);
            }
        }
        return ended(trace, subject, Optional.empty(), trace.steps().size());
    }

    private static Replay ended(
            Trace trace, Subject subject, Optional<Verdict> verdict, int steps) {
        boolean asKept = trace.verdict().map(kept -> kept.matches(verdict)).orElse(false);
        Ending ending = Ending.PASSED;
        if (verdict.isPresent()) {
            boolean none = trace.verdict().isEmpty();
            ending = asKept ? Ending.REPRODUCED : none ? Ending.FAILED : Ending.DIFFERS;
        }
        boolean asRecorded = asKept || trace.verdict().isEmpty();
        return new Replay(ending, subject.name(), verdict, steps, asRecorded);
    }

    /** The line of the operation or act whose text the reason quotes; it ends at a semicolon. */
    private static int illegalLine(TraceFile file, int number, String why) {
        List<String> lines = file.trace().steps().get(number - 1).lines();
        for (int i = 0; i < lines.size(); i++) {
            String operation = lines.get(i).replaceFirst("^@[0-9]+ ", "");
            if ((why + ";").contains(": " + operation + ";")) {
                return file.line(number, i);
            }
        }
        return file.line(number, 0);
    }
}
