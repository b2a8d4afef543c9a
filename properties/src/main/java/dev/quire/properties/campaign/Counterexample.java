package dev.quire.properties.campaign;

import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import java.util.Optional;

/**
 * A failing list of operations, shrunk, and the trace that tells it.
 *
 * @param operationsBefore its length before it was shrunk
 * @param interrupted whether somebody stopped the shrinking
 */
public record Counterexample(
        Trace trace, Shrunk shrunk, int operationsBefore, boolean interrupted) {
    /** Shrinks what a hunt found. */
    public static Counterexample of(Finding finding, long stepsMax, Interruption interruption) {
        Subject subject = finding.target().subject();
        Shrunk shrunk =
                Shrinker.shrink(
                        subject,
                        finding.setup(),
                        finding.steps(),
                        finding.verdict(),
                        stepsMax,
                        interruption::requested);
        Provenance provenance = Provenance.found(finding.seed(), finding.search());
        Shrunk whole = Shrunk.not(finding.setup(), finding.steps(), finding.verdict());
        return checked(subject, whole, shrunk, provenance, finding.operations(), interruption);
    }

    /** Shrinks a trace whose replay failed. */
    public static Counterexample of(
            Trace trace, Subject subject, Replay replay, long stepsMax, Interruption interruption) {
        Trace failing = trace.withSteps(trace.steps().subList(0, replay.steps()), Optional.empty());
        Shrunk shrunk =
                Shrinker.shrink(
                        subject,
                        failing.setup(),
                        failing.steps(),
                        replay.verdict().orElseThrow(),
                        stepsMax,
                        interruption::requested);
        Shrunk whole = Shrunk.not(failing.setup(), failing.steps(), replay.verdict().get());
        return checked(
                subject, whole, shrunk, trace.provenance(), failing.operations(), interruption);
    }

    /**
     * The text of the trace must fail as the shrunk list did; if a process does not, because it was
     * only slow or somebody ended it, what was found stays as it is.
     */
    private static Counterexample checked(
            Subject subject,
            Shrunk found,
            Shrunk shrunk,
            Provenance provenance,
            int operationsBefore,
            Interruption interruption) {
        Optional<KeptVerdict> verdict = Optional.of(KeptVerdict.of(shrunk.verdict()));
        Trace trace =
                new Trace(shrunk.setup(), subject.name(), verdict, provenance, shrunk.steps());
        Replay again = Replay.run(TraceFile.of("shrunk", trace), subject, StepListener.NONE);
        boolean reproduced = again.ending() == Ending.REPRODUCED;
        if (!reproduced && !subject.remote()) {
            throw new AssertionError(
                    "harness bug: a shrunk trace must fail again: " + trace.text());
        }
        if (!reproduced && shrunk.candidates() > 0) {
            return checked(subject, found, found, provenance, operationsBefore, interruption);
        }
        boolean interrupted = interruption.requested() && !shrunk.oneMinimal();
        return new Counterexample(trace, shrunk, operationsBefore, interrupted);
    }

    /** How far shrinking went, in words. */
    public String minimality() {
        if (shrunk.oneMinimal()) {
            return "1-minimal: every single deletion and lowering was tried";
        }
        return interrupted
                ? "not known to be minimal: it was interrupted"
                : "not known to be minimal: its budget ended";
    }
}
