package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.reference.PageByPage;

/** The part of the contract that is about slots. */
final class SlotContract {
    private final FolioMachine machine;
    private final PageByPage pages;
    private final FolioContract contract;

    SlotContract(FolioMachine machine, PageByPage pages, FolioContract contract) {
        this.machine = machine;
        this.pages = pages;
        this.contract = contract;
    }

    FolioRule check(FolioOperation of) {
        int slot = machine.slot(of.mm(), of.page());
        if (slot + of.nr() > machine.areaEnd(slot)) {
            return FolioRule.AREA;
        }
        long value = pages.slot(slot);
        boolean anon = contract.isPresentPage(value) && kind(value) == FolioView.ANON;
        return switch (of.call()) {
            case PIN -> FolioContract.rule(FolioRule.PRESENT, contract.isPresentPage(value));
            case MAP_FILE -> mapFile(of, slot);
            case MAP_ANON -> mapAnon(of, slot);
            case MAP_ZERO -> FolioContract.rule(FolioRule.NONE, none(slot, of.nr()));
            case UNMAP -> unmap(of, slot);
            case FORK -> fork(of, slot);
            case REUSE ->
                    FolioContract.rule(FolioRule.PRESENT, anon && !TableSlot.isWritable(value));
            case MIGRATE -> migrate(value, anon);
            case RESTORE -> FolioContract.rule(FolioRule.PRESENT, TableSlot.isMigration(value));
            case FLUSH_ICACHE, UPDATE ->
                    FolioContract.rule(FolioRule.ARCH, !contract.means(ArchBit.SECURE));
            case EXECUTE -> execute(value);
            case COLLAPSE -> collapse(of, slot);
            default -> FolioRule.LEGAL;
        };
    }

    private int kind(long value) {
        return pages.kind(TableSlot.pfn(value));
    }

    private boolean none(int slot, int nr) {
        boolean none = true;
        for (int i = slot; i < slot + nr; i++) {
            none &= pages.slot(i) == 0;
        }
        return none;
    }

    private FolioRule mapFile(FolioOperation of, int slot) {
        if (!none(slot, of.nr())) {
            return FolioRule.NONE;
        }
        for (int p = of.pfn(); p < of.pfn() + of.nr(); p++) {
            boolean right =
                    p < machine.frames()
                            && !pages.isFree(p)
                            && (pages.kind(p) == FolioView.FILE || pages.type(pages.first(p)) != 0);
            if (!right) {
                return FolioRule.KIND;
            }
        }
        return executable(of);
    }

    private FolioRule executable(FolioOperation of) {
        boolean executes = of.has((int) TableSlot.EXEC) && contract.means(ArchBit.SECURE);
        return FolioContract.rule(FolioRule.ARCH, !executes);
    }

    private FolioRule mapAnon(FolioOperation of, int slot) {
        int pfn = of.pfn();
        if (!none(slot, of.nr())) {
            return FolioRule.NONE;
        }
        if (pages.isFree(pfn) || pfn + of.nr() > pages.end(pfn)) {
            return FolioRule.ONE_FOLIO;
        }
        if (pages.wasCached(pfn) || pages.order(pfn) == 1) {
            return FolioRule.KIND;
        }
        boolean exclusive = of.has(FolioOperation.EXCLUSIVE);
        boolean right = exclusive || !of.has((int) TableSlot.WRITE);
        for (int p = pfn; p < pfn + of.nr(); p++) {
            boolean stale = pages.isExclusive(p) && !exclusive;
            right &= pages.mappings(p) == 0 && pages.migrating(p) == 0 && !stale;
        }
        return right ? executable(of) : FolioRule.MAPPED;
    }

    private FolioRule unmap(FolioOperation of, int slot) {
        for (int i = slot; i < slot + of.nr(); i++) {
            long value = pages.slot(i);
            if (TableSlot.isMigration(value)) {
                return FolioRule.PRESENT;
            }
            int pfn = TableSlot.pfn(value);
            boolean kept =
                    !contract.isPresentPage(value)
                            || pages.heldReferences(pfn) >= 1
                            || contract.mayBeFreed(pfn);
            if (!kept) {
                return FolioRule.UNUSED;
            }
        }
        return FolioRule.LEGAL;
    }

    private FolioRule fork(FolioOperation of, int slot) {
        if (of.value() < 1 || of.value() > machine.mms() || of.value() == of.mm()) {
            return FolioRule.MACHINE;
        }
        if (slot + of.nr() > machine.tableEnd(slot)) {
            return FolioRule.ONE_FOLIO;
        }
        if (!none(machine.slot(of.value(), of.page()), of.nr())) {
            return FolioRule.NONE;
        }
        long first = pages.slot(slot);
        int step = contract.isPresentPage(first) ? 1 : 0;
        for (int i = 0; i < of.nr(); i++) {
            long value = pages.slot(slot + i);
            int pfn = TableSlot.pfn(value);
            boolean follows = pfn == TableSlot.pfn(first) + i * step;
            if (!TableSlot.isPresent(value) || !follows || pfn >= pages.end(TableSlot.pfn(first))) {
                return FolioRule.ONE_FOLIO;
            }
        }
        return FolioRule.LEGAL;
    }

    private FolioRule migrate(long value, boolean anon) {
        if (!anon) {
            return FolioRule.PRESENT;
        }
        return FolioContract.rule(FolioRule.HELD, pages.heldReferences(TableSlot.pfn(value)) >= 1);
    }

    private FolioRule execute(long value) {
        if (contract.means(ArchBit.SECURE)) {
            return FolioRule.ARCH;
        }
        return FolioContract.rule(FolioRule.PRESENT, TableSlot.isExecutable(value));
    }

    private FolioRule collapse(FolioOperation of, int slot) {
        int end = slot + (1 << of.order());
        if (of.order() < 2 || of.order() > machine.orderMax()) {
            return FolioRule.ALIGNED;
        }
        if (end > machine.areaEnd(slot) || end > machine.tableEnd(slot)) {
            return FolioRule.AREA;
        }
        for (int i = slot; i < end; i++) {
            long value = pages.slot(i);
            boolean right =
                    contract.isPresentPage(value)
                            && kind(value) == FolioView.ANON
                            && contract.mayBeFreed(TableSlot.pfn(value));
            if (!right) {
                return FolioRule.PRESENT;
            }
        }
        return contract.target(of.pfn(), of.order());
    }
}
