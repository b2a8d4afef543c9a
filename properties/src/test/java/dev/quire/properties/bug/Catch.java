package dev.quire.properties.bug;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.properties.campaign.Coverage;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import java.util.List;
import java.util.Optional;

/**
 * What one seed found of a bug, and what it shrank to.
 *
 * @param verdict before it was shrunk
 * @param coverage what ran until then
 */
public record Catch(SeededBug bug, long seed, Verdict verdict, Coverage coverage, Shrunk shrunk) {
    /** Within so many generated steps every bug must be caught. */
    public static final long STEPS_MAX = 400_000;

    /**
     * Runs the sequences of a seed until the bug breaks the invariant that it names; what else it
     * breaks on the way is passed over.
     *
     * @return empty if the budget ended first
     */
    public static Optional<Catch> of(SeededBug bug, long seed) {
        MachineSpec machine = Machines.named(bug.machine());
        SequenceRunner runner = new SequenceRunner(bug.subject(), machine, seed, Effort.LENGTH);
        for (long number = 0; runner.coverage().steps() < STEPS_MAX; number++) {
            if (!runner.run(number) && runner.verdict().invariant() == bug.caughtBy()) {
                Coverage coverage = new Coverage();
                coverage.add(runner.coverage());
                Verdict verdict = runner.verdict();
                Shrunk shrunk =
                        Shrinker.shrink(
                                bug.subject(),
                                runner.setup(),
                                runner.steps(number),
                                verdict,
                                Shrinker.STEPS_MAX);
                return Optional.of(new Catch(bug, seed, verdict, coverage, shrunk));
            }
        }
        return Optional.empty();
    }

    /** The shrunk form, ready to be kept. */
    public Trace trace() {
        MachineSpec machine = Machines.named(bug.machine());
        String search = new NumberedRuns(bug.subject(), machine, seed).search();
        String history = bug.history().isEmpty() ? "" : " (" + bug.history() + ")";
        Provenance provenance =
                new Provenance(
                        Optional.of(seed),
                        Optional.of(search),
                        List.of("seeded bug: " + bug.subject().sentence() + history));
        return Trace.of(shrunk.setup(), bug.subject().name(), shrunk.steps())
                .withVerdict(KeptVerdict.of(shrunk.verdict()))
                .withProvenance(provenance);
    }

    @Override
    public String toString() {
        return bug.subject().name()
                + " seed "
                + seed
                + ": "
                + verdict.signature()
                + " after "
                + coverage.steps()
                + " steps, shrunk to "
                + shrunk.verdict().signature()
                + ", "
                + shrunk.text();
    }
}
