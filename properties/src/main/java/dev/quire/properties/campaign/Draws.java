package dev.quire.properties.campaign;

import dev.quire.model.harness.LockStep;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.generate.Acts;
import dev.quire.properties.generate.Mix;
import dev.quire.properties.generate.Operations;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Scene;
import dev.quire.properties.generate.Swarm;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Draws the operations of numbered sequences, and what others do inside them: by the state of a
 * run, and such only as the subject has the functions for.
 *
 * <p>Some sequences after another share a configuration, because making one costs as much as many
 * steps. The same seed and number give the same choices, whatever was drawn before.
 */
final class Draws {
    /** So often another operation is chosen in place of one that a process has no function for. */
    private static final int CHOICES_MAX = 100;

    /** After so many of them it goes elsewhere: a block may want what is not there. */
    private static final int CHOICES_IN_PLACE = 4;

    /** The same where a sequence leaves kinds out: another choice gives what it has. */
    private static final int CHOICES_IN_PLACE_OF_SWARM = 16;

    /** Configurations are chosen apart from their sequences. */
    private static final long SCENES = 0x5ce9e5L;

    private final MachineSpec machine;
    private final long seed;
    private final Races races;
    private final Mix mix;
    private final boolean asks;
    private final Predicate<Operation> offers;
    private final SeededChoices seeded = new SeededChoices(0);
    private final Swarm swarm = new Swarm();

    private Choices choices = seeded;
    private boolean swarms;

    private long sceneNumber = -1;
    private Operations operations;
    private Acts acts;

    /**
     * @param asks whether there may be operations that the subject has no functions for
     * @param offers whether it has those of one
     */
    Draws(
            MachineSpec machine,
            long seed,
            Races races,
            Mix mix,
            boolean asks,
            Predicate<Operation> offers) {
        this.machine = machine;
        this.seed = seed;
        this.races = races;
        this.mix = mix;
        this.asks = asks;
        this.offers = offers;
    }

    /** The configuration of a sequence, if it is another one than that of the last sequence. */
    Optional<Scene> scene(long sequence) {
        long number = sequence / SequenceRunner.SEQUENCES_PER_SCENE;
        if (number == sceneNumber) {
            return Optional.empty();
        }
        sceneNumber = number;
        seeded.restart(SeededChoices.part(seed ^ SCENES, number));
        return Optional.of(Scene.choose(seeded, machine));
    }

    /** From now on, until a sequence begins by its number, somebody else chooses: first this. */
    Scene borrow(Choices others) {
        sceneNumber = -1;
        choices = others;
        swarms = false;
        return Scene.choose(others, machine);
    }

    /** From now on it draws by the state of this run on a configuration. */
    void follow(Scene scene, LockStep run) {
        operations = new Operations(scene, run);
        acts = new Acts(operations, machine.geometry().blockEntries(), races);
    }

    /** Begins a sequence, whose configuration the run has and whose tables are empty. */
    void begin(long sequence) {
        operations.restart();
        seeded.restart(SeededChoices.part(seed, sequence));
        choices = seeded;
        swarms = mix.swarms(sequence);
        if (swarms) {
            swarm.draw(choices);
        }
    }

    /** The next operation, one that takes part and is offered unless that takes too long. */
    Operation operation() {
        int inPlace = swarms ? CHOICES_IN_PLACE_OF_SWARM : CHOICES_IN_PLACE;
        Operation operation = operations.next(choices);
        for (int i = 1; i <= CHOICES_MAX && !wanted(operation); i++) {
            if (i % inPlace == 0) {
                operations.restart();
            }
            operation = operations.next(choices);
        }
        return operation;
    }

    /** What others do inside it. */
    List<Act> inside(Operation operation) {
        List<Act> inside = acts.inside(operation, choices);
        return asks || swarms && !inside.isEmpty()
                ? inside.stream().filter(act -> wanted(act.operation())).toList()
                : inside;
    }

    private boolean wanted(Operation operation) {
        return (!asks || offers.test(operation)) && (!swarms || swarm.keeps(operation, choices));
    }
}
