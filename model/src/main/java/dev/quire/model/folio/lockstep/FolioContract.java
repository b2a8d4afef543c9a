package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.reference.PageByPage;

/**
 * What the core promises when it calls: judged on the reference, never on the subject. A flag that
 * is reached through the wrong page is no breach: the subject must refuse it.
 */
public final class FolioContract {
    static final int TYPE_MIN = 0xf0;
    static final int TYPE_MAX = 0xf9;

    private static final int PLACE_MAX = 1 << 19;

    private final FolioMachine machine;
    private final PageByPage pages;
    private final boolean[] secure;
    private final SlotContract slots;

    FolioContract(FolioMachine machine, PageByPage pages, boolean[] secure) {
        this.machine = machine;
        this.pages = pages;
        this.secure = secure;
        this.slots = new SlotContract(machine, pages, this);
    }

    /** Which rule an operation breaks, if any. */
    public FolioRule check(FolioOperation of) {
        boolean exists =
                of.cpu() < machine.cpus()
                        && of.mm() <= machine.mms()
                        && of.pfn() < machine.frames()
                        && of.page() + of.nr() <= machine.slotsPerMm();
        if (!exists) {
            return FolioRule.MACHINE;
        }
        if (of.call().ofSlots()) {
            return slots.check(of);
        }
        boolean mayBeFree = of.call() == FolioCall.ALLOC || of.call() == FolioCall.UNPOISON;
        if (!mayBeFree && pages.isFree(of.pfn())) {
            return FolioRule.ALLOCATED;
        }
        return of.call().ofFlags() ? flag(of) : page(of);
    }

    private FolioRule page(FolioOperation of) {
        int pfn = of.pfn();
        return switch (of.call()) {
            case ALLOC -> target(pfn, of.order());
            case PUT -> pages.heldReferences(pfn) < holds(pfn) ? FolioRule.HELD : loses(pfn, 1);
            case UNPIN ->
                    pages.pins(pfn) < 1
                            ? FolioRule.HELD
                            : loses(pfn, pages.isLarge(pfn) ? 1 : pinBias());
            case ADD_CACHE -> rule(FolioRule.KIND, unowned(pfn) && fits(of, 0));
            case REMOVE_CACHE ->
                    pages.kind(pfn) != FolioView.FILE || pages.folioMappings(pfn) > 0
                            ? FolioRule.KIND
                            : loses(pfn, pages.pages(pfn));
            case ADD_SWAP -> rule(FolioRule.KIND, swaps(pfn) && fits(of, 1));
            case REMOVE_SWAP ->
                    pages.swapEntry(pfn) == 0 ? FolioRule.KIND : loses(pfn, pages.pages(pfn));
            case SET_TYPE ->
                    rule(
                            FolioRule.KIND,
                            unowned(pfn)
                                    && pfn == pages.first(pfn)
                                    && of.value() >= TYPE_MIN
                                    && of.value() <= TYPE_MAX);
            case CLEAR_TYPE -> rule(FolioRule.KIND, pages.type(pfn) != 0);
            case WRITE -> rule(FolioRule.SECURE, !secure[pfn]);
            case FLUSH_FOLIO, FLUSH_PAGE ->
                    pages.kind(pfn) == FolioView.NONE
                            ? FolioRule.KIND
                            : rule(FolioRule.ARCH, !means(ArchBit.SECURE));
            case POISON -> rule(FolioRule.POISONED, !pages.has(FolioFlag.HWPOISON, pfn));
            case UNPOISON -> rule(FolioRule.POISONED, pages.has(FolioFlag.HWPOISON, pfn));
            case HOST -> rule(FolioRule.ARCH, means(ArchBit.SECURE));
            case SECURE -> secure(pfn);
            case SPLIT -> split(of);
            default -> FolioRule.LEGAL;
        };
    }

    private static int pinBias() {
        return 1024;
    }

    static FolioRule rule(FolioRule rule, boolean holds) {
        return holds ? FolioRule.LEGAL : rule;
    }

    boolean means(ArchBit bit) {
        return machine.archBit() == bit;
    }

    /** Frames that a new folio may take. */
    FolioRule target(int pfn, int order) {
        int size = 1 << order;
        if (order > machine.orderMax() || (pfn & size - 1) != 0 || pfn + size > machine.frames()) {
            return FolioRule.ALIGNED;
        }
        for (int p = pfn; p < pfn + size; p++) {
            if (!pages.isFree(p) || pages.has(FolioFlag.HWPOISON, p)) {
                return FolioRule.FREE;
            }
        }
        return FolioRule.LEGAL;
    }

    /** The page's folio loses references. */
    FolioRule loses(int pfn, int references) {
        return rule(FolioRule.UNUSED, pages.refcount(pfn) > references || mayBeFreed(pfn));
    }

    /** Whether nothing but references keeps a folio. */
    boolean mayBeFreed(int pfn) {
        return pages.type(pages.first(pfn)) == 0
                && pages.folioMigrating(pfn) == 0
                && !anySecure(pfn);
    }

    boolean anySecure(int pfn) {
        boolean any = false;
        for (int p = pages.first(pfn); p < pages.end(pfn); p++) {
            any |= secure[p];
        }
        return any;
    }

    private boolean unowned(int pfn) {
        return pages.kind(pfn) == FolioView.NONE
                && pages.type(pages.first(pfn)) == 0
                && !pages.wasCached(pfn);
    }

    /** Who migrates a page keeps a reference. */
    private int holds(int pfn) {
        return pages.folioMigrating(pfn) > 0 ? 2 : 1;
    }

    private boolean swaps(int pfn) {
        return pages.kind(pfn) == FolioView.ANON
                && pages.order(pfn) != 1
                && pages.swapEntry(pfn) == 0
                && pages.has(FolioFlag.SWAPBACKED, pfn)
                && !pages.has(FolioFlag.CHECKED, pfn);
    }

    private boolean fits(FolioOperation of, int least) {
        return of.value() >= least && of.value() <= PLACE_MAX;
    }

    private FolioRule flag(FolioOperation of) {
        if (of.call() == FolioCall.TEST) {
            boolean hidden = of.flag() == FolioFlag.CHECKED && pages.swapEntry(of.pfn()) != 0;
            return rule(FolioRule.FLAG, !hidden);
        }
        boolean sets = of.call() == FolioCall.SET || of.call() == FolioCall.TEST_SET;
        int pfn = of.pfn();
        boolean right =
                switch (of.flag()) {
                    case SWAPCACHE -> false;
                    case CHECKED -> !pages.has(FolioFlag.SWAPBACKED, pfn);
                    case SWAPBACKED ->
                            sets ? !pages.has(FolioFlag.CHECKED, pfn) : pages.swapEntry(pfn) == 0;
                    case HWPOISON ->
                            !sets
                                    || !pages.isLarge(pfn)
                                    || pages.has(FolioFlag.HAS_HWPOISONED, pfn);
                    case HAS_HWPOISONED -> sets || !pages.anyPoisoned(pfn);
                    default -> true;
                };
        return rule(FolioRule.FLAG, right);
    }

    private FolioRule secure(int pfn) {
        if (!means(ArchBit.SECURE)) {
            return FolioRule.ARCH;
        }
        if (secure[pfn]) {
            return FolioRule.SECURE;
        }
        return pages.isLarge(pfn)
                ? splittable(pfn)
                : rule(FolioRule.KIND, pages.kind(pfn) != FolioView.NONE);
    }

    private FolioRule split(FolioOperation of) {
        int pfn = of.pfn();
        boolean fileInSteps = pages.kind(pfn) == FolioView.FILE && !of.has(FolioOperation.UNIFORM);
        boolean fails = of.value() <= (fileInSteps ? pages.order(pfn) - of.order() : 1);
        if (of.order() >= pages.order(pfn) || !fails) {
            return FolioRule.ORDER;
        }
        return splittable(pfn);
    }

    private FolioRule splittable(int pfn) {
        boolean ready =
                pages.has(FolioFlag.LOCKED, pfn)
                        && !pages.has(FolioFlag.WRITEBACK, pfn)
                        && pages.heldReferences(pfn) >= 1;
        if (!ready) {
            return FolioRule.LOCKED;
        }
        boolean kind =
                pages.kind(pfn) == FolioView.ANON
                        || pages.kind(pfn) == FolioView.FILE && pages.folioMappings(pfn) == 0;
        return rule(FolioRule.KIND, kind && pages.folioMigrating(pfn) == 0);
    }

    /** Which rule an act inside an operation breaks, if any. */
    public FolioRule checkAct(FolioOperation of, FolioOperation act) {
        if (act.cpu() == of.cpu()) {
            return FolioRule.ACT;
        }
        FolioRule alone = act.call() == FolioCall.EXECUTE ? FolioRule.LEGAL : check(act);
        boolean exists =
                act.cpu() < machine.cpus()
                        && act.mm() <= machine.mms()
                        && act.page() < machine.slotsPerMm();
        if (!exists || alone != FolioRule.LEGAL) {
            return exists ? alone : FolioRule.MACHINE;
        }
        boolean installs =
                of.call() == FolioCall.MAP_FILE
                        || of.call() == FolioCall.FLUSH_ICACHE
                        || of.call() == FolioCall.UPDATE;
        boolean right =
                switch (act.call()) {
                    case EXECUTE -> !means(ArchBit.SECURE);
                    case MAP_FILE -> installs && act.mm() != of.mm();
                    case PIN -> of.call() == FolioCall.MIGRATE;
                    default -> false;
                };
        return rule(FolioRule.ACT, right);
    }

    boolean isPresentPage(long value) {
        return TableSlot.isPresent(value) && TableSlot.pfn(value) != machine.zeroPage();
    }
}
