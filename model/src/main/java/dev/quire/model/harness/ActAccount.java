package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.KeptText;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.machine.Walker;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import java.util.Map;
import java.util.TreeMap;

/**
 * What each racing thing of a step did, in words, for those who show a run: an access walked or
 * used what its CPU keeps, a fill kept something or nothing, a lockless read goes on or returned.
 *
 * <p>A run that nobody shows has none, and pays nothing.
 */
public final class ActAccount implements Doing {
    /** The number under which the step's own operation is told, beside its acts' from 0. */
    public static final int OWN = -1;

    private final Encoding encoding;
    private final Memory memory;
    private final Tlb tlb;
    private final StepLog log;
    private final Walker walker;
    private final Map<Integer, String> told = new TreeMap<>();
    private int current = OWN;
    private String when = "";

    ActAccount(Checks.Context context, Walker walker) {
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.tlb = context.tlb();
        this.log = context.log();
        this.walker = walker;
    }

    @Override
    public void begin() {
        told.clear();
        current = OWN;
        when = "";
    }

    @Override
    public void begin(int act, boolean within) {
        current = act;
        when = within ? "" : "after the call's end: ";
    }

    /** What is told of an act, or of {@link #OWN}; empty if it did not come to act. */
    public String of(int act) {
        return told.getOrDefault(act, "");
    }

    private void tell(String what) {
        told.merge(current, when + what, (one, next) -> one + "; " + what);
    }

    @Override
    public boolean hardware(HardwareActs hardware, Operation act, StepRecord step) {
        int kept = tlb.count();
        long fills = tlb.fills();
        int stores = log.stores();
        boolean completed = hardware.act(act, step);
        int slot = memory.slot(act.mm(), act.addr());
        String what =
                switch (act.call()) {
                    case FILL -> tlb.fills() > fills ? filled(kept) : notFilled(act, slot);
                    case EVICT ->
                            kept == tlb.count()
                                    ? "drops nothing: it keeps none of the page"
                                    : "drops " + translations(kept - tlb.count());
                    default -> accessed(completed);
                };
        tell(what + marked(stores));
        return completed;
    }

    private static String translations(int count) {
        return count == 1 ? "1 translation" : count + " translations";
    }

    private String filled(int keptBefore) {
        String oldest = tlb.count() == keptBefore ? ", the oldest it kept goes" : "";
        return "keeps " + KeptText.of(tlb, tlb.count() - 1, memory, encoding) + oldest;
    }

    private String notFilled(Operation act, int slot) {
        int entry = tlb.find(act.cpu(), slot, false);
        if (entry >= 0) {
            return "keeps nothing more: it has " + KeptText.of(tlb, entry, memory, encoding);
        }
        return "keeps nothing: the entry is " + BlockView.text(encoding, memory.raw(slot));
    }

    private String accessed(boolean completed) {
        String how =
                walker.kept() >= 0 && walker.kept() < tlb.count()
                        ? "uses what it keeps, "
                                + KeptText.of(tlb, walker.kept(), memory, encoding)
                                + ": "
                        : "walks: ";
        return how + (completed ? "completes" : "faults");
    }

    private String marked(int stores) {
        return log.stores() == stores
                ? ""
                : ", marks "
                        + Numbers.hex(memory.addr(log.slot(stores)))
                        + " "
                        + BlockView.text(encoding, log.next(stores));
    }

    @Override
    public CallAborted lockless(LocklessReads reads, Operation piece, StepRecord outer, int cut) {
        OpenRead read = reads.of(piece.cpu());
        boolean open = read.isOpen();
        boolean named = open && read.isNamedBy(piece);
        CallAborted why = reads.run(piece, outer, cut);
        if (piece.call() == Call.RESUME && !named) {
            tell("does nothing: no read of this page is open on its cpu");
            return why;
        }
        if (piece.call() != Call.RESUME && open) {
            tell("ends the read that its cpu had left");
        }
        tell(read.isOpen() ? "stays open after " + read.reads() + " reads" : ended(read, why));
        return why;
    }

    private String ended(OpenRead read, CallAborted why) {
        return why == null
                ? "returns " + BlockView.text(encoding, read.step().result)
                : "does not end rightly";
    }

    @Override
    public void nested(Operation call, Outcome outcome, MachinePort port) {
        if (!call.call().hardware()) {
            tell(outcome == Outcome.ILLEGAL ? "illegal" : accesses(port.accesses()));
        }
    }

    @Override
    public void end(Operation operation, MachinePort port) {
        if (!operation.call().hardware() && !operation.preempted()) {
            current = OWN;
            when = "";
            tell(accesses(port.accesses()));
        }
    }

    private static String accesses(int count) {
        return count == 1 ? "1 access" : count + " accesses";
    }
}
