package dev.quire.properties.explore;

import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine that is small enough to visit all its states: an area of some blocks of 4 entries.
 *
 * <p>A folio is as large as the area, and slot <em>i</em> maps its page <em>i</em>. Pages
 * that move do so from one block to the other; folios have 4 pages then.
 *
 * @param blocks the blocks of the area, 1 or 2
 * @param folios 1, 2, or 3: of these, the last two have half the size and lie side by side
 * @param kept the translations that a CPU keeps at most, 0 to 2
 * @param hafdbs a bit for each of the two CPUs: it manages access and dirty
 * @param bbm what a change of block size goes through
 * @param preemptions how many things others may do inside one call
 * @param transactions whether changes of protection are made
 * @param moves whether pages move; that takes two blocks
 */
public record SmallMachine(
        int blocks,
        int folios,
        int kept,
        int hafdbs,
        BreakBeforeMake bbm,
        int preemptions,
        boolean transactions,
        boolean moves) {
    /** One block, no TLB, one CPU that manages access and dirty and one that does not. */
    public static final SmallMachine USUAL =
            new SmallMachine(1, 2, 0, 1, BreakBeforeMake.NEEDED, 0, true, false);

    private static final int CPUS = 2;
    private static final int MM = 1;
    private static final long START = 0x14000;
    private static final long FRAME = 0x100;
    private static final int[] PLAIN = {0};

    public SmallMachine {
        if (blocks < 1 || blocks > 2) {
            throw new IllegalArgumentException("blocks must be 1 or 2: " + blocks);
        }
        if (folios < 1 || folios > 3) {
            throw new IllegalArgumentException("folios must be 1 to 3: " + folios);
        }
        if (kept < 0 || kept > 2) {
            throw new IllegalArgumentException("kept must be 0 to 2: " + kept);
        }
        if (moves && blocks != 2) {
            throw new IllegalArgumentException("pages can move where blocks is 2: " + blocks);
        }
        if (preemptions < 0 || preemptions > 4) {
            throw new IllegalArgumentException("preemptions must be 0 to 4: " + preemptions);
        }
    }

    /** The machine, the area and the folios. */
    public Setup setup() {
        MachineSpec spec = Machines.named("arm64-small").with(CPUS, hafdbs, bbm);
        long end = spec.geometry().advance(START, pages());
        int order = Integer.numberOfTrailingZeros(folioPages());
        return new Setup(
                spec,
                List.of(new AddressSpace(MM, AddressSpace.Kind.USER)),
                List.of(new Vma(1, MM, START, end, Vma.WRITE)),
                folios(order));
    }

    private List<Folio> folios(int order) {
        Folio first = new Folio(1, FRAME, order);
        if (folios == 1) {
            return List.of(first);
        }
        if (folios == 2) {
            return List.of(first, new Folio(2, first.end(), order));
        }
        Folio half = new Folio(2, first.end(), order - 1);
        return List.of(first, half, new Folio(3, half.end(), order - 1));
    }

    /** Whether an exchange of the folios changes nothing but their names. */
    boolean foliosAlike() {
        return folios == 2;
    }

    /** Everything that a state depends on, as a machine line of a trace begins. */
    public String text() {
        return setup().machine().text()
                + " blocks="
                + blocks
                + " folios="
                + folios
                + " kept="
                + kept
                + " preemptions="
                + preemptions
                + (transactions ? "" : " transactions=0")
                + (moves ? " moves=1" : "");
    }

    /** The pages of the area. */
    int pages() {
        return 4 * blocks;
    }

    private int folioPages() {
        return moves ? 4 : pages();
    }

    private static Geometry geometry() {
        return Machines.named("arm64-small").geometry();
    }

    /** Every operation with every argument, in a fixed order; not all are legal in a state. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Call call : Call.values()) {
            if (has(call)) {
                add(all, call);
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
            } else if (operation.call() == Call.PTEP_GET_LOCKLESS) {
                acts.add(operation.withCpu(1));
            }
        }
        return acts;
    }

    /** What others may do inside a read without the lock: anything, on another CPU. */
    List<Operation> actsInLockless() {
        return operations().stream()
                .filter(operation -> !operation.has(Operation.FAULT))
                .map(operation -> operation.call().hardware() ? operation : operation.withCpu(1))
                .toList();
    }

    /** Nothing of the area is executable, and a value that is only advanced is no state. */
    private boolean has(Call call) {
        return switch (call) {
            case EXECUTE, RESUME, PTE_ADVANCE_PFN, SET_PTE_AT -> false;
            case FILL, EVICT, FLUSH_TLB_RANGE, FLUSH_TLB_PAGE, FLUSH_TLB_MM -> kept > 0;
            case MOVE_PTES -> moves;
            case MODIFY_PROT_START_PTES, MODIFY_PROT_COMMIT_PTES -> transactions;
            default -> true;
        };
    }

    private void add(List<Operation> all, Call call) {
        int cpus = call.hardware() ? CPUS : 1;
        for (int cpu = 0; cpu < cpus; cpu++) {
            for (int page = 0; page < pages(); page++) {
                long addr = geometry().advance(START, page);
                boolean ranges =
                        call.arguments.contains(Argument.NR)
                                || call.arguments.contains(Argument.MAX_NR);
                int most = ranges ? pages() - page : 1;
                for (int nr = 1; nr <= most; nr++) {
                    Operation plain = Operation.of(call, MM, addr, nr).withCpu(cpu);
                    addValues(all, plain, page);
                }
            }
        }
    }

    private void addValues(List<Operation> all, Operation plain, int page) {
        for (long value : values(plain.call(), page)) {
            for (int flags : flags(plain.call())) {
                Operation flagged = plain.withValue(value).withFlags(flags);
                if (plain.call().arguments.contains(Argument.PROT)) {
                    all.add(flagged.withProt(Protection.READ));
                    all.add(flagged.withProt(Protection.WRITE));
                } else {
                    all.add(flagged);
                }
            }
        }
    }

    private long[] values(Call call, int page) {
        if (call == Call.SET_PTES) {
            long frame = FRAME + page % folioPages();
            return folios == 1 ? new long[] {frame} : new long[] {frame, frame + folioPages()};
        }
        if (call == Call.MOVE_PTES) {
            return new long[] {geometry().advance(START, page ^ 4)};
        }
        if (!call.arguments.contains(Argument.SLOT)) {
            return new long[] {0};
        }
        int block = geometry().blockEntries();
        int first = geometry().index(START) + page / block * block;
        long[] slots = new long[block];
        for (int i = 0; i < block; i++) {
            slots[i] = first + i;
        }
        return slots;
    }

    private static int[] flags(Call call) {
        return switch (call) {
            case SET_PTES -> new int[] {0, Operation.OLD, Operation.DIRTY, Operation.CONT};
            case FOLIO_PTE_BATCH_FLAGS ->
                    new int[] {
                        0,
                        BatchFlag.RESPECT_DIRTY | BatchFlag.RESPECT_WRITE,
                        BatchFlag.MERGE_WRITE | BatchFlag.MERGE_YOUNG_DIRTY
                    };
            case GET_AND_CLEAR_FULL_PTES, CLEAR_FULL_PTES -> new int[] {0, Operation.FULL};
            case CLEAR_YOUNG_DIRTY_PTES ->
                    new int[] {ClearFlag.YOUNG, ClearFlag.DIRTY, ClearFlag.YOUNG | ClearFlag.DIRTY};
            case PTEP_SET_ACCESS_FLAGS ->
                    new int[] {
                        Operation.ENTRY_YOUNG,
                        Operation.ENTRY_YOUNG | Operation.DIRTY,
                        Operation.ENTRY_YOUNG | Operation.ENTRY_WRITE,
                        Operation.ENTRY_YOUNG
                                | Operation.ENTRY_WRITE
                                | Operation.DIRTY
                                | Operation.WRITE_FAULT
                    };
            case FILL -> new int[] {0, Operation.BLOCK};
            case READ, WRITE -> new int[] {0, Operation.FAULT};
            default -> PLAIN;
        };
    }
}
