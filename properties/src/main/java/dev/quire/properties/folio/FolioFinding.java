package dev.quire.properties.folio;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioLockStep;
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
 * @param difference how the two differ, where two implementations were compared
 */
public record FolioFinding(
        FolioTarget target,
        long seed,
        int length,
        long sequence,
        List<FolioStep> steps,
        FolioVerdict verdict,
        Optional<FolioDifference> difference) {
    public FolioFinding {
        steps = List.copyOf(steps);
    }

    /** Generates the sequence of a number, which must fail, and writes it down. */
    static FolioFinding again(FolioTarget target, long seed, int length, long sequence) {
        FolioSequences sequences = new FolioSequences(target, seed, length);
        List<FolioStep> steps = sequences.steps(sequence);
        Optional<FolioDifference> difference = target.pair().map(pair -> sequences.difference());
        FolioVerdict verdict =
                difference.map(FolioDifference::asVerdict).orElseGet(sequences::verdict);
        return new FolioFinding(target, seed, length, sequence, steps, verdict, difference);
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(FolioStep::operations).sum();
    }

    /** The line to paste that finds it again. */
    public String search() {
        return FailureReport.COMMAND
                + " hunt --system=folio"
                + target.pair()
                        .map(FolioPair::options)
                        .orElse(" --subject=" + target.subject().name())
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
        FolioTrial trial =
                target.pair()
                        .map(this::trial)
                        .orElseGet(
                                () ->
                                        FolioTrial.of(
                                                new FolioLockStep(
                                                        target.machine(), target.subject()),
                                                verdict.signature()));
        return FolioShrinker.shrink(trial, steps, verdict, stepsMax, stop);
    }

    private FolioTrial trial(FolioPair pair) {
        return FolioTrial.of(pair, target.machine(), difference.orElseThrow().signature());
    }

    /** The trace of what it shrank to, whose text must fail alike. */
    public FolioTrace trace(FolioShrunk shrunk, List<String> comments) {
        FolioTrace trace =
                FolioTrace.failing(
                        target.machine(),
                        target.subject().name(),
                        provenance(comments),
                        shrunk.steps(),
                        shrunk.verdict());
        FolioTraceFile file = FolioTraceFile.parse("shrunk", trace.text());
        if (FolioReplay.run(file, target.subject()).ending() != Ending.REPRODUCED) {
            throw differentAgain(trace);
        }
        return trace;
    }

    private Provenance provenance(List<String> comments) {
        return new Provenance(Optional.of(seed), Optional.of(search()), comments);
    }

    private static AssertionError differentAgain(FolioTrace trace) {
        return new AssertionError("harness bug: a shrunk trace must fail again: " + trace.text());
    }

    /**
     * The trace of what a difference shrank to, and how the two differ on its text: one of the
     * first subject, kept for what that does on it alone.
     */
    public FolioParting parting(FolioShrunk shrunk) {
        FolioPair pair = target.pair().orElseThrow();
        FolioTrace bare =
                new FolioTrace(
                        target.machine(),
                        target.subject().name(),
                        Optional.empty(),
                        Provenance.NONE,
                        shrunk.steps());
        List<FolioStep> read = FolioTraceFile.parse("shrunk", bare.text()).trace().steps();
        FolioDifference again =
                FolioTrial.difference(pair.open(target.machine()), read)
                        .filter(one -> one.signature().equals(difference.get().signature()))
                        .orElseThrow(() -> differentAgain(bare));
        KeptVerdict kept =
                again.firstVerdict()
                        .<KeptVerdict>map(
                                one ->
                                        new KeptVerdict.Failed(
                                                one.kind(), one.invariant(), one.step()))
                        .orElse(KeptVerdict.PASSED);
        List<String> comments =
                List.of(
                        "compared with " + pair.second().name(),
                        "they differ: " + again.sentence());
        FolioTrace trace =
                new FolioTrace(
                        target.machine(),
                        target.subject().name(),
                        Optional.of(kept),
                        provenance(comments),
                        shrunk.steps());
        return new FolioParting(pair, trace, again, shrunk, operations());
    }
}
