package dev.quire.properties.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.campaign.SequenceRunner;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.generate.Mix;
import dev.quire.properties.generate.Races;
import dev.quire.properties.generate.Swarm;
import org.junit.jupiter.api.Test;

/** Sequences that leave kinds of operations out. */
final class SwarmTest {
    private static final int DRAWS = 400;

    private static Operation of(Call call) {
        return Operation.of(call, 1, 0x1000, 1);
    }

    @Test
    void draw_overManySequences_keepsEachKindInSomeAndLeavesItOutInOthers() {
        SeededChoices choices = new SeededChoices(1);
        Swarm swarm = new Swarm();
        int[] kept = new int[Call.values().length];
        for (int i = 0; i < DRAWS; i++) {
            swarm.draw(choices);
            for (Call call : Call.values()) {
                kept[call.ordinal()] += swarm.keeps(of(call), choices) ? 1 : 0;
            }
        }
        for (Call call : Call.values()) {
            boolean whole =
                    call == Call.SET_PTES
                            || call == Call.MODIFY_PROT_COMMIT_PTES
                            || call == Call.RESUME;
            int times = kept[call.ordinal()];
            assertEquals(whole, times == DRAWS, call + " " + times);
            assertTrue(times > DRAWS / 8, call + " " + times);
        }
    }

    @Test
    void sequences_ofTheSameNumber_areTheSameWhateverRanBefore() {
        SequenceRunner one = runner(Subjects.CONTPTE, Mix.SWARM);
        SequenceRunner other = runner(Subjects.CONTPTE, Mix.SWARM);
        one.run(3);
        one.run(40);
        other.run(40);
        assertEquals(other.steps(7), one.steps(7));
    }

    @Test
    void half_everySecondSequence_isThePlainOne() {
        SequenceRunner half = runner(Subjects.CONTPTE, Mix.HALF);
        SequenceRunner plain = runner(Subjects.CONTPTE, Mix.PLAIN);
        SequenceRunner swarm = runner(Subjects.CONTPTE, Mix.SWARM);
        assertEquals(plain.steps(6), half.steps(6));
        assertEquals(swarm.steps(7), half.steps(7));
    }

    @Test
    void correctSubjects_manySequences_areNotAccused() {
        for (Subject subject : Subjects.all()) {
            SequenceRunner runner = runner(subject, Mix.SWARM);
            for (int number = 0; number < 300; number++) {
                assertTrue(runner.run(number), subject.name() + " " + number);
            }
        }
    }

    private static SequenceRunner runner(Subject subject, Mix mix) {
        return new SequenceRunner(subject, Machines.named("arm64-4k"), 1, 40, Races.SOME, mix);
    }
}
