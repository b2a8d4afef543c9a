package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.NumberSet;
import dev.quire.model.folio.PagePolicy;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.reference.PageByPage;
import java.util.Arrays;

/**
 * Compares what the subject shows, and the slots, with the reference after a step.
 *
 * <p>Only what changed since the last comparison is looked at, by the words and slots that the
 * subject stored and by what the reference did: of all else both sides are as they were, and agree.
 */
final class FolioChecks {
    private static final FolioFlag[] OF_HEADS = flags(false);
    private static final FolioFlag[] OF_SECOND_PAGES = flags(true);

    private final FolioMachine machine;
    private final FolioHardware hardware;
    private final PageByPage pages;
    private final FolioView view;
    private final FolioFindings findings;
    private final NumberSet touched;
    private final NumberSet touchedSlots;
    private boolean owes;

    FolioChecks(
            FolioMachine machine,
            FolioHardware hardware,
            PageByPage pages,
            FolioView view,
            FolioFindings findings) {
        this.machine = machine;
        this.hardware = hardware;
        this.pages = pages;
        this.view = view;
        this.findings = findings;
        touched = pages.touched();
        touchedSlots = pages.touchedSlots();
    }

    private static FolioFlag[] flags(boolean second) {
        return Arrays.stream(FolioFlag.values())
                .filter(flag -> flag != FolioFlag.HWPOISON)
                .filter(flag -> flag.policy == PagePolicy.SECOND == second)
                .toArray(FolioFlag[]::new);
    }

    /** Looks at everything next time. */
    void touchAll() {
        touched.addAll();
        touchedSlots.addAll();
    }

    /** What changed up to now needs no look. */
    void forgetTouched() {
        touched.clear();
        touchedSlots.clear();
        hardware.forgetTouched();
    }

    /** Adds what the subject and the hardware changed to what the reference did, and all heads. */
    private void gather() {
        hardware.touchedBy(view, touched);
        touched.addAll(hardware.touched);
        touchedSlots.addAll(hardware.touchedSlots);
        for (int pfn = touched.next(0); pfn >= 0; pfn = touched.next(pfn + 1)) {
            touched.add(pages.first(pfn));
        }
    }

    /** A step begins: whether its folio owes a flush, which the parts of a split may then owe. */
    void before(FolioOperation of) {
        owes =
                machine.archBit() == ArchBit.DIRTY
                        && (view.flags(pages.first(of.pfn())) & FolioFlag.ARCH_1) != 0;
    }

    /**
     * Everything that changed, after a step whose result was right.
     *
     * @param headBefore the head of the folio that the step was about, before it
     * @param endBefore one past its last page
     */
    void check(FolioOperation of, int headBefore, int endBefore) {
        gather();
        checkPages(of, headBefore, endBefore);
        checkZeroPage();
        checkSlots();
        checkSecure();
        if (hardware.badRange() != 0) {
            findings.add(
                    Invariant.ONE_RANGE,
                    "a range of "
                            + hardware.badRange()
                            + " pages must lie in one folio, area and table");
        }
        forgetTouched();
    }

    private int nextPage(int pfn) {
        int next = touched.next(pfn);
        return next < machine.frames() ? next : -1;
    }

    private void checkPages(FolioOperation of, int headBefore, int endBefore) {
        boolean split = of.call() == FolioCall.SPLIT || of.call() == FolioCall.SECURE;
        for (int pfn = nextPage(0); pfn >= 0; pfn = nextPage(pfn + 1)) {
            boolean shaped =
                    view.order(pfn) == pages.order(pfn) && view.head(pfn) == pages.first(pfn);
            if (!shaped) {
                findings.number(
                        split ? Invariant.SPLIT_CARRIES : Invariant.REFERENCES_COUNTED,
                        pfn,
                        "order",
                        pages.order(pfn),
                        view.order(pfn));
            } else if (pages.isFree(pfn)) {
                checkFree(pfn);
            } else {
                if (pages.first(pfn) == pfn) {
                    checkFolio(pfn, split);
                    boolean born = split && pfn > headBefore && pfn < endBefore;
                    checkBornOfSplit(
                            pfn, born && (pfn != of.pfn() || of.call() == FolioCall.SPLIT));
                }
                checkFlags(of, pfn, split);
                checkPage(pfn);
            }
        }
    }

    /**
     * A new folio that was not installed since does not know its caches to be clean, and owes no
     * flush that the folio before did not owe.
     */
    private void checkBornOfSplit(int head, boolean born) {
        boolean marked = (view.flags(head) & FolioFlag.ARCH_1) != 0;
        if (born && marked && !owes && pages.folioMappings(head) == 0) {
            findings.number(Invariant.SPLIT_CARRIES, head, "PG_arch_1", 0, 1);
        }
    }

    private void checkFree(int pfn) {
        if (view.flags(pfn) != 0 || view.exclusive(pfn)) {
            findings.number(Invariant.BORN_WITHOUT_FLAGS, pfn, "flags", 0, view.flags(pfn));
        }
        checkPoison(pfn);
    }

    private void checkPoison(int pfn) {
        if (view.poisoned(pfn) != pages.has(FolioFlag.HWPOISON, pfn)) {
            findings.number(
                    Invariant.POISON_PER_PAGE,
                    pfn,
                    "hwpoison",
                    pages.has(FolioFlag.HWPOISON, pfn) ? 1 : 0,
                    view.poisoned(pfn) ? 1 : 0);
        }
    }

    private void checkFolio(int head, boolean split) {
        equal(
                Invariant.REFERENCES_COUNTED,
                head,
                "references",
                pages.refcount(head),
                view.refcount(head));
        int mappings = pages.folioMappings(head);
        equal(Invariant.MAPPINGS_COUNTED, head, "mappings", mappings, view.mapcount(head));
        equal(Invariant.ONE_KIND, head, "kind", pages.kind(head), view.kind(head));
        equal(Invariant.ONE_KIND, head, "type", pages.type(head), view.type(head));
        Invariant place = split ? Invariant.SPLIT_CARRIES : Invariant.REFERENCES_COUNTED;
        equal(place, head, "index", pages.index(head), view.index(head));
        equal(place, head, "swap entry", pages.swapEntry(head), view.swapEntry(head));
        if (pages.isLarge(head)) {
            checkSharers(head, mappings);
        }
    }

    private void equal(Invariant invariant, int pfn, String what, int expected, int seen) {
        if (expected != seen) {
            findings.number(invariant, pfn, what, expected, seen);
        }
    }

    private void checkSharers(int head, int mappings) {
        boolean shared = view.maybeShared(head);
        if (!shared && !ofOneMm(head, mappings)) {
            findings.number(Invariant.SHARERS_KNOWN, head, "its shared bit", 1, 0);
        }
        if (shared && mappings == 0) {
            findings.number(Invariant.SHARERS_KNOWN, head, "its shared bit", 0, 1);
        }
        for (int which = 0; which < 2; which++) {
            int mm = view.mmId(head, which);
            int count = view.mmCount(head, which);
            int most = mm == 0 || mm > machine.mms() ? -1 : pages.folioMappings(head, mm) - 1;
            if (count > most || count < (mm == 0 ? -1 : 0)) {
                findings.number(
                        Invariant.SHARERS_KNOWN,
                        head,
                        "mappings of mm " + mm + " counted from -1 at most",
                        most,
                        count);
            }
        }
    }

    private boolean ofOneMm(int head, int mappings) {
        boolean one = mappings == 0;
        for (int mm = 1; mm <= machine.mms() && !one; mm++) {
            one = pages.folioMappings(head, mm) == mappings;
        }
        return one;
    }

    /** The word that a page must show: each flag where its policy keeps it. */
    long expectedFlags(int pfn) {
        int index = pfn - pages.first(pfn);
        if (index > 1) {
            return 0;
        }
        boolean large = pages.isLarge(pfn);
        long word = index == 0 && large ? FolioFlag.HEAD : 0;
        for (FolioFlag flag : index == 0 ? OF_HEADS : OF_SECOND_PAGES) {
            word |= pages.has(flag, pfn) ? flag.mask : 0;
        }
        return word;
    }

    private void checkFlags(FolioOperation of, int pfn, boolean split) {
        long seen = view.flags(pfn);
        boolean born = of.call() == FolioCall.ALLOC || of.call() == FolioCall.ADD_CACHE;
        boolean own = born && pages.first(pfn) == pages.first(of.pfn());
        if (own && (seen & FolioFlag.ARCH_1) != 0) {
            findings.number(Invariant.BORN_WITHOUT_FLAGS, pfn, "PG_arch_1", 0, 1);
        }
        long wrong = (seen ^ expectedFlags(pfn)) & ~FolioFlag.ARCH_1;
        if (pfn != pages.first(pfn)) {
            wrong |= seen & FolioFlag.ARCH_1;
        }
        if (wrong == 0) {
            return;
        }
        boolean second = pfn == pages.first(pfn) + 1;
        Invariant broken = split ? Invariant.SPLIT_CARRIES : Invariant.FLAG_POLICY;
        if (second && wrong == FolioFlag.HAS_HWPOISONED.mask) {
            broken = Invariant.POISON_PER_PAGE;
        } else if (of.call() == FolioCall.ALLOC && own) {
            broken = Invariant.BORN_WITHOUT_FLAGS;
        }
        findings.add(
                broken,
                "page 0x"
                        + Integer.toHexString(pfn)
                        + " must show flags 0x"
                        + Long.toHexString(expectedFlags(pfn))
                        + ", it shows 0x"
                        + Long.toHexString(seen));
    }

    private void checkPage(int pfn) {
        checkPoison(pfn);
        equal(
                Invariant.TABLE_CHECK_COUNTS,
                pfn,
                "counted slots",
                hardware.present[pfn],
                view.tableCheck(pfn));
        boolean anon = pages.kind(pfn) == FolioView.ANON;
        boolean exclusive = pages.isExclusive(pfn);
        equal(
                Invariant.EXCLUSIVE_TRUE,
                pfn,
                "anon-exclusive",
                exclusive ? 1 : 0,
                view.exclusive(pfn) ? 1 : 0);
        if (anon && hardware.writable[pfn] > 0) {
            equal(Invariant.WRITABLE_ALONE, pfn, "slots", 1, hardware.present[pfn]);
            if (!view.exclusive(pfn)) {
                findings.number(Invariant.EXCLUSIVE_TRUE, pfn, "anon-exclusive", 1, 0);
            }
        }
    }

    /** In every step: nothing else holds what lies behind the last frame to its shape. */
    private void checkZeroPage() {
        int zero = machine.zeroPage();
        equal(Invariant.ZERO_PAGE_UNCOUNTED, zero, "references", 1, view.refcount(zero));
        equal(Invariant.ZERO_PAGE_UNCOUNTED, zero, "mappings", 0, view.mapcount(zero));
        equal(Invariant.ZERO_PAGE_UNCOUNTED, zero, "counted slots", 0, view.tableCheck(zero));
    }

    /** Where the rules of anonymous pages say of a slot that it may too much, that is enough. */
    private void checkSlots() {
        for (int slot = touchedSlots.next(0); slot >= 0; slot = touchedSlots.next(slot + 1)) {
            long seen = hardware.slots[slot];
            long expected = pages.slot(slot);
            if (seen == expected) {
                continue;
            }
            boolean anon =
                    TableSlot.isPresent(expected)
                            && pages.kind(TableSlot.pfn(expected)) == FolioView.ANON;
            boolean tooMuch = anon && seen == (expected | TableSlot.WRITE);
            if (!tooMuch || findings.isEmpty()) {
                findings.add(
                        Invariant.MEANING_EQUAL,
                        "slot "
                                + slot
                                + " must be "
                                + TableSlot.text(expected)
                                + ", it is "
                                + TableSlot.text(seen));
            }
        }
    }

    private void checkSecure() {
        if (machine.archBit() != ArchBit.SECURE) {
            return;
        }
        for (int pfn = nextPage(0); pfn >= 0; pfn = nextPage(pfn + 1)) {
            boolean told = view.order(pfn) == 0 && (view.flags(pfn) & FolioFlag.ARCH_1) != 0;
            if (hardware.secure[pfn] && !told) {
                findings.number(
                        Invariant.ARCH_BIT_TRUE, pfn, "a folio of its own with PG_arch_1", 1, 0);
            }
        }
    }
}
