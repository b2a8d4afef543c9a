package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.NumberSet;

/** What the packed words say. */
final class PackedView implements FolioView {
    private final PackedFolios folios;
    private final FolioPort port;

    PackedView(PackedFolios folios, FolioPort port) {
        this.folios = folios;
        this.port = port;
    }

    @Override
    public int head(int pfn) {
        return folios.head(port, pfn);
    }

    @Override
    public int order(int pfn) {
        return folios.order(port, pfn);
    }

    @Override
    public long flags(int pfn) {
        return folios.flags(port, pfn);
    }

    @Override
    public boolean poisoned(int pfn) {
        return folios.isPoisoned(port, pfn);
    }

    @Override
    public boolean exclusive(int pfn) {
        return folios.isExclusive(port, pfn);
    }

    @Override
    public int refcount(int head) {
        return folios.references(port, head);
    }

    @Override
    public int mapcount(int head) {
        return folios.mappings(port, head);
    }

    @Override
    public int kind(int head) {
        return folios.kind(port, head);
    }

    @Override
    public int index(int head) {
        return folios.index(port, head);
    }

    @Override
    public int swapEntry(int head) {
        return folios.swapEntry(port, head);
    }

    @Override
    public int type(int pfn) {
        return folios.type(port, pfn);
    }

    @Override
    public int mmId(int head, int which) {
        return folios.mmId(port, head, which);
    }

    @Override
    public int mmCount(int head, int which) {
        return folios.mmCount(port, head, which);
    }

    @Override
    public boolean maybeShared(int head) {
        return folios.maybeShared(port, head);
    }

    @Override
    public int tableCheck(int pfn) {
        return folios.checked(port, pfn);
    }

    @Override
    public void shows(int word, long bits, NumberSet pages) {
        folios.shows(word, bits, pages);
    }
}
