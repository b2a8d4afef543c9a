package dev.quire.properties.lockstep;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * Every built-in subject does what the reference does, on every machine: jqwik chooses, with fixed
 * seeds. Each try runs a sequence on each subject.
 */
final class LockStepProperties {
    private static final String SEED = "6215661";
    private static final int TRIES = 100;

    private Account account = new Account(List.of(), Subjects.all(), Long.parseLong(SEED));

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64With4kPages_followsTheReference(
            @ForAll("arm64-4k") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64With16kPages_followsTheReference(
            @ForAll("arm64-16k") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64With64kPages_followsTheReference(
            @ForAll("arm64-64k") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64With64kPagesAnd52Bits_followsTheReference(
            @ForAll("arm64-64k-52") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64With4kPagesAnd52Bits_followsTheReference(
            @ForAll("arm64-4k-lpa2") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64With16kPagesAnd52Bits_followsTheReference(
            @ForAll("arm64-16k-lpa2") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Property(seed = SEED, tries = TRIES)
    void everySubject_arm64Small_followsTheReference(
            @ForAll("arm64-small") List<GeneratedRun> runs) {
        judge(runs);
    }

    @Provide("arm64-4k")
    Arbitrary<List<GeneratedRun>> with4k() {
        return runs("arm64-4k");
    }

    @Provide("arm64-16k")
    Arbitrary<List<GeneratedRun>> with16k() {
        return runs("arm64-16k");
    }

    @Provide("arm64-64k")
    Arbitrary<List<GeneratedRun>> with64k() {
        return runs("arm64-64k");
    }

    @Provide("arm64-64k-52")
    Arbitrary<List<GeneratedRun>> with64kAnd52Bits() {
        return runs("arm64-64k-52");
    }

    @Provide("arm64-4k-lpa2")
    Arbitrary<List<GeneratedRun>> with4kAnd52Bits() {
        return runs("arm64-4k-lpa2");
    }

    @Provide("arm64-16k-lpa2")
    Arbitrary<List<GeneratedRun>> with16kAnd52Bits() {
        return runs("arm64-16k-lpa2");
    }

    @Provide("arm64-small")
    Arbitrary<List<GeneratedRun>> small() {
        return runs("arm64-small");
    }

    private Arbitrary<List<GeneratedRun>> runs(String name) {
        MachineSpec machine = Machines.named(name);
        account = new Account(List.of(machine), Subjects.all(), Long.parseLong(SEED));
        return JqwikChoices.arbitrary(choices -> runs(choices, machine));
    }

    private static List<GeneratedRun> runs(Choices choices, MachineSpec machine) {
        List<GeneratedRun> runs = new ArrayList<>();
        for (int i = 0; i < Effort.times(1); i++) {
            for (Subject subject : Subjects.all()) {
                runs.add(GeneratedRun.of(choices, machine, subject, Effort.LENGTH));
            }
        }
        return runs;
    }

    private void judge(List<GeneratedRun> runs) {
        runs.forEach(run -> account.add(run.state()));
        for (GeneratedRun run : runs) {
            if (!run.passed()) {
                throw Evidence.of(
                        run.subject(),
                        run.setup(),
                        run.steps(),
                        run.verdict().orElseThrow(),
                        Evidence.chosen(Long.parseLong(SEED), getClass(), "jqwik"));
            }
        }
    }

    @AfterProperty
    void publish() {
        account.publish();
    }
}
