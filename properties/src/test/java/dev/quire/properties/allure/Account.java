package dev.quire.properties.allure;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.LockStep;
import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Subject;
import dev.quire.properties.campaign.Coverage;
import io.qameta.allure.Allure;
import java.util.ArrayList;
import java.util.List;

/**
 * What a property ran, told in its result whether it passed or failed. Every property publishes
 * one; a test of {@code reports} fails for one that does not.
 */
public final class Account {
    private final String machines;
    private final String subjects;
    private final long seed;
    private long sequences;
    private long steps;
    private long goals;
    private long tested;
    private long cases;

    /**
     * Nothing has run.
     *
     * @param subjects none where a property looks at values alone
     */
    public Account(List<MachineSpec> machines, List<Subject> subjects, long seed) {
        this(
                names(machines.stream().map(MachineSpec::name).toList()),
                names(subjects.stream().map(Subject::name).toList()),
                seed);
    }

    private Account(String machines, String subjects, long seed) {
        this.machines = machines;
        this.subjects = subjects;
        this.seed = seed;
    }

    /** Nothing has run of the system of folios, on all its machines. */
    public static Account ofFolios(FolioSubject subject, long seed) {
        List<String> machines = FolioMachine.all().stream().map(FolioMachine::name).toList();
        return new Account(names(machines), subject.name(), seed);
    }

    /** Nothing has run. */
    public Account(MachineSpec machine, Subject subject, long seed) {
        this(List.of(machine), List.of(subject), seed);
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void add(long sequencesRun, long stepsRun, long goalsReached) {
        sequences += sequencesRun;
        steps += stepsRun;
        goals |= goalsReached;
    }

    /** Takes in what a runner's sequences came to. */
    public void add(Coverage coverage) {
        long reached = 0;
        for (Goal goal : coverage.reached()) {
            reached |= goal.bit();
        }
        add(coverage.sequences(), coverage.steps(), reached);
        for (Invariant invariant : Invariant.values()) {
            tested |= coverage.tested(invariant) > 0 ? invariant.bit() : 0;
        }
    }

    /** Takes in the one sequence that a runner has run. */
    public void add(LockStep run) {
        add(1, run.steps(), run.goals().reached());
        tested |= run.goals().antecedents().take();
    }

    /** Takes in what was judged one by one: values, questions, pairs of ways. */
    public void addCases(long judged) {
        cases += judged;
    }

    /** Writes it into the result of the property under way: once, at its end. */
    public void publish() {
        Allure.parameter("machine", machines);
        Allure.parameter("subject", subjects);
        Allure.parameter("seed", Numbers.hex(seed));
        if (sequences > 0) {
            Allure.parameter("sequences", sequences);
            Allure.parameter("steps", steps);
            Allure.parameter("goals", reached());
            Allure.parameter("invariants", tested());
        }
        if (cases > 0) {
            Allure.parameter("cases", cases);
        }
    }

    private String reached() {
        List<String> missed = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            if ((goals & goal.bit()) == 0) {
                missed.add(goal.title());
            }
        }
        int all = Goal.values().length;
        String reached = all - missed.size() + " of " + all;
        return missed.isEmpty() ? reached : reached + ", missed " + String.join(" ", missed);
    }

    /** The invariants whose check could have failed; the others passed for nothing. */
    private String tested() {
        List<String> never = new ArrayList<>();
        int all = 0;
        for (Invariant invariant : Invariant.values()) {
            all += invariant.ofOneRun() ? 1 : 0;
            if (invariant.ofOneRun() && (tested & invariant.bit()) == 0) {
                never.add(invariant.title);
            }
        }
        String put = all - never.size() + " of " + all + " put to the test";
        return never.isEmpty() ? put : put + ", never " + String.join(" ", never);
    }

    /** Adds a line of its own to the result, such as a bound that was computed. */
    public static void note(String name, String value) {
        Allure.parameter(name, value);
    }
}
