package dev.quire.counterexamples.export;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.Answer;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Promise;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Bounds;
import dev.quire.model.subject.Subject;
import java.util.EnumSet;
import java.util.Set;

/** Whether a subject's failure shows in what calls return, so that expectations can tell. */
final class Sight implements StepListener {
    /** What {@code pte_write}, {@code pte_special} and the like tell. */
    private static final long TOLD = Meaning.WRITE | Meaning.SPECIAL | Meaning.UFFD_WP;

    /** The call did not return. */
    private static final Set<Invariant> DIED =
            EnumSet.of(Invariant.READS_IN_RANGE, Invariant.LIVE, Invariant.CRASH_FREE);

    private final TraceFile file;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Promise promise;
    private boolean wrong;

    private Sight(TraceFile file) {
        this.file = file;
        this.geometry = file.trace().setup().machine().geometry();
        this.encoding = file.trace().setup().machine().encoding();
        this.promise = new Promise(file.trace().setup());
    }

    static boolean shows(TraceFile file, Subject subject) {
        Sight sight = new Sight(file);
        Replay.run(file, subject, sight);
        return sight.wrong;
    }

    @Override
    public void after(int number, LockStep run, Outcome outcome) {
        if (outcome == Outcome.FAILED && DIED.contains(run.verdict().invariant())) {
            return;
        }
        Step step = file.trace().steps().get(number - 1);
        Answer answer = promise.step(step, access -> false);
        wrong |= returns(answer, run, step);
        for (PageRun pages : PageRun.touched(promise, geometry)) {
            for (int i = 0; i < pages.pages(); i++) {
                long expected = pages.meaning();
                expected = Meaning.present(expected) ? Meaning.advance(expected, i) : expected;
                wrong |= differs(expected, pages.bounds(), shown(run.memory(), pages.slot() + i));
            }
        }
    }

    private boolean returns(Answer answer, LockStep run, Step step) {
        return switch (answer.returns()) {
            case NOTHING -> false;
            case ENTRY -> differs(answer.meaning(), answer.bounds(), run.last().result);
            case TRUTH, COUNT ->
                    run.last().result < answer.least() || run.last().result > answer.most();
            case COUNT_AND_ENTRY ->
                    run.last().result < answer.least()
                            || run.last().result > answer.most()
                            || differs(answer.meaning(), answer.bounds(), run.last().resultPte);
            case VALUE ->
                    differs(answer.meaning(), answer.bounds(), run.last().result)
                            || encoding.meaning(run.last().result) != answer.meaning();
        };
    }

    private boolean differs(long expected, int bounds, long pte) {
        if (!Meaning.present(expected) || !encoding.present(pte)) {
            return encoding.meaning(pte) != expected;
        }
        boolean young = encoding.young(pte);
        boolean dirty = encoding.dirty(pte);
        return encoding.pfn(pte) != Meaning.pfn(expected)
                || ((encoding.meaning(pte) ^ expected) & TOLD) != 0
                || Bounds.lacking(bounds, young, dirty) != 0
                || Bounds.excess(bounds, young, dirty) != 0;
    }

    /** The entry with young and dirty of its block, as a right {@code ptep_get} shows it. */
    private long shown(Memory memory, int slot) {
        long pte = memory.raw(slot);
        if (!encoding.validCont(pte)) {
            return pte;
        }
        int start = geometry.blockStart(slot);
        for (int other = start; other < start + geometry.blockEntries(); other++) {
            long raw = memory.raw(other);
            pte = encoding.dirty(raw) ? encoding.mkdirty(pte) : pte;
            pte = encoding.young(raw) ? encoding.mkyoung(pte) : pte;
        }
        return pte;
    }
}
