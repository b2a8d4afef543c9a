package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioView;
import dev.quire.model.reference.PageByPage;

/** What the reference says, in the form in which a subject shows it. */
final class PagesView implements FolioView {
    private final FolioHardware hardware;
    private final PageByPage pages;
    private final FolioChecks checks;

    PagesView(FolioHardware hardware, PageByPage pages, FolioChecks checks) {
        this.hardware = hardware;
        this.pages = pages;
        this.checks = checks;
    }

    @Override
    public int head(int pfn) {
        return pages.first(pfn);
    }

    @Override
    public int order(int pfn) {
        return pages.order(pfn);
    }

    @Override
    public long flags(int pfn) {
        return pages.isFree(pfn) ? 0 : checks.expectedFlags(pfn);
    }

    @Override
    public boolean poisoned(int pfn) {
        return pages.has(FolioFlag.HWPOISON, pfn);
    }

    @Override
    public boolean exclusive(int pfn) {
        return pages.isExclusive(pfn);
    }

    @Override
    public int refcount(int head) {
        return head == hardware.machine.zeroPage() ? 1 : pages.refcount(head);
    }

    @Override
    public int mapcount(int head) {
        return head == hardware.machine.zeroPage() ? 0 : pages.folioMappings(head);
    }

    @Override
    public int kind(int head) {
        return pages.kind(head);
    }

    @Override
    public int index(int head) {
        return pages.index(head);
    }

    @Override
    public int swapEntry(int head) {
        return pages.swapEntry(head);
    }

    @Override
    public int type(int pfn) {
        return pages.type(pfn);
    }

    @Override
    public int mmId(int head, int which) {
        return 0;
    }

    @Override
    public int mmCount(int head, int which) {
        return -1;
    }

    @Override
    public boolean maybeShared(int head) {
        return false;
    }

    @Override
    public int tableCheck(int pfn) {
        return pfn == hardware.machine.zeroPage() ? 0 : hardware.present[pfn];
    }
}
