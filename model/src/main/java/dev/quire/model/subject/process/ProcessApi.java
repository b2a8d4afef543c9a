package dev.quire.model.subject.process;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.RemoteApi;
import dev.quire.model.subject.StandingRead;
import java.util.List;
import java.util.Optional;

/**
 * The range API of a process, as one run sees it: each method is a call of the protocol.
 *
 * <p>What the process has no function for is done as the core of the kernel does it, out of those
 * that it has.
 */
final class ProcessApi implements RemoteApi {
    private final Host host;
    private final Hello hello;
    private final Offer offer;
    private final MachineSpec asked;
    private final Setup setup;
    private final Memory memory;

    private ProcessApi(Host host, Hello hello, MachineSpec asked, Setup setup, Memory memory) {
        this.host = host;
        this.hello = hello;
        this.offer = new Offer(hello.functions());
        this.asked = asked;
        this.setup = setup;
        this.memory = memory;
    }

    /** The API of a process that has said hello on a machine, before any run. */
    static ProcessApi asking(Host host, Hello hello, MachineSpec machine) {
        Setup empty = new Setup(machine, List.of(), List.of(), List.of());
        return new ProcessApi(host, hello, machine, empty, empty.memory());
    }

    /** The machine on which the process said hello first. */
    MachineSpec asked() {
        return asked;
    }

    Setup setup() {
        return setup;
    }

    /** The slots that can be read: one table more than is mapped. */
    int slotsReadable() {
        return memory.slots() + setup.machine().geometry().tableEntries();
    }

    @Override
    public RemoteApi open(Setup ofRun, Memory memoryOfRun) {
        ProcessApi run = new ProcessApi(host, hello, asked, ofRun, memoryOfRun);
        host.restart(run);
        return run;
    }

    @Override
    public void restart() {
        host.restart(this);
    }

    @Override
    public RemoteApi apart() {
        return new ProcessApi(host.apart(), hello, asked, setup, memory);
    }

    @Override
    public int retriesMax() {
        return host.retriesMax();
    }

    @Override
    public Optional<StandingRead> standing(int cpu) {
        return hello.stateless()
                ? Optional.of(new ProcessRead(host.ofCpu(cpu), this, memory))
                : Optional.empty();
    }

    @Override
    public boolean stateless() {
        return hello.stateless();
    }

    @Override
    public boolean offers(Operation operation) {
        return offer.covers(operation);
    }

    @Override
    public void hurry(boolean hurries) {
        host.hurry(hurries);
    }

    @Override
    public void close() {
        host.close();
    }

    /** Begins a call on slots of an address space. */
    private Outgoing begin(
            Port port, Function function, AddressSpace mm, long addr, int slot, int nr) {
        return begin(port, function, mm.id(), addr, slot, nr);
    }

    private Outgoing begin(Port port, Function function, int mm, long addr, int slot, int nr) {
        Geometry geometry = port.geometry();
        int from = geometry.blockStart(slot);
        int end = geometry.blockStart(slot + nr - 1) + geometry.blockEntries();
        Conversation process = host.ready(this);
        Outgoing call = process.begin(port, function, memory, from, end);
        call.with(Key.MM, mm);
        if (function.takesVma()) {
            area(call, mm, addr);
        }
        return call.with(Key.ADDR, addr).with(Key.PTEP, slot);
    }

    /** Begins a call on slots that are known by their number alone. */
    private Outgoing begin(Port port, Function function, int slot, int nr) {
        return begin(port, function, memory.mm(slot), memory.addr(slot), slot, nr);
    }

    private void area(Outgoing call, int mm, long addr) {
        for (Vma vma : setup.vmas()) {
            if (vma.mm() == mm && vma.start() <= addr && addr < vma.end()) {
                call.with(Key.VMA, vma.id());
                return;
            }
        }
    }

    private Conversation run(Port port) {
        Conversation process = host.ready(this);
        process.run(port);
        return process;
    }

    private long value(Port port) {
        return run(port).result();
    }

    private boolean truth(Port port) {
        return run(port).result() != 0;
    }

    /** A value that a setter is given: with the contiguous bit only where reads show it. */
    private long given(Port port, long pte) {
        boolean hides = !hello.contVisible() && port.encoding().present(pte);
        return hides ? port.encoding().mknoncont(pte) : pte;
    }

    /** A value made of another, with the contiguous bit that was kept from the process. */
    private long shown(Port port, long from, long result) {
        return given(port, from) == from ? result : port.encoding().mkcont(result);
    }

    private static long bit(boolean value) {
        return value ? 1 : 0;
    }

    @Override
    public long ptepGet(Port port, int slot) {
        begin(port, Function.PTEP_GET, slot, 1);
        return value(port);
    }

    @Override
    public long ptepGetLockless(Port port, int slot) {
        begin(port, Function.PTEP_GET_LOCKLESS, slot, 1);
        return value(port);
    }

    @Override
    public long pteAdvancePfn(Port port, long pte, int nr) {
        if (!offer.has(Function.PTE_ADVANCE_PFN)) {
            return port.encoding().advancePfn(pte, nr);
        }
        Conversation process = host.ready(this);
        Outgoing call = process.begin(port, Function.PTE_ADVANCE_PFN, memory, 0, 0);
        call.with(Key.PTE, given(port, pte)).with(Key.NR, nr);
        return shown(port, pte, value(port));
    }

    @Override
    public long pteNextPfn(Port port, long pte) {
        if (!offer.has(Function.PTE_NEXT_PFN)) {
            return RemoteApi.super.pteNextPfn(port, pte);
        }
        Conversation process = host.ready(this);
        Outgoing call = process.begin(port, Function.PTE_NEXT_PFN, memory, 0, 0);
        call.with(Key.PTE, given(port, pte));
        return shown(port, pte, value(port));
    }

    @Override
    public int pteBatchHint(Port port, int slot, long pte) {
        if (!offer.has(Function.PTE_BATCH_HINT)) {
            return 1;
        }
        begin(port, Function.PTE_BATCH_HINT, slot, 1).with(Key.PTE, given(port, pte));
        return (int) value(port);
    }

    @Override
    public int folioPteBatchFlags(Port port, int slot, PteCopy copy, int maxNr, int flags) {
        if (!offer.has(Function.FOLIO_PTE_BATCH_FLAGS)) {
            return flags == 0 && offer.has(Function.FOLIO_PTE_BATCH)
                    ? folioPteBatch(port, slot, copy, maxNr)
                    : RemoteApi.super.folioPteBatchFlags(port, slot, copy, maxNr, flags);
        }
        Outgoing call = begin(port, Function.FOLIO_PTE_BATCH_FLAGS, slot, maxNr);
        call.with(Key.PTE, copy.pte).with(Key.MAX_NR, maxNr);
        call.with(Key.FLAGS, flags);
        return batch(port, copy);
    }

    @Override
    public int folioPteBatch(Port port, int slot, PteCopy copy, int maxNr) {
        if (!offer.has(Function.FOLIO_PTE_BATCH)) {
            return RemoteApi.super.folioPteBatch(port, slot, copy, maxNr);
        }
        Outgoing call = begin(port, Function.FOLIO_PTE_BATCH, slot, maxNr);
        call.with(Key.PTE, copy.pte).with(Key.MAX_NR, maxNr);
        return batch(port, copy);
    }

    private int batch(Port port, PteCopy copy) {
        Conversation process = run(port);
        copy.pte = process.resultPte(copy.pte);
        return (int) process.result();
    }

    @Override
    public void setPtes(Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
        Outgoing call = begin(port, Function.SET_PTES, mm, addr, slot, nr);
        call.with(Key.PTE, given(port, pte)).with(Key.NR, nr);
        run(port);
    }

    @Override
    public void setPteAt(Port port, AddressSpace mm, long addr, int slot, long pte) {
        if (!offer.has(Function.SET_PTE_AT)) {
            RemoteApi.super.setPteAt(port, mm, addr, slot, pte);
            return;
        }
        Outgoing call = begin(port, Function.SET_PTE_AT, mm, addr, slot, 1);
        call.with(Key.PTE, given(port, pte));
        run(port);
    }

    @Override
    public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
        begin(port, Function.PTE_CLEAR, mm, addr, slot, 1);
        run(port);
    }

    @Override
    public void clearNonpresentPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        begin(port, Function.CLEAR_NONPRESENT_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        run(port);
    }

    @Override
    public long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot) {
        begin(port, Function.PTEP_GET_AND_CLEAR, mm, addr, slot, 1);
        return value(port);
    }

    @Override
    public long ptepGetAndClearFull(Port port, AddressSpace mm, long addr, int slot, boolean full) {
        if (!offer.has(Function.PTEP_GET_AND_CLEAR_FULL)) {
            return RemoteApi.super.ptepGetAndClearFull(port, mm, addr, slot, full);
        }
        begin(port, Function.PTEP_GET_AND_CLEAR_FULL, mm, addr, slot, 1).with(Key.FULL, bit(full));
        return value(port);
    }

    @Override
    public long getAndClearPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        if (!offer.has(Function.GET_AND_CLEAR_PTES)) {
            return RemoteApi.super.getAndClearPtes(port, mm, addr, slot, nr);
        }
        begin(port, Function.GET_AND_CLEAR_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        return value(port);
    }

    @Override
    public long getAndClearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        Outgoing call = begin(port, Function.GET_AND_CLEAR_FULL_PTES, mm, addr, slot, nr);
        call.with(Key.NR, nr).with(Key.FULL, bit(full));
        return value(port);
    }

    @Override
    public void clearPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        if (!offer.has(Function.CLEAR_PTES)) {
            RemoteApi.super.clearPtes(port, mm, addr, slot, nr);
            return;
        }
        begin(port, Function.CLEAR_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        run(port);
    }

    @Override
    public void clearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        Outgoing call = begin(port, Function.CLEAR_FULL_PTES, mm, addr, slot, nr);
        call.with(Key.NR, nr).with(Key.FULL, bit(full));
        run(port);
    }

    @Override
    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
        begin(port, Function.PTEP_CLEAR_FLUSH, mm, addr, slot, 1);
        return value(port);
    }

    @Override
    public boolean ptepTestAndClearYoung(Port port, AddressSpace mm, long addr, int slot) {
        begin(port, Function.PTEP_TEST_AND_CLEAR_YOUNG, mm, addr, slot, 1);
        return truth(port);
    }

    @Override
    public boolean testAndClearYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        begin(port, Function.TEST_AND_CLEAR_YOUNG_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        return truth(port);
    }

    @Override
    public boolean ptepClearFlushYoung(Port port, AddressSpace mm, long addr, int slot) {
        if (!offer.has(Function.PTEP_CLEAR_FLUSH_YOUNG)) {
            return RemoteApi.super.ptepClearFlushYoung(port, mm, addr, slot);
        }
        begin(port, Function.PTEP_CLEAR_FLUSH_YOUNG, mm, addr, slot, 1);
        return truth(port);
    }

    @Override
    public boolean clearFlushYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        begin(port, Function.CLEAR_FLUSH_YOUNG_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        return truth(port);
    }

    @Override
    public void clearYoungDirtyPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, int flags) {
        Outgoing call = begin(port, Function.CLEAR_YOUNG_DIRTY_PTES, mm, addr, slot, nr);
        call.with(Key.NR, nr).with(Key.FLAGS, flags);
        run(port);
    }

    @Override
    public void ptepSetWrprotect(Port port, AddressSpace mm, long addr, int slot) {
        if (!offer.has(Function.PTEP_SET_WRPROTECT)) {
            RemoteApi.super.ptepSetWrprotect(port, mm, addr, slot);
            return;
        }
        begin(port, Function.PTEP_SET_WRPROTECT, mm, addr, slot, 1);
        run(port);
    }

    @Override
    public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        begin(port, Function.WRPROTECT_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        run(port);
    }

    @Override
    public boolean ptepSetAccessFlags(
            Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty) {
        begin(port, Function.PTEP_SET_ACCESS_FLAGS, mm, addr, slot, 1)
                .with(Key.ENTRY, given(port, entry))
                .with(Key.DIRTY, bit(dirty));
        return truth(port);
    }

    @Override
    public long ptepModifyProtStart(Port port, AddressSpace mm, long addr, int slot) {
        if (!offer.has(Function.PTEP_MODIFY_PROT_START)) {
            return RemoteApi.super.ptepModifyProtStart(port, mm, addr, slot);
        }
        begin(port, Function.PTEP_MODIFY_PROT_START, mm, addr, slot, 1);
        return value(port);
    }

    @Override
    public long modifyProtStartPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        begin(port, Function.MODIFY_PROT_START_PTES, mm, addr, slot, nr).with(Key.NR, nr);
        return value(port);
    }

    @Override
    public void ptepModifyProtCommit(
            Port port, AddressSpace mm, long addr, int slot, long old, long pte) {
        if (!offer.has(Function.PTEP_MODIFY_PROT_COMMIT)) {
            RemoteApi.super.ptepModifyProtCommit(port, mm, addr, slot, old, pte);
            return;
        }
        Outgoing call = begin(port, Function.PTEP_MODIFY_PROT_COMMIT, mm, addr, slot, 1);
        call.with(Key.OLD, given(port, old)).with(Key.NEW, given(port, pte));
        run(port);
    }

    @Override
    public void modifyProtCommitPtes(
            Port port, AddressSpace mm, long addr, int slot, long old, long pte, int nr) {
        Outgoing call = begin(port, Function.MODIFY_PROT_COMMIT_PTES, mm, addr, slot, nr);
        call.with(Key.OLD, given(port, old)).with(Key.NEW, given(port, pte));
        call.with(Key.NR, nr);
        run(port);
    }

    @Override
    public void madviseFree(Port port, AddressSpace mm, long addr, int slot, int nr) {
        if (!offer.has(Function.MADVISE_FREE)) {
            RemoteApi.super.madviseFree(port, mm, addr, slot, nr);
            return;
        }
        begin(port, Function.MADVISE_FREE, mm, addr, slot, nr).with(Key.NR, nr);
        run(port);
    }

    @Override
    public void flushTlbRange(Port port, AddressSpace mm, long addr, int nr) {
        if (!offer.has(Function.FLUSH_TLB_RANGE)) {
            RemoteApi.super.flushTlbRange(port, mm, addr, nr);
            return;
        }
        begin(port, Function.FLUSH_TLB_RANGE, mm, addr, memory.slot(mm.id(), addr), nr)
                .with(Key.NR, nr);
        run(port);
    }

    @Override
    public void flushTlbPage(Port port, AddressSpace mm, long addr) {
        if (!offer.has(Function.FLUSH_TLB_PAGE)) {
            RemoteApi.super.flushTlbPage(port, mm, addr);
            return;
        }
        begin(port, Function.FLUSH_TLB_PAGE, mm, addr, memory.slot(mm.id(), addr), 1);
        run(port);
    }

    @Override
    public void flushTlbMm(Port port, AddressSpace mm) {
        if (!offer.has(Function.FLUSH_TLB_MM)) {
            RemoteApi.super.flushTlbMm(port, mm);
            return;
        }
        host.ready(this).begin(port, Function.FLUSH_TLB_MM, memory, 0, 0).with(Key.MM, mm.id());
        run(port);
    }

    @Override
    public int unmapBatch(
            Port port, AddressSpace mm, long addr, int slot, PteCopy copy, int maxNr) {
        if (!offer.has(Function.UNMAP_BATCH)) {
            return RemoteApi.super.unmapBatch(port, mm, addr, slot, copy, maxNr);
        }
        begin(port, Function.UNMAP_BATCH, mm, addr, slot, maxNr).with(Key.MAX_NR, maxNr);
        Conversation process = run(port);
        copy.pte = process.resultPte(0);
        return (int) process.result();
    }

    @Override
    public void movePtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, long toAddr, int toSlot) {
        if (!offer.has(Function.MOVE_PTES)) {
            RemoteApi.super.movePtes(port, mm, addr, slot, nr, toAddr, toSlot);
            return;
        }
        Outgoing call = begin(port, Function.MOVE_PTES, mm, addr, slot, nr);
        call.with(Key.NR, nr).with(Key.TO, toAddr).with(Key.TO_PTEP, toSlot);
        run(port);
    }
}
