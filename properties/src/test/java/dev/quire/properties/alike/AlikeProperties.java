package dev.quire.properties.alike;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Two ways that must lead to the same state do, on every subject: jqwik chooses. */
final class AlikeProperties {
    private static final String SEED = "3334";
    private static final int TRIES = 400;
    private static final List<MachineSpec> MACHINES =
            List.of(
                    Machines.named("arm64-small"),
                    Machines.named("arm64-4k"),
                    Machines.named("arm64-4k-lpa2"),
                    Machines.named("arm64-16k"));

    @Provide
    Arbitrary<List<Search.Parting>> ofSplits() {
        return partings(Forms::split);
    }

    @Provide
    Arbitrary<List<Search.Parting>> ofFull() {
        return partings(Forms::full);
    }

    @Provide
    Arbitrary<List<Search.Parting>> ofSwaps() {
        return partings(Forms::swapped);
    }

    private static Arbitrary<List<Search.Parting>> partings(Search.Form form) {
        return JqwikChoices.arbitrary(
                choices -> {
                    List<Search.Parting> partings = new ArrayList<>();
                    for (int i = 0; i < Effort.times(1); i++) {
                        Subject subject = one(choices, Subjects.all());
                        MachineSpec machine = one(choices, MACHINES);
                        Search.once(choices, machine, subject, form).ifPresent(partings::add);
                    }
                    return partings;
                });
    }

    private static <T> T one(Choices choices, List<T> all) {
        return all.get(choices.below(all.size()));
    }

    @Property(seed = SEED, tries = TRIES)
    void rangeCall_splitIntoParts_leavesTheSameState(
            @ForAll("ofSplits") List<Search.Parting> partings) {
        judge(partings);
    }

    @Property(seed = SEED, tries = TRIES)
    void clearingCall_fullOrNot_leavesTheSameState(
            @ForAll("ofFull") List<Search.Parting> partings) {
        judge(partings);
    }

    @Property(seed = SEED, tries = TRIES)
    void calls_thatShareNoBlock_mayBeSwapped(@ForAll("ofSwaps") List<Search.Parting> partings) {
        judge(partings);
    }

    private static void judge(List<Search.Parting> partings) {
        for (Search.Parting parting : partings) {
            String search = Evidence.command(AlikeProperties.class);
            Trace trace = parting.trace(Long.parseLong(SEED), search);
            Verdict verdict = parting.verdict();
            boolean replayable = verdict.invariant() != Invariant.FRAME;
            throw replayable
                    ? Evidence.kept(trace, parting.subject(), verdict, OptionalInt.empty())
                    : Evidence.told(
                            trace,
                            parting.subject(),
                            verdict,
                            OptionalInt.empty(),
                            Optional.empty());
        }
    }

    /** A state, a call, and where to split it. */
    record Split(GeneratedRun run, Optional<TwoWays> ways) {}

    @Provide
    Arbitrary<Split> splits() {
        return JqwikChoices.arbitrary(
                choices -> {
                    GeneratedRun run =
                            GeneratedRun.of(choices, one(choices, MACHINES), Subjects.CONTPTE, 24);
                    return new Split(run, Forms.split(choices, run));
                });
    }

    /** A call that is legal is legal in parts, and the reference holds the same pages then. */
    @Property(seed = SEED, tries = TRIES)
    void reference_rangeCallSplitIntoParts_holdsTheSamePages(@ForAll("splits") Split split) {
        LockStep whole = split.run().state();
        boolean usable =
                split.run().passed()
                        && split.ways().isPresent()
                        && Search.legal(whole, split.ways().get().one());
        if (!usable) {
            return;
        }
        LockStep parts = new LockStep(split.run().setup(), Subjects.CONTPTE);
        for (Step step : split.run().steps()) {
            parts.step(step);
        }
        assertEquals(Outcome.PASSED, TwoWays.follow(whole, split.ways().get().one()));
        assertEquals(Outcome.PASSED, TwoWays.follow(parts, split.ways().get().other()));
        for (int slot = 0; slot < whole.memory().slots(); slot++) {
            assertEquals(whole.pages().meaning(slot), parts.pages().meaning(slot));
        }
    }
}
