package dev.quire.properties.folio;

import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioBug;
import java.util.List;
import java.util.Optional;

/**
 * What one seed found of a bug, and what it shrank to.
 *
 * @param steps what ran until then
 */
record FolioCatch(FolioBug bug, FolioFinding found, FolioShrunk shrunk, long steps) {
    /** Within so many generated steps every bug must be caught. */
    static final long STEPS_MAX = 200_000;

    static final int LENGTH = 40;
    static final long SHRINK_MAX = 200_000;

    /** Runs the sequences of a seed until the bug breaks the invariant that it names. */
    static Optional<FolioCatch> of(FolioBug bug, long seed) {
        FolioMachine machine = FolioMachine.named(bug.machine());
        FolioTarget target = new FolioTarget(bug.subject(), machine);
        FolioSequences sequences = new FolioSequences(bug.subject(), machine, seed, LENGTH);
        long steps = 0;
        for (long number = 0; steps < STEPS_MAX; number++) {
            boolean passed = sequences.run(number);
            steps += sequences.lastSteps();
            if (!passed && sequences.verdict().invariant() == bug.caughtBy()) {
                FolioFinding found = FolioFinding.again(target, seed, LENGTH, number);
                FolioShrunk shrunk = found.shrink(SHRINK_MAX, () -> false);
                return Optional.of(new FolioCatch(bug, found, shrunk, steps));
            }
        }
        return Optional.empty();
    }

    /** The shrunk form, ready to be kept. */
    FolioTrace trace() {
        String history = bug.history().isEmpty() ? "" : " (" + bug.history() + ")";
        return found.trace(shrunk, List.of("seeded bug: " + bug.subject().sentence() + history));
    }

    @Override
    public String toString() {
        return bug.subject().name()
                + " seed "
                + found.seed()
                + " after "
                + steps
                + " steps: "
                + shrunk.operations()
                + " operations\n"
                + trace().text();
    }
}
