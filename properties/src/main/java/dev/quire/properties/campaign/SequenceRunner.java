package dev.quire.properties.campaign;

import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.generate.Mix;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import dev.quire.properties.statistics.Meeting;
import dev.quire.properties.statistics.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Generates and runs sequences by their number: the same seed, number and length give the same
 * sequence, whatever ran before.
 *
 * <p>Some sequences after another share a configuration, because making one costs as much as many
 * steps. Nothing is recorded while steps pass; a failing sequence is generated again to be written
 * down. For one thread; workers have one each.
 */
public final class SequenceRunner implements NumberedRunner {
    /** So many sequences after another share a configuration. */
    public static final int SEQUENCES_PER_SCENE = 16;

    /** Others may kill a process, even twice in one place: so often must a kill come again. */
    private static final int KILLS_ALIKE = 8;

    /** So often a sequence may run again because a process died in it, never twice alike. */
    private static final int DEATHS_MAX = 20;

    /** So often it may run again because somebody killed the process: that says nothing of it. */
    private static final int KILLS_MAX = 1_000;

    /** After so many operations, a power of two, a sequence asks whether it is to stop. */
    static final int OPERATIONS_BETWEEN_STOPS = 256;

    private final Subject subject;
    private final int length;
    private final Draws draws;
    private final Coverage coverage = new Coverage();
    private final Tally tally = new Tally();

    private LockStep run;
    private Meeting meeting;
    private Coverage last = new Coverage();

    /** A runner of sequences of {@code length} operations each, with the races of a hunt. */
    public SequenceRunner(Subject subject, MachineSpec machine, long seed, int length) {
        this(subject, machine, seed, length, Races.SOME, Mix.PLAIN);
    }

    /** The same with other races. */
    public SequenceRunner(
            Subject subject, MachineSpec machine, long seed, int length, Races races) {
        this(subject, machine, seed, length, races, Mix.PLAIN);
    }

    /** The same with other races, of other kinds of operations. */
    public SequenceRunner(
            Subject subject, MachineSpec machine, long seed, int length, Races races, Mix mix) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be at least 1: " + length);
        }
        this.subject = subject.apart();
        this.length = length;
        this.draws = new Draws(machine, seed, races, mix, subject.remote(), this.subject::offers);
    }

    /** Runs the sequence of a number, from 0; whether it passed. */
    public boolean run(long number) {
        return run(number, null, () -> false) == Ending.PASSED;
    }

    @Override
    public Ending run(long number, BooleanSupplier stop) {
        return run(number, null, stop);
    }

    private Ending run(long number, List<Step> record, BooleanSupplier stop) {
        Ending ending = once(number, record, stop);
        String death = death(ending);
        int deaths = 0;
        int alike = 0;
        while (!death.isEmpty() && deaths < (kill(death) ? KILLS_MAX : DEATHS_MAX)) {
            String message = run.verdict().message();
            ending = once(number, record, stop);
            String again = death(ending);
            if (!again.equals(death)) {
                coverage.death(message);
                death = again;
                alike = 0;
            } else if (++alike == (kill(death) ? KILLS_ALIKE : 1)) {
                death = "";
            }
            deaths++;
        }
        if (record == null && ending != Ending.STOPPED) {
            last = coverage.sequence(run.steps(), run.goals(), tally.taken());
        }
        return ending;
    }

    private static boolean kill(String death) {
        return death.contains("SIGKILL");
    }

    /** How a process died, if it did, and after which accesses: another must die just so. */
    private String death(Ending ending) {
        boolean dies =
                ending == Ending.FAILED
                        && subject.remote()
                        && (run.verdict().kind() == Verdict.Kind.CRASH
                                || run.verdict().kind() == Verdict.Kind.HANG);
        if (!dies) {
            return "";
        }
        String message = run.verdict().message().lines().findFirst().orElse("");
        return run.verdict().signature() + " " + run.verdict().step() + " " + message;
    }

    private Ending once(long number, List<Step> record, BooleanSupplier stop) {
        if (record != null) {
            record.clear();
        }
        prepare(number);
        return drawn(record, stop);
    }

    /**
     * Runs a sequence out of choices that somebody else makes, in a configuration of its own out of
     * the same choices; whether it passed.
     *
     * @param record takes the steps that ran, the failing one last
     */
    public boolean run(Choices borrowed, List<Step> record) {
        open(draws.borrow(borrowed));
        Ending ending = drawn(record, () -> false);
        last = coverage.sequence(run.steps(), run.goals(), tally.taken());
        return ending == Ending.PASSED;
    }

    private Ending drawn(List<Step> record, BooleanSupplier stop) {
        tally.clear();
        for (int i = 0; i < length; i++) {
            if ((i & OPERATIONS_BETWEEN_STOPS - 1) == 0 && stop.getAsBoolean()) {
                return Ending.STOPPED;
            }
            Operation operation = draws.operation();
            List<Act> inside = draws.inside(operation);
            int pair = meeting.pair(operation);
            Outcome outcome = run.step(operation, inside);
            if (outcome == Outcome.PASSED || outcome == Outcome.FAILED) {
                tally.met(pair);
            }
            if (record != null && outcome != Outcome.ILLEGAL) {
                record.add(new Step(operation, inside));
            }
            if (outcome == Outcome.FAILED || outcome == Outcome.ILLEGAL_ACT) {
                break;
            }
        }
        return run.failed() ? Ending.FAILED : Ending.PASSED;
    }

    private void prepare(long number) {
        Optional<Scene> scene = draws.scene(number);
        if (scene.isEmpty()) {
            run.reset();
        } else {
            open(scene.get());
        }
        draws.begin(number);
    }

    private void open(Scene scene) {
        run = new LockStep(scene.setup(), subject);
        meeting = new Meeting(run.setup(), run.memory(), run.pages(), run.tlb());
        draws.follow(scene, run);
        coverage.newRun();
    }

    /** The configuration of the last sequence. */
    public Setup setup() {
        return run.setup();
    }

    /** Whether the last sequence failed. */
    boolean failed() {
        return run.failed();
    }

    /** The verdict of the last sequence, which failed. */
    public Verdict verdict() {
        return run.verdict();
    }

    /** The steps of a sequence that failed, up to the failing one. */
    public List<Step> steps(long number) {
        List<Step> steps = new ArrayList<>();
        run(number, steps, () -> false);
        return steps;
    }

    /** What all sequences of this runner have reached. */
    public Coverage coverage() {
        return coverage;
    }

    /** Ends the process of a subject that runs in one. */
    @Override
    public void close() {
        subject.close();
    }

    @Override
    public Coverage last() {
        return last;
    }

    @Override
    public String failure() {
        return run.verdict().sentence();
    }
}
