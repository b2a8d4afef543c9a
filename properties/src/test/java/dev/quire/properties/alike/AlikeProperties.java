package dev.quire.properties.alike;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

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

    private Account account = new Account(MACHINES, Subjects.all(), Long.parseLong(SEED));

    @Provide
    Arbitrary<List<Search.Tried>> ofSplits() {
        return tried(Form.SPLIT, Subjects.all());
    }

    @Provide
    Arbitrary<List<Search.Tried>> ofSplitsOfReference() {
        return tried(Form.SPLIT_OF_REFERENCE, List.of(Subjects.CONTPTE));
    }

    @Provide
    Arbitrary<List<Search.Tried>> ofFull() {
        return tried(Form.FULL, Subjects.all());
    }

    @Provide
    Arbitrary<List<Search.Tried>> ofSwaps() {
        return tried(Form.SWAPPED, Subjects.all());
    }

    private Arbitrary<List<Search.Tried>> tried(Form form, List<Subject> subjects) {
        account = new Account(MACHINES, subjects, Long.parseLong(SEED));
        return JqwikChoices.arbitrary(
                choices -> {
                    List<Search.Tried> tried = new ArrayList<>();
                    for (int i = 0; i < Effort.times(1); i++) {
                        Subject subject = one(choices, subjects);
                        MachineSpec machine = one(choices, MACHINES);
                        tried.add(Search.once(choices, machine, subject, form));
                    }
                    return tried;
                });
    }

    private static <T> T one(Choices choices, List<T> all) {
        return all.get(choices.below(all.size()));
    }

    @Property(seed = SEED, tries = TRIES)
    void rangeCall_splitIntoParts_leavesTheSameState(@ForAll("ofSplits") List<Search.Tried> tried) {
        judge(tried);
    }

    /**
     * A call that is legal is legal in parts, and the reference holds the same pages then. Each way
     * runs its sequence again, which costs more than a copy of a state.
     */
    @Property(seed = SEED, tries = TRIES / 4)
    void reference_rangeCallSplitIntoParts_holdsTheSamePages(
            @ForAll("ofSplitsOfReference") List<Search.Tried> tried) {
        judge(tried);
    }

    @Property(seed = SEED, tries = TRIES)
    void clearingCall_fullOrNot_leavesTheSameState(@ForAll("ofFull") List<Search.Tried> tried) {
        judge(tried);
    }

    @Property(seed = SEED, tries = TRIES)
    void calls_thatShareNoBlock_mayBeSwapped(@ForAll("ofSwaps") List<Search.Tried> tried) {
        judge(tried);
    }

    private void judge(List<Search.Tried> tried) {
        for (Search.Tried one : tried) {
            account.add(one.state());
            account.addCases(one.pairs());
        }
        for (Search.Tried one : tried) {
            if (one.parting().isPresent()) {
                throw one.parting()
                        .get()
                        .failure(Evidence.chosen(Long.parseLong(SEED), getClass(), "jqwik"));
            }
        }
    }

    @AfterProperty
    void publish() {
        account.publish();
    }
}
