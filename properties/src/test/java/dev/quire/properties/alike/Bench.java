package dev.quire.properties.alike;

import dev.quire.model.entry.Encoding;
import dev.quire.model.folio.Folios;
import dev.quire.model.harness.LockStep;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Values;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.RangeApi;
import dev.quire.model.range.Setup;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** An implementation on a copy of a state, called without a judge. */
public final class Bench {
    /** The calls that it can make: what changes entries and has no open end. */
    static final Set<Call> CALLS =
            EnumSet.of(
                    Call.SET_PTES,
                    Call.SET_PTE_AT,
                    Call.PTE_CLEAR,
                    Call.CLEAR_NONPRESENT_PTES,
                    Call.PTEP_GET_AND_CLEAR,
                    Call.GET_AND_CLEAR_FULL_PTES,
                    Call.CLEAR_FULL_PTES,
                    Call.PTEP_CLEAR_FLUSH,
                    Call.PTEP_TEST_AND_CLEAR_YOUNG,
                    Call.TEST_AND_CLEAR_YOUNG_PTES,
                    Call.CLEAR_FLUSH_YOUNG_PTES,
                    Call.CLEAR_YOUNG_DIRTY_PTES,
                    Call.WRPROTECT_PTES,
                    Call.PTEP_SET_ACCESS_FLAGS,
                    Call.MOVE_PTES);

    private final RangeApi api;
    private final Setup setup;
    private final Encoding encoding;
    private final Memory memory;
    private final MachinePort port;

    /** An implementation on a copy of the state that a runner has reached. */
    public Bench(LockStep state, RangeApi api) {
        this.api = api;
        this.setup = state.setup();
        this.encoding = setup.machine().encoding();
        this.memory = setup.memory();
        for (int slot = 0; slot < memory.slots(); slot++) {
            long raw = state.memory().raw(slot);
            if (raw != 0) {
                memory.put(slot, raw);
            }
        }
        Folios folios = new Folios(setup.folios());
        this.port =
                new MachinePort(
                        setup.machine(),
                        memory,
                        new Tlb(setup.machine(), memory),
                        new StepLog(),
                        new MachinePort.FrameOwners() {
                            @Override
                            public long folioStart(long pfn) {
                                return folios.start(pfn);
                            }

                            @Override
                            public int folioPages(long pfn) {
                                return folios.pages(pfn);
                            }
                        });
    }

    /** Where calls lead; each must be one of {@link #CALLS}. */
    TwoWays.Walked walk(List<Operation> calls) {
        calls.forEach(this::run);
        return new TwoWays.Walked(memory, "");
    }

    private void run(Operation operation) {
        begin();
        AddressSpace mm =
                setup.mms().stream()
                        .filter(space -> space.id() == operation.mm())
                        .findFirst()
                        .orElseThrow();
        long addr = operation.addr();
        int slot = memory.slot(mm.id(), addr);
        int nr = operation.nr();
        boolean full = operation.has(Operation.FULL);
        switch (operation.call()) {
            case SET_PTES, SET_PTE_AT ->
                    api.setPtes(port, mm, addr, slot, Values.pte(operation, encoding), nr);
            case PTE_CLEAR -> api.pteClear(port, mm, addr, slot);
            case CLEAR_NONPRESENT_PTES -> api.clearNonpresentPtes(port, mm, addr, slot, nr);
            case PTEP_GET_AND_CLEAR -> api.ptepGetAndClear(port, mm, addr, slot);
            case GET_AND_CLEAR_FULL_PTES -> api.getAndClearFullPtes(port, mm, addr, slot, nr, full);
            case CLEAR_FULL_PTES -> api.clearFullPtes(port, mm, addr, slot, nr, full);
            case PTEP_CLEAR_FLUSH -> api.ptepClearFlush(port, mm, addr, slot);
            case PTEP_TEST_AND_CLEAR_YOUNG -> api.ptepTestAndClearYoung(port, mm, addr, slot);
            case TEST_AND_CLEAR_YOUNG_PTES -> api.testAndClearYoungPtes(port, mm, addr, slot, nr);
            case CLEAR_FLUSH_YOUNG_PTES -> api.clearFlushYoungPtes(port, mm, addr, slot, nr);
            case CLEAR_YOUNG_DIRTY_PTES ->
                    api.clearYoungDirtyPtes(port, mm, addr, slot, nr, operation.flags());
            case WRPROTECT_PTES -> api.wrprotectPtes(port, mm, addr, slot, nr);
            case PTEP_SET_ACCESS_FLAGS -> {
                long asked = Values.asked(operation, encoding, encoding.meaning(memory.raw(slot)));
                boolean fault = operation.has(Operation.WRITE_FAULT);
                api.ptepSetAccessFlags(port, mm, addr, slot, asked, fault);
            }
            case MOVE_PTES -> {
                long to = operation.value();
                api.movePtes(port, mm, addr, slot, nr, to, memory.slot(mm.id(), to));
            }
            default -> throw new IllegalArgumentException("found " + operation.text());
        }
    }

    /** {@code ptep_get}. */
    public long get(int slot) {
        begin();
        return api.ptepGet(port, slot);
    }

    /** {@code folio_pte_batch_flags} of a present slot. */
    public int batch(int slot, int maxNr, int flags) {
        PteCopy copy = new PteCopy();
        copy.pte = get(slot);
        begin();
        return api.folioPteBatchFlags(port, slot, copy, maxNr, flags);
    }

    private void begin() {
        port.begin(0, MachinePort.ACCESSES_MAX, 0, memory.slots() - 1);
    }
}
