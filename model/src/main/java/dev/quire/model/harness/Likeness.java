package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.StepLog;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.Bounds;
import dev.quire.model.reference.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether two runs that took the same steps are alike where they must be.
 *
 * <p>A third reference follows both. Its interval of a page's young and dirty closes where the
 * subjects agree and stays open where they differ and may, so that it holds whatever the rules
 * allow either of them; a difference counts where that interval is one value.
 */
final class Likeness {
    private final LockStep first;
    private final LockStep second;
    private final Set<Difference.Kind> parts;
    private final Geometry geometry;
    private final Encoding encoding;
    private final int slots;
    private final Reference shared;
    private final Transaction transaction = new Transaction();
    private final ReferenceCalls calls;
    private final ReturnLikeness returns;
    private final int[] stamps;
    private final int[] blocks;

    private int folded;
    private int foldedOther;
    private int stamp;
    private int count;
    private boolean parted;

    Likeness(LockStep first, LockStep second, Set<Difference.Kind> parts) {
        this.first = first;
        this.second = second;
        this.parts = Set.copyOf(parts);
        this.geometry = first.setup().machine().geometry();
        this.encoding = first.setup().machine().encoding();
        this.slots = first.memory().slots();
        this.shared = new Reference(geometry, slots, new Folios(first.setup().folios()));
        this.calls = new ReferenceCalls(shared, encoding, transaction);
        this.returns = new ReturnLikeness(first, second, shared);
        this.stamps = new int[(slots >> geometry.blockShift()) + 1];
        this.blocks = new int[stamps.length];
    }

    void reset() {
        shared.clear(0, slots);
        transaction.reset();
    }

    /** Both stand in states that they have shown alike: the intervals close on these. */
    void resume() {
        transaction.reset();
        for (int start = 0; start < slots; start += geometry.blockEntries()) {
            look(start);
            for (int slot = start; slot < start + geometry.blockEntries(); slot++) {
                settle(slot);
            }
        }
    }

    /** Whether the last step led both to states that cannot be compared. */
    boolean parted() {
        return parted;
    }

    /** Looks at what a step needs to be compared with. */
    void before(Operation operation) {
        parted = false;
        returns.before(operation);
        if (operation.call() == Call.MODIFY_PROT_COMMIT_PTES) {
            Transaction open = first.transaction();
            transaction.restore(open.start(), open.next(), open.end(), open.old(), open.meaning());
        }
    }

    /** How two runs differ after a step that passed on both, or null. */
    Difference compare(Operation operation, List<Act> acts, int number) {
        StepRecord step = first.last();
        boolean alone = acts.isEmpty() && !operation.call().hardware() && !operation.preempted();
        String message = null;
        if (alone && parts.contains(Difference.Kind.RESULTS)) {
            message = returns.compare();
        }
        if (message != null) {
            touch(operation, acts);
            return difference(Difference.Kind.RESULTS, operation, number, message);
        }
        if (alone && parts.contains(Difference.Kind.COST) && !Cost.alike(first, second)) {
            touch(operation, acts);
            return difference(Difference.Kind.COST, operation, number, "the call costs otherwise");
        }
        boolean follows = alone && returns.sameTransaction(operation);
        if (alone && operation.call() != Call.PTE_ADVANCE_PFN) {
            calls.run(step);
        }
        touch(operation, acts);
        int slot = close(follows, operation, acts);
        if (slot < 0 || !parts.contains(Difference.Kind.STATE)) {
            return null;
        }
        String place = "at 0x" + Long.toHexString(first.memory().addr(slot));
        return difference(
                Difference.Kind.STATE,
                operation,
                number,
                place + " " + view(first, slot) + " here, " + view(second, slot) + " there");
    }

    /** Each fails in its own way, or one does. */
    Difference verdicts(Operation operation, int number) {
        touch(operation, List.of());
        String message =
                first.failed() && second.failed()
                        ? "each fails in another way"
                        : "only the " + (first.failed() ? "first" : "second") + " fails";
        return difference(Difference.Kind.VERDICT, operation, number, message);
    }

    private Difference difference(
            Difference.Kind kind, Operation operation, int number, String message) {
        boolean cost = kind == Difference.Kind.COST;
        return new Difference(
                kind,
                number,
                operation,
                message,
                cost ? Cost.text(first) : ReturnLikeness.text(first),
                cost ? Cost.text(second) : ReturnLikeness.text(second),
                rows(),
                first.failed() ? Optional.of(first.verdict()) : Optional.empty(),
                second.failed() ? Optional.of(second.verdict()) : Optional.empty());
    }

    /** Notes the blocks that a step may have changed on either side. */
    private void touch(Operation operation, List<Act> acts) {
        stamp++;
        count = 0;
        range(operation);
        for (int i = 0; i < acts.size(); i++) {
            range(acts.get(i).operation());
        }
        StepRecord step = first.last();
        if (step.call == Call.UNMAP_BATCH && step.operation == operation) {
            blocks(step.slot, step.end);
        }
        stores(first.goals().log());
        stores(second.goals().log());
    }

    private void range(Operation operation) {
        Call call = operation.call();
        if (call == Call.PTE_ADVANCE_PFN || call == Call.FLUSH_TLB_MM) {
            return;
        }
        int slot = first.memory().slot(operation.mm(), operation.addr());
        blocks(slot, slot + operation.nr());
        if (call == Call.MOVE_PTES) {
            int to = first.memory().slot(operation.mm(), operation.value());
            blocks(to, to + operation.nr());
        }
    }

    private void stores(StepLog log) {
        for (int store = 0; store < log.stores(); store++) {
            blocks(log.slot(store), log.slot(store) + 1);
        }
    }

    private void blocks(int start, int end) {
        int last = Math.min(end, slots) - 1 >> geometry.blockShift();
        for (int block = Math.max(start, 0) >> geometry.blockShift(); block <= last; block++) {
            if (stamps[block] != stamp) {
                stamps[block] = stamp;
                blocks[count++] = block;
            }
        }
    }

    /**
     * Takes what both show into the shared reference.
     *
     * @param follows whether it has followed the step, so that its intervals count
     * @return the first slot that differs, or -1
     */
    private int close(boolean follows, Operation operation, List<Act> acts) {
        int wrong = -1;
        for (int i = 0; i < count; i++) {
            int start = blocks[i] << geometry.blockShift();
            look(start);
            for (int slot = start; slot < start + geometry.blockEntries(); slot++) {
                if (differs(slot, follows)) {
                    wrong = wrong < 0 ? slot : Math.min(wrong, slot);
                } else {
                    settle(slot);
                }
            }
        }
        if (wrong >= 0 && meaningDiffers(wrong) && handled(operation, acts)) {
            parted = true;
            return -1;
        }
        return wrong;
    }

    /** What both show, open where they differ; of a slot that is not present, nothing. */
    private void settle(int slot) {
        long raw = first.memory().raw(slot);
        long meaning = raw == 0 ? Meaning.NONE : encoding.meaning(raw);
        int interval = 0;
        if (Meaning.present(meaning)) {
            int one = shows(raw, folded);
            int other = shows(second.memory().raw(slot), foldedOther);
            interval = one & other & Bounds.MUST | (one | other) & Bounds.MAY;
        }
        shared.hold(slot, meaning, interval);
    }

    /** Whether a fault may have been handled on one side only. */
    private static boolean handled(Operation operation, List<Act> acts) {
        boolean handled = operation.has(Operation.FAULT) && operation.call().hardware();
        for (int i = 0; i < acts.size(); i++) {
            Operation act = acts.get(i).operation();
            handled |= act.has(Operation.FAULT) && act.call().hardware();
        }
        return handled;
    }

    private boolean meaningDiffers(int slot) {
        return first.state().meaning(slot) != second.state().meaning(slot);
    }

    /** Learns what the contiguous entries of a block show together, on each side. */
    private void look(int start) {
        folded = together(first, start);
        foldedOther = together(second, start);
    }

    private int together(LockStep run, int start) {
        int together = 0;
        for (int slot = start; slot < start + geometry.blockEntries(); slot++) {
            long raw = run.memory().raw(slot);
            if (encoding.validCont(raw)) {
                together |= Bounds.exactly(encoding.young(raw), encoding.dirty(raw));
            }
        }
        return together;
    }

    /** Whether a page of the block that was looked at differs. */
    private boolean differs(int slot, boolean follows) {
        long one = first.memory().raw(slot);
        long other = second.memory().raw(slot);
        if (one == 0 && other == 0) {
            return false;
        }
        long meaning = encoding.meaning(one);
        if (meaning != encoding.meaning(other)) {
            return true;
        }
        if (!follows || !Meaning.present(meaning)) {
            return false;
        }
        int differ = shows(one, folded) ^ shows(other, foldedOther);
        return (differ & ~open(shared.bounds(slot))) != 0;
    }

    /** Young and dirty of a present page, as a must and a may bit each. */
    private int shows(long raw, int together) {
        return encoding.validCont(raw)
                ? together
                : Bounds.exactly(encoding.young(raw), encoding.dirty(raw));
    }

    /** Both bits of what an interval leaves open. */
    static int open(int interval) {
        int may = interval >> 2 & Bounds.MUST & ~interval;
        return may | may << 2;
    }

    private List<Difference.Row> rows() {
        List<Difference.Row> rows = new ArrayList<>();
        Arrays.sort(blocks, 0, count);
        for (int i = 0; i < count; i++) {
            int start = blocks[i] << geometry.blockShift();
            look(start);
            for (int slot = start; slot < start + geometry.blockEntries(); slot++) {
                rows.add(
                        new Difference.Row(
                                first.memory().mm(slot),
                                first.memory().addr(slot),
                                view(first, slot),
                                view(second, slot),
                                differs(slot, true)));
            }
        }
        return rows;
    }

    /** A page in words, as the core may know it. */
    private static String view(LockStep run, int slot) {
        long meaning = run.state().meaning(slot);
        String text = Meaning.text(meaning);
        if (!Meaning.present(meaning)) {
            return text;
        }
        return text
                + (run.state().young(slot) ? " young" : "")
                + (run.state().dirty(slot) ? " dirty" : "");
    }
}
