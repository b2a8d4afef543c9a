package dev.quire.properties.folio;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioArgument;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.reference.PageByPage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A machine of folios so small that all states of a family of operations can be visited: 8 frames,
 * two CPUs, two address spaces; of more frames and address spaces as few are used.
 *
 * @param folios folios of order 2, 1 or 2
 */
public record FolioSmallMachine(FolioFamily family, int folios) {
    static final int ORDER = 2;
    private static final int PINS_MAX = 1;

    private static final Set<FolioCall> OF_A_FOLIO =
            EnumSet.of(
                    FolioCall.GET,
                    FolioCall.PUT,
                    FolioCall.UNPIN,
                    FolioCall.ADD_CACHE,
                    FolioCall.REMOVE_CACHE,
                    FolioCall.ADD_SWAP,
                    FolioCall.REMOVE_SWAP,
                    FolioCall.FLUSH_FOLIO,
                    FolioCall.SET,
                    FolioCall.CLEAR);

    private static final List<FolioFlag> FLAGS =
            List.of(
                    FolioFlag.LOCKED,
                    FolioFlag.DIRTY,
                    FolioFlag.WRITEBACK,
                    FolioFlag.SWAPBACKED,
                    FolioFlag.SWAPCACHE,
                    FolioFlag.HAS_HWPOISONED,
                    FolioFlag.PARTIALLY_MAPPED);

    public FolioSmallMachine {
        if (folios < 1 || folios > 2) {
            throw new IllegalArgumentException("folios must be 1 or 2: " + folios);
        }
    }

    /** What its operations run on. */
    public FolioMachine machine() {
        return family.machine();
    }

    /** Every operation with every argument. */
    public List<FolioOperation> operations() {
        return family.operations(folios);
    }

    /** Which calls these operations are, as traces write them, in the order of their enum. */
    public List<String> calls() {
        return operations().stream()
                .map(FolioOperation::call)
                .distinct()
                .sorted()
                .map(call -> call.word)
                .toList();
    }

    /** What another CPU may do at any one point inside an operation: each of these. */
    List<List<FolioOperation>> inside(FolioOperation of) {
        int cpu = 1 - of.cpu();
        int last = of.nr() - 1;
        List<List<FolioOperation>> all = new ArrayList<>();
        if (of.call() == FolioCall.MIGRATE) {
            all.add(List.of(FolioOperation.ofSlots(FolioCall.PIN, of.mm(), of.page(), 1)));
        } else if (of.call() == FolioCall.FORK) {
            for (int i = 0; i <= last; i++) {
                all.add(List.of(execute(of.value(), of.page() + i)));
            }
        } else if (of.call() == FolioCall.RESTORE) {
            all.add(List.of(execute(of.mm(), of.page())));
        } else if (of.has((int) TableSlot.EXEC)) {
            for (int i = 0; i <= last; i++) {
                all.add(List.of(execute(of.mm(), of.page() + i)));
                if (of.call() == FolioCall.MAP_FILE) {
                    all.addAll(installs(of, i));
                }
            }
        }
        return all.stream()
                .map(acts -> acts.stream().map(act -> act.withCpu(cpu)).toList())
                .toList();
    }

    private static FolioOperation execute(int mm, int page) {
        return FolioOperation.ofSlots(FolioCall.EXECUTE, mm, page, 1);
    }

    /** A page of the range is installed for the other address space, and executed there. */
    private static List<List<FolioOperation>> installs(FolioOperation of, int at) {
        int mm = 3 - of.mm();
        FolioOperation map =
                FolioOperation.map(of.call(), mm, of.page(), of.pfn() + at, 1, of.flags());
        return List.of(List.of(map), List.of(map, execute(mm, of.page())));
    }

    /** Whether each operation is there on the other folio, too. */
    boolean exchangesFolios() {
        Set<FolioOperation> all = new HashSet<>(operations());
        int half = machine().frames() / 2;
        for (FolioOperation of : all) {
            boolean whole = of.pfn() / half == (of.pfn() + of.nr() - 1) / half;
            boolean onFrames = of.call().arguments.contains(FolioArgument.PFN);
            if (onFrames && !(whole && all.contains(of.withPfn(of.pfn() ^ half)))) {
                return false;
            }
        }
        return true;
    }

    /** Whether an operation is left out, as it does to a folio through a tail what others do. */
    boolean redundant(FolioOperation of, PageByPage pages) {
        return family.marksMax < Integer.MAX_VALUE
                && OF_A_FOLIO.contains(of.call())
                && of.pfn() != pages.first(of.pfn());
    }

    /** Whether references, pins, folios and marks are as few as the machine allows. */
    boolean fits(FolioLockStep run) {
        PageByPage pages = run.pages();
        int heads = 0;
        for (int pfn = 0; pfn < folios << ORDER; pfn++) {
            boolean head = !pages.isFree(pfn) && pages.first(pfn) == pfn;
            heads += head ? 1 : 0;
            if (head && pages.heldReferences(pfn) > family.heldMax || pages.pins(pfn) > PINS_MAX) {
                return false;
            }
        }
        return heads <= family.foliosMax
                && (family.marksMax == Integer.MAX_VALUE || marks(run) <= family.marksMax);
    }

    private int marks(FolioLockStep run) {
        PageByPage pages = run.pages();
        int marks = run.hiddenStores();
        for (int slot = 0; slot < machine().slots(); slot++) {
            marks += pages.slot(slot) != 0 ? 1 : 0;
        }
        for (int pfn = 0; pfn < folios << ORDER; pfn++) {
            marks += pages.has(FolioFlag.HWPOISON, pfn) ? 1 : 0;
            marks += pages.isExclusive(pfn) && pages.mappings(pfn) == 0 ? 1 : 0;
            marks += pages.pins(pfn);
            for (int i = 0; pages.first(pfn) == pfn && i < FLAGS.size(); i++) {
                marks += pages.has(FLAGS.get(i), pfn) ? 1 : 0;
            }
            marks += pages.type(pfn) != 0 ? 1 : 0;
        }
        for (int pfn = 0; pfn < folios << ORDER; pfn += 1 << ORDER) {
            marks += marksOfParts(pages, pfn);
        }
        return marks;
    }

    /** Of the pages of a folio as it was allocated, which may be split, and parts of it free. */
    private static int marksOfParts(PageByPage pages, int start) {
        int owned = 0;
        int parts = 0;
        int held = 0;
        int free = 0;
        for (int p = start; p < start + (1 << ORDER); p++) {
            boolean head = !pages.isFree(p) && pages.first(p) == p;
            owned |= pages.kind(p) != FolioView.NONE || pages.wasCached(p) ? 1 : 0;
            parts += head ? 1 : 0;
            held += head ? pages.heldReferences(p) : 0;
            free += pages.isFree(p) ? 1 : 0;
        }
        boolean split = parts > 1 || parts == 1 && free > 0;
        return owned
                + (split ? 1 + Math.max(0, held - 1) + Math.min(free, (1 << ORDER) - free) : 0);
    }

    /** In a line, as {@code explore} prints it. */
    public String text() {
        return machine().text()
                + " family="
                + family.word
                + " folios="
                + folios
                + " held="
                + family.heldMax
                + " foliosMax="
                + family.foliosMax
                + (family.marksMax == Integer.MAX_VALUE ? "" : " marks=" + family.marksMax);
    }
}
