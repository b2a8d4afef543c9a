package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Promise;
import dev.quire.model.range.Bounds;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is promised of every kept trace holds for every right subject. */
final class PromiseTest {
    @Test
    void promise_onEveryKeptTrace_holdsForEveryRightSubject() {
        for (TraceFile file : Corpus.files()) {
            for (Subject subject : Subjects.all()) {
                Replay replay = Replay.run(file, subject, new Watch(file));
                assertEquals(List.of(), replay.verdict().stream().toList(), file.name());
            }
        }
    }

    /** Compares what is promised with the closed intervals of the runner. */
    private static final class Watch implements StepListener {
        private final TraceFile file;
        private final Promise promise;

        Watch(TraceFile file) {
            this.file = file;
            this.promise = new Promise(file.trace().setup());
        }

        @Override
        public void after(int number, LockStep run, Outcome outcome) {
            promise.step(file.trace().steps().get(number - 1), access -> false);
            for (int slot = 0; slot < run.memory().slots(); slot++) {
                String place = file.place(number) + " slot " + slot;
                assertEquals(run.pages().meaning(slot), promise.pages().meaning(slot), place);
                int seen = run.pages().bounds(slot);
                int bounds = promise.pages().bounds(slot);
                assertEquals(0, bounds & Bounds.MUST & ~seen, place);
                assertEquals(0, seen & Bounds.MAY & ~bounds, place);
            }
        }
    }
}
