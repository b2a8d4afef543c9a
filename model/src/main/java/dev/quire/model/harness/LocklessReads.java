package dev.quire.model.harness;

import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.range.RangeApi;

/**
 * The lockless reads that run in pieces or inside calls, at most one for each CPU. One that is left
 * stays open over any number of steps; one that is never resumed returns nothing, so that nothing
 * is judged.
 */
public final class LocklessReads {
    private final OpenRead[] reads;
    private int open;
    private boolean begun;

    LocklessReads(
            RangeApi api, int retriesMax, Checks.Context context, Checks checks, GoalWatch goals) {
        reads = new OpenRead[context.setup().machine().cpus()];
        for (int cpu = 0; cpu < reads.length; cpu++) {
            reads[cpu] = new OpenRead(api, retriesMax, context, checks, goals);
        }
    }

    /** Forgets all. */
    void clear() {
        if (begun) {
            for (OpenRead read : reads) {
                read.drop();
            }
            open = 0;
            begun = false;
        }
    }

    /** Whether any CPU has left one. */
    public boolean anyOpen() {
        return open > 0;
    }

    /**
     * How the one of the lowest CPU was begun.
     *
     * @throws IllegalStateException if none is open
     */
    public Operation first() {
        for (OpenRead read : reads) {
            if (read.isOpen()) {
                return read.step().operation;
            }
        }
        throw new IllegalStateException("a read must be open");
    }

    /** What is under way on a CPU, or was last. */
    OpenRead of(int cpu) {
        return reads[cpu];
    }

    /**
     * Which rule a piece breaks that is a step of its own. Whether its read has ended is the
     * subject's affair, and no rule: then it does nothing.
     */
    Rule check(Operation piece) {
        boolean legal = piece.call() != Call.RESUME || reads[piece.cpu()].isNamedBy(piece);
        return legal ? Rule.LEGAL : Rule.LEFT;
    }

    /** To be called before the log forgets a step: what it stored, open reads have spanned. */
    void beforeLogIsCleared() {
        if (open > 0) {
            for (OpenRead read : reads) {
                read.beforeLogIsCleared();
            }
        }
    }

    /**
     * A read begins, after the end of the one that its CPU has left; or goes on, if it is open.
     *
     * @param outer the call inside which it does so, or the step that it is
     * @param cut the number of the call if it is cut in its middle, else -1
     * @return why the run must fail, or null
     */
    CallAborted run(Operation piece, StepRecord outer, int cut) {
        OpenRead read = reads[piece.cpu()];
        if (piece.call() == Call.RESUME) {
            boolean left = read.isOpen() && read.isNamedBy(piece);
            return left ? goOn(read, piece.value(), outer, cut) : null;
        }
        if (read.isOpen()) {
            CallAborted before = goOn(read, 0, outer, cut);
            if (before != null) {
                return before;
            }
        }
        open += read.isOpen() ? 0 : 1;
        begun = true;
        read.begin(piece);
        return goOn(read, piece.value(), outer, cut);
    }

    private CallAborted goOn(OpenRead read, long reads, StepRecord outer, int cut) {
        CallAborted why = read.goOn(reads, outer, cut);
        open -= read.isOpen() ? 0 : 1;
        return why;
    }
}
