package dev.quire.properties.campaign;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import dev.quire.properties.statistics.Met;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Runs numbered sequences on two subjects: those of {@link SequenceRunner}, drawn from the state of
 * the first. A sequence that cannot be compared any further ends there, and passes.
 */
final class PairRunner implements NumberedRunner {
    /** So often a difference that a process shows must come again. */
    private static final int AGAIN = 2;

    private final Pair pair;
    private final MachineSpec machine;
    private final long seed;
    private final int length;
    private final Coverage coverage = new Coverage();
    private final SeededChoices choices = new SeededChoices(0);

    private long sceneNumber = -1;
    private TwoSubjects run;
    private Operations operations;
    private Acts acts;
    private Coverage last = new Coverage();
    private boolean parted;

    PairRunner(Pair pair, MachineSpec machine, long seed, int length) {
        this.pair = pair.apart();
        this.machine = machine;
        this.seed = seed;
        this.length = length;
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
        prepare(number / SequenceRunner.SEQUENCES_PER_SCENE);
        choices.restart(SeededChoices.part(seed, number));
        Meeting meeting = Meeting.ALIKE;
        for (int i = 0; i < length && goesOn(meeting); i++) {
            if ((i & SequenceRunner.OPERATIONS_BETWEEN_STOPS - 1) == 0 && stop.getAsBoolean()) {
                return Ending.STOPPED;
            }
            Operation operation = offered();
            List<Act> inside = inside(operation);
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

    /** An operation that both have the functions for, unless that takes too long. */
    private Operation offered() {
        Operation operation = operations.next(choices);
        for (int i = 1; i <= SequenceRunner.CHOICES_MAX && !run.offers(operation); i++) {
            if (i % SequenceRunner.CHOICES_IN_PLACE == 0) {
                operations.restart();
            }
            operation = operations.next(choices);
        }
        return operation;
    }

    private List<Act> inside(Operation operation) {
        List<Act> inside = acts.inside(operation, choices);
        return pair.remote()
                ? inside.stream().filter(act -> run.offers(act.operation())).toList()
                : inside;
    }

    private void prepare(long number) {
        if (number == sceneNumber) {
            run.reset();
            operations.restart();
            return;
        }
        sceneNumber = number;
        choices.restart(SeededChoices.part(seed ^ SequenceRunner.SCENES, number));
        Scene scene = Scene.choose(choices, machine);
        run = pair.open(scene.setup());
        operations = new Operations(scene, run.first());
        acts = new Acts(operations, machine.geometry().blockEntries(), Races.SOME);
        coverage.newRun();
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
