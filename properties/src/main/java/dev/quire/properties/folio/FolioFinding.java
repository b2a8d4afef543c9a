package dev.quire.properties.folio;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.geometry.Numbers;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A sequence that fails, as it was generated.
 *
 * @param sequence its number on its target, from 0
 * @param steps the last one fails
 */
public record FolioFinding(
        FolioTarget target,
        long seed,
        int length,
        long sequence,
        List<FolioStep> steps,
        FolioVerdict verdict) {
    public FolioFinding {
        steps = List.copyOf(steps);
    }

    /** Generates the sequence of a number, which must fail, and writes it down. */
    static FolioFinding again(FolioTarget target, long seed, int length, long sequence) {
        FolioSequences sequences =
                new FolioSequences(target.subject(), target.machine(), seed, length);
        List<FolioStep> steps = sequences.steps(sequence);
        return new FolioFinding(target, seed, length, sequence, steps, sequences.verdict());
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(FolioStep::operations).sum();
    }

    /** The line to paste that finds it again. */
    public String search() {
        return FailureReport.COMMAND
                + " hunt --system=folio --subject="
                + target.subject().name()
                + " --machine="
                + target.machine().name()
                + " --seed="
                + Numbers.hex(seed)
                + " --length="
                + length
                + " --steps="
                + (sequence + 1) * length;
    }

    /** Shrinks it. */
    public FolioShrunk shrink(long stepsMax, BooleanSupplier stop) {
        return FolioShrinker.shrink(
                target.subject(), target.machine(), steps, verdict, stepsMax, stop);
    }

    /** The trace of what it shrank to, whose text must fail alike. */
    public FolioTrace trace(FolioShrunk shrunk, List<String> comments) {
        Provenance provenance = new Provenance(Optional.of(seed), Optional.of(search()), comments);
        FolioTrace trace =
                FolioTrace.failing(
                        target.machine(),
                        target.subject().name(),
                        provenance,
                        shrunk.steps(),
                        shrunk.verdict());
        FolioTraceFile file = FolioTraceFile.parse("shrunk", trace.text());
        if (FolioReplay.run(file, target.subject()).ending() != Ending.REPRODUCED) {
            throw new AssertionError(
                    "harness bug: a shrunk trace must fail again: " + trace.text());
        }
        return trace;
    }
}
