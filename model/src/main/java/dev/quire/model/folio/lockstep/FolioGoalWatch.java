package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.PagePolicy;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.reference.PageByPage;

/** Sees which goals steps reach: looks at the reference before and after. */
public final class FolioGoalWatch {
    private final FolioMachine machine;
    private final PageByPage pages;
    private final FolioHardware hardware;

    private long reached;
    private int order;
    private int sharers;
    private boolean exclusive;
    private boolean secure;
    private boolean mapped;
    private boolean poisoned;
    private boolean swap;

    FolioGoalWatch(FolioMachine machine, PageByPage pages, FolioHardware hardware) {
        this.machine = machine;
        this.pages = pages;
        this.hardware = hardware;
    }

    /** Bits of {@link FolioGoal#bit()}. */
    public long reached() {
        return reached;
    }

    /** Nothing is reached so far. */
    public void clear() {
        reached = 0;
    }

    private void reach(FolioGoal goal, boolean now) {
        reached |= now ? goal.bit() : 0;
    }

    private int page(FolioOperation of) {
        boolean bySlot = of.call().ofSlots() && !of.call().takes(FolioArgument.PFN);
        return bySlot ? TableSlot.pfn(pages.slot(machine.slot(of.mm(), of.page()))) : of.pfn();
    }

    /** Before the reference follows: what the call may be asked about. */
    void before(FolioOperation of) {
        int page = page(of);
        order = pages.order(page);
        exclusive = pages.isExclusive(page);
        secure = hardware.secure[page];
        if (of.call() == FolioCall.UNMAP) {
            sharers = sharers(page);
        } else if (of.call() == FolioCall.SPLIT) {
            mapped = pages.folioMappings(page) > 0;
            poisoned = pages.anyPoisoned(page);
            swap = pages.swapEntry(page) != 0;
        }
    }

    private int sharers(int page) {
        int sharing = 0;
        for (int mm = 1; mm <= machine.mms() && pages.isLarge(page); mm++) {
            sharing += pages.folioMappings(page, mm) > 0 ? 1 : 0;
        }
        return sharing;
    }

    /** After it did. */
    void after(FolioOperation of, int result, int acts) {
        int page = page(of);
        reach(FolioGoal.LARGEST, pages.order(page) == machine.orderMax());
        reach(FolioGoal.FREED_LARGE, order > 0 && pages.isFree(page) && page == of.pfn());
        switch (of.call()) {
            case SET, CLEAR, TEST, TEST_SET, TEST_CLEAR -> flags(of, result);
            case MAP_FILE, MAP_ANON -> maps(of, result, acts);
            case UNMAP -> unmaps(of);
            case FORK -> {
                reach(FolioGoal.FORKED, result == 1 && exclusive);
                reach(FolioGoal.FORK_BUSY, result == 0);
                reach(FolioGoal.THIRD, sharers(page) == 3);
                reach(FolioGoal.SHARED, sharers(page) == 2);
            }
            case REUSE -> reach(FolioGoal.REUSED, result == 1 && !exclusive);
            case MIGRATE -> {
                reach(FolioGoal.MIGRATION_BUSY, result == 0 && acts == 0);
                reach(FolioGoal.PIN_DURING_MIGRATION, acts > 0);
            }
            case RESTORE -> reach(FolioGoal.MIGRATED, pages.isExclusive(page));
            case EXECUTE ->
                    reach(FolioGoal.EXECUTED_NEW, hardware.versions.executed(of.cpu(), page) > 0);
            case POISON -> reach(FolioGoal.POISONED_TAIL, page != pages.first(page));
            case SECURE -> reach(FolioGoal.SECURE_AFTER_SPLIT, order > 0 && result == 1);
            case HOST -> reach(FolioGoal.EXPORTED, secure);
            case SPLIT -> splits(of, result, page);
            case COLLAPSE -> reach(FolioGoal.COLLAPSED, result == 1);
            default -> {}
        }
    }

    private void flags(FolioOperation of, int result) {
        if (result < 0) {
            PagePolicy policy = PagePolicy.ofRefusal(result);
            reach(FolioGoal.REFUSED_NO_TAIL, policy == PagePolicy.NO_TAIL);
            reach(FolioGoal.REFUSED_NO_COMPOUND, policy == PagePolicy.NO_COMPOUND);
            reach(FolioGoal.REFUSED_SECOND, policy == PagePolicy.SECOND);
        } else {
            boolean tail = of.pfn() != pages.first(of.pfn());
            boolean head = of.flag().policy == PagePolicy.HEAD;
            reach(FolioGoal.REDIRECTED, tail && head && of.call() == FolioCall.SET);
        }
    }

    private void maps(FolioOperation of, int result, int acts) {
        int slot = machine.slot(of.mm(), of.page());
        reach(FolioGoal.TYPED, result == FolioApi.TYPED);
        reach(FolioGoal.TWO_TABLES, result == 1 && slot + of.nr() > machine.tableEnd(slot));
        reach(FolioGoal.SHARED, sharers(of.pfn()) == 2);
        reach(FolioGoal.THIRD, sharers(of.pfn()) == 3);
        boolean executes = result == 1 && of.has((int) TableSlot.EXEC);
        boolean clean = machine.archBit() == ArchBit.CLEAN;
        reach(FolioGoal.SYNCED, executes && clean && hardware.worked() > 0);
        reach(FolioGoal.SYNC_SAVED, executes && clean && hardware.worked() == 0);
        reach(FolioGoal.INSTALL_DURING_INSTALL, executes && acts > 0);
    }

    /** The same, where another install was made in pieces. */
    void turns(FolioOperation of, boolean took) {
        boolean executes = of.call() == FolioCall.MAP_FILE && of.has((int) TableSlot.EXEC);
        reach(FolioGoal.INSTALLS_TOOK_TURNS, executes && took);
    }

    private void unmaps(FolioOperation of) {
        int page = TableSlot.pfn(hardware.before(machine.slot(of.mm(), of.page())));
        boolean large = pages.isLarge(page);
        reach(FolioGoal.UNSHARED, large && sharers == 2 && sharers(page) == 1);
        reach(FolioGoal.PARTLY_MAPPED, large && pages.has(FolioFlag.PARTIALLY_MAPPED, page));
    }

    private void splits(FolioOperation of, int result, int page) {
        boolean uniform = of.has(FolioOperation.UNIFORM);
        boolean anon = pages.kind(page) == FolioView.ANON;
        reach(FolioGoal.SPLIT_UNIFORM, result == 1 && uniform && anon && mapped);
        reach(FolioGoal.SPLIT_AROUND, result == 1 && !uniform);
        reach(FolioGoal.SPLIT_HALFWAY, result == 0 && pages.order(page) < order);
        reach(FolioGoal.SPLIT_FAILED, result == 0 && of.value() == 1 && mapped);
        reach(FolioGoal.SPLIT_IN_SWAP, result == 1 && swap);
        reach(FolioGoal.POISON_SPLIT, result == 1 && poisoned && of.order() > 0);
    }
}
