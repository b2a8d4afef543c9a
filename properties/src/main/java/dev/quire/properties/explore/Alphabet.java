package dev.quire.properties.explore;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every operation that means something on a configuration, with every argument of a few.
 *
 * @param calls what is called
 * @param rangeUnit ranges start and end at multiples of so many pages of their area
 * @param protections what pages are mapped with, and changed to
 * @param setFlags what {@code set_ptes} may carry
 * @param frames the frames that each page may map, over all areas in their order
 * @param targets the addresses that each page may move to
 * @param softleaves raw values that are put into slots
 * @param advanced frames from which a value is advanced
 */
record Alphabet(
        Setup setup,
        Set<Call> calls,
        int rangeUnit,
        List<Protection> protections,
        List<Integer> setFlags,
        List<long[]> frames,
        List<long[]> targets,
        long[] softleaves,
        long[] advanced) {
    /** What every alphabet's {@code set_ptes} may carry. */
    static final List<Integer> USUAL_SET_FLAGS =
            List.of(0, Operation.OLD, Operation.DIRTY, Operation.CONT);

    /** What does something only where CPUs keep translations. */
    static final Set<Call> OF_WHAT_IS_KEPT =
            EnumSet.of(
                    Call.FILL,
                    Call.EVICT,
                    Call.FLUSH_TLB_RANGE,
                    Call.FLUSH_TLB_PAGE,
                    Call.FLUSH_TLB_MM);

    private static final List<Integer> PLAIN = List.of(0);

    /** Every operation with every argument, in a fixed order; not all are legal in a state. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        Memory memory = setup.memory();
        for (Call call : Call.values()) {
            if (calls.contains(call)) {
                add(all, call, memory);
            }
        }
        return all;
    }

    /** What others may do inside a call: hardware, and reads without the lock. */
    List<Operation> acts() {
        List<Operation> acts = new ArrayList<>();
        for (Operation operation : operations()) {
            if (operation.call().hardware() && !operation.has(Operation.FAULT)) {
                acts.add(operation);
            } else if (operation.call() == Call.PTEP_GET_LOCKLESS && cpus() > 1) {
                acts.add(operation.withCpu(1));
            }
        }
        return acts;
    }

    /** What others may do inside a read without the lock: anything, on another CPU if any. */
    List<Operation> actsInLockless() {
        int other = Math.min(1, cpus() - 1);
        return operations().stream()
                .filter(operation -> !operation.has(Operation.FAULT))
                .map(
                        operation ->
                                operation.call().hardware() ? operation : operation.withCpu(other))
                .toList();
    }

    private int cpus() {
        return setup.machine().cpus();
    }

    private void add(List<Operation> all, Call call, Memory memory) {
        Geometry geometry = setup.machine().geometry();
        int cpus = call.hardware() ? cpus() : 1;
        boolean ranges =
                call.arguments.contains(Argument.NR) || call.arguments.contains(Argument.MAX_NR);
        for (int cpu = 0; cpu < cpus; cpu++) {
            int page = 0;
            for (Vma vma : setup.vmas()) {
                int pages = (int) (vma.end() - vma.start() >>> geometry.pageShift());
                for (int i = 0; i < pages; i++) {
                    long addr = geometry.advance(vma.start(), i);
                    int unit = ranges ? rangeUnit : 1;
                    int most = !ranges ? 1 : i % unit == 0 ? pages - i : 0;
                    for (int nr = unit; nr <= most; nr += unit) {
                        Operation plain = Operation.of(call, vma.mm(), addr, nr).withCpu(cpu);
                        addValues(all, plain, page, memory);
                    }
                    page++;
                }
            }
        }
    }

    private void addValues(List<Operation> all, Operation plain, int page, Memory memory) {
        for (long value : values(plain, page, memory)) {
            for (int flags : flags(plain)) {
                Operation flagged = plain.withValue(value).withFlags(flags);
                if (plain.call().arguments.contains(Argument.PROT)) {
                    for (Protection protection : protections) {
                        all.add(flagged.withProt(protection));
                    }
                } else {
                    all.add(flagged);
                }
            }
        }
    }

    private long[] values(Operation plain, int page, Memory memory) {
        return switch (plain.call()) {
            case SET_PTES -> frames.get(page);
            case SET_PTE_AT -> softleaves;
            case PTE_ADVANCE_PFN -> page == 0 ? advanced : new long[0];
            case MOVE_PTES -> targets.get(page);
            case READ, WRITE, EXECUTE, FILL -> slots(plain, memory);
            default -> new long[] {0};
        };
    }

    /** The slots of the page's block. */
    private long[] slots(Operation plain, Memory memory) {
        Geometry geometry = setup.machine().geometry();
        int own = memory.slot(plain.mm(), plain.addr());
        long[] slots = new long[geometry.blockEntries()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = geometry.blockStart(own) + i;
        }
        return slots;
    }

    private List<Integer> flags(Operation plain) {
        return switch (plain.call()) {
            case SET_PTES -> setFlags;
            case FOLIO_PTE_BATCH_FLAGS ->
                    List.of(
                            0,
                            BatchFlag.RESPECT_DIRTY | BatchFlag.RESPECT_WRITE,
                            BatchFlag.MERGE_WRITE | BatchFlag.MERGE_YOUNG_DIRTY);
            case GET_AND_CLEAR_FULL_PTES, CLEAR_FULL_PTES -> List.of(0, Operation.FULL);
            case CLEAR_YOUNG_DIRTY_PTES ->
                    List.of(ClearFlag.YOUNG, ClearFlag.DIRTY, ClearFlag.YOUNG | ClearFlag.DIRTY);
            case PTEP_SET_ACCESS_FLAGS ->
                    List.of(
                            Operation.ENTRY_YOUNG,
                            Operation.ENTRY_YOUNG | Operation.DIRTY,
                            Operation.ENTRY_YOUNG | Operation.ENTRY_WRITE,
                            Operation.ENTRY_YOUNG
                                    | Operation.ENTRY_WRITE
                                    | Operation.DIRTY
                                    | Operation.WRITE_FAULT);
            case FILL -> List.of(0, Operation.BLOCK);
            case READ, WRITE, EXECUTE -> List.of(0, Operation.FAULT);
            default -> PLAIN;
        };
    }
}
