package dev.quire.properties.batch;

import dev.quire.model.entry.Encoding;
import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.Subject;
import dev.quire.properties.alike.Bench;
import java.util.ArrayList;
import java.util.List;

/** A question for a batch and its answer, and what else was asked to judge it. */
final class Asked {
    private final LockStep state;
    private final Bench bench;
    private final int slot;
    private final int maxNr;
    private final int flags;
    private final List<Operation> questions = new ArrayList<>();
    private final int length;

    /**
     * Asks.
     *
     * @param slot a present one
     */
    Asked(LockStep state, Subject subject, int slot, int maxNr, int flags) {
        this.state = state;
        this.bench = new Bench(state, subject.api());
        this.slot = slot;
        this.maxNr = maxNr;
        this.flags = flags;
        this.length = batch(slot, maxNr, flags);
    }

    /** Asks again, otherwise. */
    int batch(int first, int most, int respected) {
        int mm = state.memory().mm(first);
        long addr = state.memory().addr(first);
        questions.add(Operation.of(Call.FOLIO_PTE_BATCH_FLAGS, mm, addr, most, respected));
        return bench.batch(first, most, respected);
    }

    /** What a slot holds, as the subject reads it. */
    long get(int other) {
        return bench.get(other);
    }

    Encoding encoding() {
        return state.setup().machine().encoding();
    }

    int slot() {
        return slot;
    }

    int maxNr() {
        return maxNr;
    }

    int flags() {
        return flags;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** What was answered. */
    int length() {
        return length;
    }

    /** All that was asked, in this order. */
    List<Operation> questions() {
        return questions;
    }
}
