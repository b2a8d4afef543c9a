package dev.quire.properties.alike;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.LockStep;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Looks for a state and calls from which two ways part. */
public final class Search {
    /** The invariants that a run in lock step cannot break: they compare two ways. */
    public static final Set<Invariant> OF_TWO_WAYS =
            EnumSet.of(Invariant.SPLIT_ALIKE, Invariant.FULL_ALIKE);

    /** Two ways that are walked from one state. */
    private static final int PAIRS = 6;

    /** Tries to draw them: few calls have two ways, and fewer pairs of calls are apart. */
    private static final int DRAWS = 60;

    private static final int LENGTH = 24;

    private Search() {}

    /** One state out of choices, and what parts from it on. */
    static Tried once(Choices choices, MachineSpec machine, Subject subject, Form form) {
        GeneratedRun run = GeneratedRun.of(choices, machine, Subjects.CONTPTE, LENGTH);
        int pairs = 0;
        Optional<Parting> parting = Optional.empty();
        boolean going = run.passed();
        for (int i = 0; going && i < DRAWS; i++) {
            List<Operation> calls =
                    Stream.generate(() -> run.next(choices)).limit(form.calls).toList();
            List<TwoWays> ways = form.of(run.state(), calls);
            if (!ways.isEmpty()) {
                TwoWays drawn = ways.get(choices.below(ways.size()));
                parting = Parting.of(form, run.state(), run.steps(), drawn, subject);
                pairs++;
                going = parting.isEmpty() && pairs < PAIRS;
            }
        }
        return new Tried(run.state(), pairs, parting);
    }

    /**
     * Runs a kept parting again: its last calls, in every two ways that its invariant speaks of.
     *
     * @param file as a person at the top of the project names it
     * @return the failure; empty if both ways now lead to the same state
     */
    public static Optional<Supplier<AssertionError>> again(
            Trace trace, Subject subject, String file) {
        return Stream.of(Form.values())
                .filter(
                        form ->
                                trace.failure().stream()
                                        .anyMatch(failed -> failed.invariant() == form.invariant))
                .flatMap(form -> Parting.find(form, trace.setup(), trace.steps(), subject).stream())
                .findFirst()
                .map(
                        parting ->
                                () ->
                                        Evidence.compared(
                                                parting.film(parting.trace(trace.provenance())),
                                                parting.verdict(),
                                                OptionalInt.empty(),
                                                Optional.of(file)));
    }

    /**
     * What was tried from one state.
     *
     * @param state after the sequence that led to it
     * @param pairs how many two ways were walked
     */
    record Tried(LockStep state, int pairs, Optional<Parting> parting) {
        @Override
        public String toString() {
            return parting.map(found -> found.verdict().text()).orElse("alike");
        }
    }
}
