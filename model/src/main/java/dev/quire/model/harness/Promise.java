package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Contract;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.operation.Step;
import dev.quire.model.operation.Transaction;
import dev.quire.model.operation.Values;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Setup;
import dev.quire.model.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What every right subject shows after each step: the reference alone, with nobody to look at.
 *
 * <p>So intervals of young and dirty do not close between steps, and they are wider than those by
 * which {@link LockStep} judges. Whether an access of hardware completes depends on the subject:
 * the caller says which ones are taken to, the others only may have.
 */
public final class Promise {
    private final MachineSpec machine;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Folios folios;
    private final Reference reference;
    private final Transaction transaction = new Transaction();
    private final Contract contract;
    private final ReferenceCalls calls;
    private final StepRecord step = new StepRecord();
    private int startedBounds;

    /** Empty tables. */
    public Promise(Setup setup) {
        this.machine = setup.machine();
        this.geometry = machine.geometry();
        this.encoding = machine.encoding();
        this.memory = setup.memory();
        this.folios = new Folios(setup.folios());
        this.reference = new Reference(geometry, memory.slots(), folios);
        this.contract = new Contract(setup, memory, reference, transaction);
        this.calls = new ReferenceCalls(reference, encoding, transaction);
    }

    /** The abstract state. */
    public Pages pages() {
        return reference;
    }

    /** Which slot maps which address; its entries stay empty. */
    public Memory memory() {
        return memory;
    }

    /** The rules, and the room that areas leave. */
    public Contract contract() {
        return contract;
    }

    /** The change of protection that is open. */
    public Transaction transaction() {
        return transaction;
    }

    /**
     * Follows a step. A lockless read answers what its moments held: where whole calls run inside
     * it, nothing is promised here.
     *
     * @param completes which accesses of hardware are taken to complete, where the page permits
     */
    public Answer step(Step next, Predicate<Operation> completes) {
        Operation operation = next.operation();
        if (operation.call() == Call.PTEP_GET_LOCKLESS && !next.acts().isEmpty()) {
            next.acts().forEach(act -> step(Step.of(act.operation()), completes));
            follow(operation, List.of(), completes);
            return Answer.NOTHING;
        }
        List<Operation> accesses = new ArrayList<>();
        if (operation.call().hardware()) {
            accesses.add(operation);
        }
        for (Act act : next.acts()) {
            if (act.operation().call().hardware()) {
                accesses.add(act.operation());
            }
        }
        return follow(operation, accesses, completes);
    }

    private Answer follow(
            Operation operation, List<Operation> accesses, Predicate<Operation> completes) {
        int slot = memory.slot(operation.mm(), operation.addr());
        step.begin(operation, slot);
        step.meaningBefore = reference.meaning(slot);
        if (step.call == Call.MOVE_PTES) {
            step.to = memory.slot(operation.mm(), operation.value());
        } else if (step.call == Call.UNMAP_BATCH) {
            int room = contract.room(operation.mm(), operation.addr());
            step.end = slot + reference.batch(slot, room, 0);
        }
        accesses(accesses, completes);
        if (step.call.hardware() || step.call == Call.RESUME) {
            return Answer.NOTHING;
        }
        Answer answer = answer(operation);
        run();
        accesses(accesses, completes);
        return answer;
    }

    /** Whether an access would be permitted: what it marks is another matter. */
    public boolean permits(Operation access) {
        long meaning = reference.meaning(memory.slot(access.mm(), access.addr()));
        return Meaning.valid(meaning)
                && switch (access.call()) {
                    case WRITE ->
                            Meaning.has(meaning, Meaning.USER)
                                    && Meaning.has(meaning, Meaning.WRITE);
                    case EXECUTE -> !Meaning.has(meaning, Meaning.NO_USER_EXEC);
                    case FILL -> true;
                    default -> Meaning.has(meaning, Meaning.USER);
                };
    }

    /** Whether a fault of an access is handled by making the page more permissive. */
    public boolean handles(Operation access) {
        long meaning = reference.meaning(memory.slot(access.mm(), access.addr()));
        if (!access.has(Operation.FAULT) || transaction.isOpen() || !Meaning.valid(meaning)) {
            return false;
        }
        Operation handler = FaultHandler.of(access, meaning, false, geometry);
        return handler != null && contract.check(handler) == Rule.LEGAL;
    }

    /** The first slot of the last step. */
    public int slot() {
        return step.slot;
    }

    /** One past the last slot of the last step. */
    public int end() {
        return step.end;
    }

    /** The first slot of the destination of the last step, -1 if it had none. */
    public int to() {
        return step.to;
    }

    private void run() {
        if (step.call == Call.MODIFY_PROT_START_PTES) {
            startedBounds = reference.boundsOf(step.slot, step.end);
            step.result =
                    encoding.encode(
                            step.meaningBefore,
                            (startedBounds & Bounds.MUST_YOUNG) != 0,
                            (startedBounds & Bounds.MUST_DIRTY) != 0);
        }
        calls.run(step);
        if (step.call == Call.MODIFY_PROT_COMMIT_PTES) {
            for (int slot = step.slot; slot < step.end; slot++) {
                reference.raise(slot, startedBounds & Bounds.MAY);
            }
        }
    }

    /** A fault that is handled raises what the access asked for, at the latest. */
    private void accesses(List<Operation> accesses, Predicate<Operation> completes) {
        for (Operation access : accesses) {
            if (access.call() == Call.EVICT || !permits(access) && !handled(access)) {
                continue;
            }
            int slot = memory.slot(access.mm(), access.addr());
            int bits = Bounds.exactly(true, access.call() == Call.WRITE);
            boolean marks =
                    machine.managesAccess(access.cpu())
                            || access.has(Operation.FAULT) && access.call() != Call.FILL;
            boolean certain = completes.test(access) && marks && !step.call.reads();
            bits = certain ? bits & cleared(slot) : bits & Bounds.MAY;
            if (handled(access)) {
                reference.mkwrite(slot);
            }
            reference.raise(slot, bits);
        }
    }

    /** A store to a page that is not writable, whose fault is handled, makes it so. */
    private boolean handled(Operation access) {
        return access.call() == Call.WRITE && handles(access);
    }

    /** All bits but those that a call clears on a block, and may have cleared after the access. */
    private int cleared(int slot) {
        int block = geometry.blockStart(slot);
        boolean touched =
                block >= geometry.blockStart(step.slot)
                        && block <= geometry.blockStart(step.end - 1);
        int flags = step.operation.flags();
        int kept = -1;
        kept &= touched && step.call.clearsYoung(flags) ? ~Bounds.MUST_YOUNG : -1;
        return kept & (touched && step.call.clearsDirty(flags) ? ~Bounds.MUST_DIRTY : -1);
    }

    private Answer answer(Operation operation) {
        int slot = step.slot;
        int range = step.call == Call.PTE_ADVANCE_PFN ? 0 : reference.boundsOf(slot, step.end);
        return switch (step.call) {
            case PTEP_GET, PTEP_GET_LOCKLESS ->
                    Answer.entry(step.meaningBefore, reference.bounds(slot));
            case PTE_ADVANCE_PFN ->
                    new Answer(
                            Answer.Returns.VALUE,
                            Meaning.advance(Values.meaning(operation), operation.nr()),
                            Bounds.exactly(Values.young(operation), Values.dirty(operation)),
                            0,
                            0);
            case PTE_BATCH_HINT -> new Answer(Answer.Returns.COUNT, 0, 0, 1, hint(slot));
            case FOLIO_PTE_BATCH_FLAGS -> batch(operation);
            case PTEP_GET_AND_CLEAR,
                    PTEP_CLEAR_FLUSH,
                    GET_AND_CLEAR_FULL_PTES,
                    MODIFY_PROT_START_PTES ->
                    Answer.entry(step.meaningBefore, range);
            case UNMAP_BATCH -> {
                int pages = step.end - slot;
                yield new Answer(
                        Answer.Returns.COUNT_AND_ENTRY, step.meaningBefore, range, pages, pages);
            }
            case PTEP_TEST_AND_CLEAR_YOUNG, TEST_AND_CLEAR_YOUNG_PTES, CLEAR_FLUSH_YOUNG_PTES ->
                    Answer.truth((range & Bounds.MUST_YOUNG) != 0, (range & Bounds.MAY_YOUNG) != 0);
            case PTEP_SET_ACCESS_FLAGS -> Answer.truth(lacks(operation), true);
            default -> Answer.NOTHING;
        };
    }

    /** Whether a page certainly has not all that is asked for. */
    private boolean lacks(Operation operation) {
        int bounds = reference.bounds(step.slot);
        return operation.has(Operation.ENTRY_WRITE)
                        && !Meaning.has(step.meaningBefore, Meaning.WRITE)
                || operation.has(Operation.ENTRY_YOUNG) && (bounds & Bounds.MAY_YOUNG) == 0
                || operation.has(Operation.DIRTY) && (bounds & Bounds.MAY_DIRTY) == 0;
    }

    /** The slots of the block from one on that map consecutive pages of its folio alike. */
    private int hint(int slot) {
        int rest = geometry.blockStart(slot) + geometry.blockEntries() - slot;
        long first = reference.meaning(slot);
        int pages = 1;
        while (pages < rest
                && reference.meaning(slot + pages) == Meaning.advance(first, pages)
                && Meaning.pfn(first) + pages < folios.end(Meaning.pfn(first))) {
            pages++;
        }
        return pages;
    }

    /** Dirty counts where the caller says so; a batch may then end where it is not certain. */
    private Answer batch(Operation operation) {
        int flags = operation.flags();
        int most = reference.batch(step.slot, operation.nr(), flags & ~BatchFlag.RESPECT_DIRTY);
        boolean respected =
                (flags & BatchFlag.RESPECT_DIRTY) != 0
                        && (reference.boundsOf(step.slot, step.slot + most) & Bounds.MAY_DIRTY)
                                != 0;
        int least = respected ? 1 : most;
        int together = reference.bounds(step.slot);
        boolean write = Meaning.has(step.meaningBefore, Meaning.WRITE);
        int bounds = together;
        for (int i = 1; i < most; i++) {
            int here = reference.bounds(step.slot + i);
            boolean merged = (flags & BatchFlag.MERGE_YOUNG_DIRTY) != 0;
            bounds |= merged ? (respected ? here & Bounds.MAY : here) : 0;
            write |=
                    (flags & BatchFlag.MERGE_WRITE) != 0
                            && Meaning.has(reference.meaning(step.slot + i), Meaning.WRITE);
        }
        boolean certain = !respected || reference.batch(step.slot, most, flags) == most;
        long meaning = write && certain ? step.meaningBefore | Meaning.WRITE : step.meaningBefore;
        return new Answer(Answer.Returns.COUNT_AND_ENTRY, meaning, bounds, least, most);
    }
}
