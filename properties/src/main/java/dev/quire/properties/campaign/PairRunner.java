package dev.quire.properties.campaign;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.properties.generate.Mix;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import dev.quire.properties.statistics.Met;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Runs numbered sequences on two subjects: those of {@link SequenceRunner}, drawn from the state of
 * the first. A sequence that cannot be compared any further ends there, and passes.
 */
final class PairRunner implements NumberedRunner {
    /** So often a difference that a process shows must come again. */
    private static final int AGAIN = 2;

    private final Pair pair;
    private final int length;
    private final Draws draws;
    private final Coverage coverage = new Coverage();

    private TwoSubjects run;
    private Coverage last = new Coverage();
    private boolean parted;

    PairRunner(Pair pair, MachineSpec machine, long seed, int length) {
        this.pair = pair.apart();
        this.length = length;
        this.draws =
                new Draws(
                        machine,
                        seed,
                        Races.SOME,
                        Mix.PLAIN,
                        pair.remote(),
                        operation -> run.offers(operation));
    }

    @Override
    public Ending run(long number, BooleanSupplier stop) {
        Ending ending = once(number, null, stop);
        for (int i = 0; i < AGAIN && ending == Ending.FAILED && pair.remote(); i++) {
            String before = run.difference().sentence();
            ending = once(number, null, stop);
            if (ending != Ending.FAILED || !before.equals(run.difference().sentence())) {
                coverage.death(before);
                ending = ending == Ending.FAILED ? Ending.PASSED : ending;
            }
        }
        if (ending != Ending.STOPPED) {
            last = coverage.sequence(run.steps(), run.first().goals(), Met.NOTHING);
            if (parted) {
                last.parted();
            }
        }
        return ending;
    }

    private Ending once(long number, List<Step> record, BooleanSupplier stop) {
        prepare(number);
        Meeting meeting = Meeting.ALIKE;
        for (int i = 0; i < length && goesOn(meeting); i++) {
            if ((i & SequenceRunner.OPERATIONS_BETWEEN_STOPS - 1) == 0 && stop.getAsBoolean()) {
                return Ending.STOPPED;
            }
            Operation operation = draws.operation();
            List<Act> inside = draws.inside(operation);
            meeting = run.step(operation, inside);
            if (record != null && meeting != Meeting.ILLEGAL) {
                record.add(new Step(operation, inside));
            }
        }
        parted = meeting == Meeting.PARTED;
        return meeting == Meeting.DIFFERENT ? Ending.FAILED : Ending.PASSED;
    }

    private static boolean goesOn(Meeting meeting) {
        return meeting == Meeting.ALIKE || meeting == Meeting.ILLEGAL;
    }

    private void prepare(long number) {
        Optional<Scene> scene = draws.scene(number);
        if (scene.isEmpty()) {
            run.reset();
        } else {
            run = pair.open(scene.get().setup());
            draws.follow(scene.get(), run.first());
            coverage.newRun();
        }
        draws.begin(number);
    }

    /** The configuration of the last sequence. */
    Setup setup() {
        return run.first().setup();
    }

    /** The steps of a sequence, up to the one that shows a difference; empty if none does. */
    List<Step> steps(long number) {
        List<Step> steps = new ArrayList<>();
        return once(number, steps, () -> false) == Ending.FAILED ? steps : List.of();
    }

    /** What the last sequence showed. */
    Difference difference() {
        return run.difference();
    }

    @Override
    public String failure() {
        return run.difference().sentence();
    }

    @Override
    public Coverage last() {
        return last;
    }

    @Override
    public void close() {
        pair.close();
    }
}
