package dev.quire.properties.batch;

import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.entry.Meaning;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Questions for batches in one state.
 *
 * @param run which led to the state
 * @param cases how many questions were judged
 * @param broken the first law that does not hold; the last question breaks it
 * @param questions that it took to see that
 */
record Inquiry(
        GeneratedRun run,
        Subject subject,
        int cases,
        Optional<BatchLaw> broken,
        List<Operation> questions) {
    private static final int QUESTIONS = 12;
    private static final int LENGTH = 30;

    /** Questions to a subject in a state that {@code reaching} leads to. */
    static Inquiry of(Choices choices, MachineSpec machine, Subject reaching, Subject subject) {
        GeneratedRun run = GeneratedRun.of(choices, machine, reaching, LENGTH);
        LockStep state = run.state();
        List<Integer> present = run.passed() ? present(state) : List.of();
        int cases = 0;
        for (int i = 0; i < QUESTIONS && !present.isEmpty(); i++) {
            int slot = present.get(choices.below(present.size()));
            Memory memory = state.memory();
            int room = state.contract().room(memory.mm(slot), memory.addr(slot));
            int most = Math.min(room, 3 * machine.geometry().blockEntries());
            int maxNr = choices.between(1, most);
            Asked asked = new Asked(state, subject, slot, maxNr, choices.below(32));
            Optional<BatchLaw> broken = BatchLaw.broken(asked);
            cases++;
            if (broken.isPresent()) {
                return new Inquiry(run, subject, cases, broken, asked.questions());
            }
        }
        return new Inquiry(run, subject, cases, Optional.empty(), List.of());
    }

    /** The slots of which a batch may be asked. */
    private static List<Integer> present(LockStep state) {
        List<Integer> present = new ArrayList<>();
        int slots = state.transaction().isOpen() ? 0 : state.memory().slots();
        for (int slot = 0; slot < slots; slot++) {
            if (Meaning.present(state.pages().meaning(slot))) {
                present.add(slot);
            }
        }
        return present;
    }

    /**
     * The failure of a broken law: the questions are asked again in lock step, where each answer
     * is judged alone; one of several answers that contradict each other is wrong.
     */
    AssertionError failure(Provenance provenance) {
        String law = broken.orElseThrow().sentence;
        Account.note("law", law);
        LockStep again = new LockStep(run.setup(), subject);
        List<Step> steps = new ArrayList<>(run.steps());
        questions.forEach(question -> steps.add(Step.of(question)));
        List<Step> ran = new ArrayList<>();
        for (Step step : steps) {
            Outcome outcome = again.step(step);
            if (outcome == Outcome.PASSED || outcome == Outcome.FAILED) {
                ran.add(step);
            }
            if (outcome == Outcome.FAILED) {
                return Evidence.of(subject, run.setup(), ran, again.verdict(), provenance);
            }
        }
        return new AssertionError("harness bug: no answer is wrong, but not so that " + law);
    }
}
