package dev.quire.properties.campaign;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.Difference;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import dev.quire.properties.shrink.Trial;
import dev.quire.properties.shrink.TwoSubjectsTrial;
import java.util.List;
import java.util.Optional;

/**
 * A sequence on which two subjects differ, shrunk, and the trace that tells it: one of the first
 * subject, kept for what that does on it alone.
 *
 * @param operationsBefore its length before it was shrunk
 */
public record ShortestParting(
        Trace trace, Difference difference, Shrunk shrunk, int operationsBefore) {
    /** Shrinks what a comparison found; the kind of the difference stays. */
    public static ShortestParting of(Parting parting, long stepsMax, Interruption interruption) {
        Pair pair = parting.pair();
        TwoSubjectsTrial trial =
                new TwoSubjectsTrial(
                        pair.first(), pair.second(), pair.parts(), parting.difference());
        Trial.Failing whole =
                new Trial.Failing(
                        parting.setup(), parting.steps(), parting.difference().asVerdict());
        Shrunk shrunk = Shrinker.shrink(trial, whole, stepsMax, interruption::requested);
        Optional<Difference> again = again(trial, pair, parting, shrunk);
        if (again.isEmpty()) {
            shrunk = Shrunk.not(whole.setup(), whole.steps(), whole.verdict());
        }
        Difference difference = again.orElse(parting.difference());
        Trace trace = trace(parting, shrunk.setup(), shrunk.steps(), difference);
        return new ShortestParting(trace, difference, shrunk, parting.operations());
    }

    /** The text of the trace must show the difference; a process may have been only slow. */
    private static Optional<Difference> again(
            TwoSubjectsTrial trial, Pair pair, Parting parting, Shrunk shrunk) {
        Trace trace = Trace.of(shrunk.setup(), pair.first().name(), shrunk.steps());
        Trace read = TraceFile.of("shrunk", trace).trace();
        Optional<Difference> again = trial.difference(read.setup(), read.steps());
        boolean same =
                again.isPresent()
                        && again.get().signature().equals(parting.difference().signature())
                        && again.get().step() == read.steps().size();
        if (!same && !pair.remote()) {
            throw new AssertionError(
                    "harness bug: a shrunk trace must differ again: " + read.text());
        }
        return same ? again : Optional.empty();
    }

    private static Trace trace(
            Parting parting, Setup setup, List<Step> steps, Difference difference) {
        Provenance provenance =
                new Provenance(
                        parting.origin().seed(),
                        parting.origin().search(),
                        List.of(
                                "compared with " + parting.pair().second().name(),
                                "they differ: " + difference.sentence()));
        KeptVerdict verdict =
                difference.firstVerdict().map(KeptVerdict::of).orElse(KeptVerdict.PASSED);
        return new Trace(
                setup, parting.pair().first().name(), Optional.of(verdict), provenance, steps);
    }
}
