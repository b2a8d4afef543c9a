package dev.quire.properties.explore;

import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A machine that is small enough to visit all its states: an area of some blocks of 4 entries.
 *
 * <p>A folio is as large as the area, and slot <em>i</em> maps its page <em>i</em>. Pages
 * that move do so from one block to the other; folios have 4 pages then.
 *
 * @param blocks the blocks of the area, 1 or 2
 * @param folios 1, 2, or 3: of these, the last two have half the size and lie side by side
 * @param kept the translations that a CPU keeps at most, 0 to 2
 * @param hafdbs a bit for each CPU: it manages access and dirty
 * @param bbm what a change of block size goes through
 * @param preemptions how many things others may do inside one call
 * @param transactions whether changes of protection are made
 * @param moves whether pages move; that takes two blocks
 * @param traits in what else it differs from the usual machine; each only adds operations, but for
 *     those that say otherwise
 */
public record SmallMachine(
        int blocks,
        int folios,
        int kept,
        int hafdbs,
        BreakBeforeMake bbm,
        int preemptions,
        boolean transactions,
        boolean moves,
        Set<Trait> traits) {
    /** One block, no TLB, one CPU that manages access and dirty and one that does not. */
    public static final SmallMachine USUAL =
            new SmallMachine(1, 2, 0, 1, BreakBeforeMake.NEEDED, 0, true, false);

    private static final int MM = 1;
    private static final int FIRST_PAGE = 20;
    private static final int SHORT_PAGES = 2;
    private static final long FRAME = 0x100;
    private static final long SOFTLEAF = 0x1000;

    /** Bits of an address at which a layout may split it. */
    private static final int[] SPLITS = {48, 50};

    public SmallMachine {
        traits = Set.copyOf(traits);
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
        if (traits.contains(Trait.ALONE) && hafdbs > 1) {
            throw new IllegalArgumentException(
                    "hafdbs must be 0 or 1 where there is one CPU: " + hafdbs);
        }
        if (traits.contains(Trait.SHORT) && (blocks != 1 || traits.contains(Trait.WHOLE))) {
            throw new IllegalArgumentException(
                    "a short area must have one block, and not be whole: blocks=" + blocks);
        }
    }

    /** A machine without traits. */
    public SmallMachine(
            int blocks,
            int folios,
            int kept,
            int hafdbs,
            BreakBeforeMake bbm,
            int preemptions,
            boolean transactions,
            boolean moves) {
        this(blocks, folios, kept, hafdbs, bbm, preemptions, transactions, moves, Set.of());
    }

    /** The same machine with these traits instead of its own. */
    public SmallMachine with(Set<Trait> others) {
        return new SmallMachine(
                blocks, folios, kept, hafdbs, bbm, preemptions, transactions, moves, others);
    }

    private boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The machine, the area and the folios. */
    public Setup setup() {
        MachineSpec spec = base().with(has(Trait.ALONE) ? 1 : 2, hafdbs, bbm);
        int order = Integer.numberOfTrailingZeros(folioPages()) + (has(Trait.ASKEW) ? 1 : 0);
        boolean kernel = has(Trait.KERNEL);
        int permissions = Vma.WRITE | (has(Trait.EXECUTABLE) ? Vma.EXECUTE : 0);
        return new Setup(
                spec,
                List.of(
                        new AddressSpace(
                                MM, kernel ? AddressSpace.Kind.KERNEL : AddressSpace.Kind.USER)),
                List.of(new Vma(1, MM, addr(0), addr(pages()), permissions)),
                folios(order));
    }

    private MachineSpec base() {
        if (has(Trait.LPA2)) {
            return Machines.named("arm64-4k-lpa2");
        }
        return Machines.named(has(Trait.SPLIT) ? "arm64-64k-52" : "arm64-small");
    }

    private long addr(int page) {
        return base().geometry().advance(0, FIRST_PAGE + page);
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
                + (moves ? " moves=1" : "")
                + (traits.isEmpty() ? "" : " with=" + words());
    }

    /** The options of the command line, of those that are not the usual ones. */
    public String options() {
        StringBuilder options = new StringBuilder();
        options.append(blocks == 1 ? "" : " --blocks=" + blocks);
        options.append(folios == 2 ? "" : " --folios=" + folios);
        options.append(kept == 0 ? "" : " --kept=" + kept);
        options.append(hafdbs == 1 ? "" : " --hafdbs=" + hafdbs);
        options.append(bbm == BreakBeforeMake.NEEDED ? "" : " --bbm=" + (bbm.ordinal() + 1));
        options.append(preemptions == 0 ? "" : " --preemptions=" + preemptions);
        options.append(transactions ? "" : " --no-transactions");
        options.append(moves ? " --moves" : "");
        options.append(traits.isEmpty() ? "" : " --with=" + words());
        return options.toString().trim();
    }

    /** The words of its traits, in their order, with commas between them. */
    public String words() {
        return String.join(",", new TreeSet<>(traits).stream().map(trait -> trait.word).toList());
    }

    /** The pages of the area. */
    int pages() {
        return has(Trait.SHORT) ? SHORT_PAGES : 4 * blocks;
    }

    /** The pages of a folio that are mapped. */
    private int folioPages() {
        return moves ? 4 : pages();
    }

    /** The frame that a page of the area maps by preference: where halves lie, of a half. */
    public long home(int page) {
        return frame(page) + (folios == 3 ? folioPages() : 0);
    }

    private long frame(int page) {
        return FRAME + page % folioPages() + (has(Trait.ASKEW) ? 1 : 0);
    }

    /** Whether an operation is of a kind that is explored here, whatever its other arguments. */
    public boolean knows(Operation operation) {
        int known = 0;
        for (int flags : setFlags()) {
            known |= flags;
        }
        boolean carries = operation.call() != Call.SET_PTES || (operation.flags() & ~known) == 0;
        boolean protects =
                operation.call() != Call.SET_PTES
                                && operation.call() != Call.MODIFY_PROT_COMMIT_PTES
                        || protections().contains(operation.prot());
        boolean whole = operation.call() != Call.PTEP_GET_LOCKLESS || operation.value() == 0;
        return calls().contains(operation.call()) && carries && protects && whole;
    }

    /** What is explored on it. */
    Scope scope() {
        Setup setup = setup();
        boolean cpusAlike = setup.machine().cpus() == 2 && kept > 0 && hafdbs % 3 == 0;
        return new Scope(setup, alphabet(setup), kept, preemptions, folios == 2, cpusAlike);
    }

    private Alphabet alphabet(Setup setup) {
        Geometry geometry = setup.machine().geometry();
        List<long[]> frames = new ArrayList<>();
        List<long[]> targets = new ArrayList<>();
        long size = setup.folios().get(0).pages();
        for (int page = 0; page < pages(); page++) {
            long home = frame(page);
            frames.add(folios == 1 ? new long[] {home} : new long[] {home, home + size});
            targets.add(new long[] {addr(page ^ 4)});
        }
        return new Alphabet(
                setup,
                calls(),
                has(Trait.WHOLE) ? geometry.blockEntries() : 1,
                protections(),
                setFlags(),
                frames,
                targets,
                new long[] {SOFTLEAF},
                splits(setup.machine(), geometry.pageShift()));
    }

    /** A value that is only advanced is no state: it is left out but where addresses split. */
    private Set<Call> calls() {
        Set<Call> calls = EnumSet.allOf(Call.class);
        calls.remove(Call.RESUME);
        if (!has(Trait.LPA2) && !has(Trait.SPLIT)) {
            calls.remove(Call.PTE_ADVANCE_PFN);
        }
        if (!has(Trait.SOFTLEAVES)) {
            calls.remove(Call.SET_PTE_AT);
        }
        if (!has(Trait.EXECUTABLE)) {
            calls.remove(Call.EXECUTE);
        }
        if (kept == 0) {
            calls.removeAll(Alphabet.OF_WHAT_IS_KEPT);
        }
        if (!moves) {
            calls.remove(Call.MOVE_PTES);
        }
        if (!transactions) {
            calls.remove(Call.MODIFY_PROT_START_PTES);
            calls.remove(Call.MODIFY_PROT_COMMIT_PTES);
        }
        return calls;
    }

    private List<Protection> protections() {
        if (has(Trait.KERNEL)) {
            return List.of(Protection.KERNEL_READ, Protection.KERNEL_WRITE);
        }
        List<Protection> protections = new ArrayList<>(List.of(Protection.READ, Protection.WRITE));
        if (has(Trait.PROT_NONE)) {
            protections.add(Protection.NONE);
        }
        if (has(Trait.EXECUTABLE)) {
            protections.add(Protection.READ_EXECUTE);
        }
        return protections;
    }

    private List<Integer> setFlags() {
        List<Integer> flags = new ArrayList<>(Alphabet.USUAL_SET_FLAGS);
        if (has(Trait.SPECIAL)) {
            flags.add(Operation.SPECIAL);
        }
        if (has(Trait.UFFD_WP)) {
            flags.add(Operation.UFFD_WP);
        }
        return flags;
    }

    private static long[] splits(MachineSpec machine, int pageShift) {
        List<Long> last = new ArrayList<>();
        for (int bit : SPLITS) {
            long frames = 1L << bit - pageShift;
            if (frames < machine.encoding().frames()) {
                last.add(frames - 1);
            }
        }
        return last.stream().mapToLong(Long::longValue).toArray();
    }
}
