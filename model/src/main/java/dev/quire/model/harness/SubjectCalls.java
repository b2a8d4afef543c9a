package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.operation.Contract;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Transaction;
import dev.quire.model.operation.Values;
import dev.quire.model.range.Pages;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.RangeApi;

/** Makes the call of an operation on a subject, as the core of the kernel would. */
final class SubjectCalls {
    private final RangeApi api;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Pages pages;
    private final Contract contract;
    private final Transaction transaction;
    private final PteCopy copy = new PteCopy();

    SubjectCalls(
            RangeApi api,
            Geometry geometry,
            Encoding encoding,
            Memory memory,
            Pages pages,
            Contract contract,
            Transaction transaction) {
        this.api = api;
        this.geometry = geometry;
        this.encoding = encoding;
        this.memory = memory;
        this.pages = pages;
        this.contract = contract;
        this.transaction = transaction;
    }

    /** Runs the call and keeps its result in the record. */
    void run(Port port, StepRecord step) {
        if (step.call.reads()) {
            read(port, step);
        } else {
            change(port, step);
        }
    }

    private void read(Port port, StepRecord step) {
        Operation operation = step.operation;
        int slot = step.slot;
        int nr = operation.nr();
        switch (step.call) {
            case PTEP_GET -> step.result = api.ptepGet(port, slot);
            case PTEP_GET_LOCKLESS -> step.result = api.ptepGetLockless(port, slot);
            case PTE_ADVANCE_PFN ->
                    step.result = advanced(port, Values.pte(operation, encoding), nr);
            case PTE_BATCH_HINT -> {
                long pte = api.ptepGet(port, slot);
                step.result = api.pteBatchHint(port, slot, pte);
            }
            case FOLIO_PTE_BATCH_FLAGS -> {
                copy.pte = api.ptepGet(port, slot);
                step.result =
                        operation.flags() == 0
                                ? api.folioPteBatch(port, slot, copy, nr)
                                : api.folioPteBatchFlags(port, slot, copy, nr, operation.flags());
                step.resultPte = copy.pte;
            }
            case FLUSH_TLB_RANGE -> api.flushTlbRange(port, mm(operation), operation.addr(), nr);
            case FLUSH_TLB_PAGE -> api.flushTlbPage(port, mm(operation), operation.addr());
            case FLUSH_TLB_MM -> api.flushTlbMm(port, mm(operation));
            default -> throw new AssertionError("harness bug: not a read: " + step.call);
        }
    }

    private AddressSpace mm(Operation operation) {
        return contract.mm(operation.mm());
    }

    private void change(Port port, StepRecord step) {
        Operation operation = step.operation;
        AddressSpace mm = mm(operation);
        long addr = operation.addr();
        int slot = step.slot;
        int nr = operation.nr();
        boolean full = operation.has(Operation.FULL);
        switch (step.call) {
            case SET_PTES -> api.setPtes(port, mm, addr, slot, Values.pte(operation, encoding), nr);
            case SET_PTE_AT -> api.setPteAt(port, mm, addr, slot, Values.pte(operation, encoding));
            case PTE_CLEAR -> api.pteClear(port, mm, addr, slot);
            case CLEAR_NONPRESENT_PTES -> api.clearNonpresentPtes(port, mm, addr, slot, nr);
            case PTEP_GET_AND_CLEAR -> step.result = api.ptepGetAndClear(port, mm, addr, slot);
            case GET_AND_CLEAR_FULL_PTES ->
                    step.result = getAndClear(port, mm, addr, slot, nr, full);
            case CLEAR_FULL_PTES -> {
                if (full) {
                    api.clearFullPtes(port, mm, addr, slot, nr, true);
                } else {
                    api.clearPtes(port, mm, addr, slot, nr);
                }
            }
            case PTEP_CLEAR_FLUSH -> step.result = api.ptepClearFlush(port, mm, addr, slot);
            case PTEP_TEST_AND_CLEAR_YOUNG ->
                    step.result = truth(api.ptepTestAndClearYoung(port, mm, addr, slot));
            case TEST_AND_CLEAR_YOUNG_PTES ->
                    step.result = truth(api.testAndClearYoungPtes(port, mm, addr, slot, nr));
            case CLEAR_FLUSH_YOUNG_PTES ->
                    step.result = truth(clearFlushYoung(port, mm, addr, slot, nr));
            case CLEAR_YOUNG_DIRTY_PTES ->
                    api.clearYoungDirtyPtes(port, mm, addr, slot, nr, operation.flags());
            case WRPROTECT_PTES -> wrprotect(port, mm, addr, slot, nr);
            case PTEP_SET_ACCESS_FLAGS -> {
                long asked = Values.asked(operation, encoding, pages.meaning(slot));
                boolean dirty = operation.has(Operation.WRITE_FAULT);
                step.result = truth(api.ptepSetAccessFlags(port, mm, addr, slot, asked, dirty));
            }
            case MODIFY_PROT_START_PTES ->
                    step.result =
                            nr == 1
                                    ? api.ptepModifyProtStart(port, mm, addr, slot)
                                    : api.modifyProtStartPtes(port, mm, addr, slot, nr);
            case MODIFY_PROT_COMMIT_PTES -> commit(port, step, mm);
            case UNMAP_BATCH -> {
                int most = contract.room(operation.mm(), addr);
                step.result = api.unmapBatch(port, mm, addr, slot, copy, most);
                step.resultPte = copy.pte;
            }
            case MOVE_PTES -> {
                long to = operation.value();
                api.movePtes(port, mm, addr, slot, nr, to, memory.slot(operation.mm(), to));
            }
            case MADVISE_FREE -> api.madviseFree(port, mm, addr, slot, nr);
            default -> throw new AssertionError("harness bug: not a change: " + step.call);
        }
    }

    private long advanced(Port port, long pte, int nr) {
        return nr == 1 ? api.pteNextPfn(port, pte) : api.pteAdvancePfn(port, pte, nr);
    }

    private long getAndClear(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        if (nr == 1) {
            return api.ptepGetAndClearFull(port, mm, addr, slot, full);
        }
        return full
                ? api.getAndClearFullPtes(port, mm, addr, slot, nr, true)
                : api.getAndClearPtes(port, mm, addr, slot, nr);
    }

    private boolean clearFlushYoung(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return nr == 1
                ? api.ptepClearFlushYoung(port, mm, addr, slot)
                : api.clearFlushYoungPtes(port, mm, addr, slot, nr);
    }

    private void wrprotect(Port port, AddressSpace mm, long addr, int slot, int nr) {
        if (nr == 1) {
            api.ptepSetWrprotect(port, mm, addr, slot);
        } else {
            api.wrprotectPtes(port, mm, addr, slot, nr);
        }
    }

    /** Commits what the core makes of the value that start returned. */
    private void commit(Port port, StepRecord step, AddressSpace mm) {
        Operation operation = step.operation;
        long old = encoding.advancePfn(transaction.old(), transaction.done());
        long pte = Values.modified(encoding, old, operation.prot());
        if (operation.nr() == 1) {
            api.ptepModifyProtCommit(port, mm, operation.addr(), step.slot, old, pte);
        } else {
            api.modifyProtCommitPtes(
                    port, mm, operation.addr(), step.slot, old, pte, operation.nr());
        }
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }
}
