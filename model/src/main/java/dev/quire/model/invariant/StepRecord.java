package dev.quire.model.invariant;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import java.util.List;

/** What the harness knows of the step that is being judged; one object, used again each step. */
public final class StepRecord {
    public Operation operation;
    public Call call;

    /** What others do inside it. */
    public List<Act> acts = List.of();

    /** The first slot of the range. */
    public int slot;

    /** One past the last slot of the range; of a batch, where it must end at the latest. */
    public int end;

    /** The first slot of the destination of a move, else -1. */
    public int to;

    /** The meaning that the first slot had. */
    public long meaningBefore;

    /** What the return must and may say of young and dirty; of {@code Bounds}. */
    public int returnBounds;

    /** The result: an entry, a truth value (0, 1) or a count. */
    public long result;

    /** The entry that comes with a counted result. */
    public long resultPte;

    /** The count that the reference expects of a composite. */
    public int countExpected;

    /** Hardware accesses that completed inside the call. */
    public int actsCompleted;

    /** Whether a commit leaves part of its change of protection open. */
    public boolean commitsPart;

    /** Begins a step. */
    public void begin(Operation next, int firstSlot) {
        operation = next;
        acts = List.of();
        call = next.call();
        slot = firstSlot;
        end = firstSlot + (call == Call.PTE_ADVANCE_PFN ? 1 : next.nr());
        to = -1;
        returnBounds = 0;
        result = 0;
        resultPte = 0;
        countExpected = 0;
        actsCompleted = 0;
        commitsPart = false;
    }

    /** Whether a slot lies in the range or in the destination. */
    public boolean inRange(int at) {
        return at >= slot && at < end || to >= 0 && at >= to && at < to + end - slot;
    }
}
