package dev.quire.model.reference;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.NumberSet;
import dev.quire.model.folio.TableSlot;
import java.util.Arrays;

/** The trusted half for folios: mappings one slot, splits one page at a time. */
public final class PageByPage extends FolioPages {
    private final long[] slots;
    private final NumberSet touchedSlots;

    /** All frames but the zero page free, all slots none. */
    public PageByPage(FolioMachine machine) {
        super(machine);
        slots = new long[machine.slots()];
        touchedSlots = new NumberSet(slots.length);
        reset();
    }

    @Override
    public void reset() {
        super.reset();
        Arrays.fill(slots, 0);
        touchedSlots.clear();
        alloc(machine.zeroPage(), 0);
    }

    /** The slots that changed since somebody cleared the set. */
    public NumberSet touchedSlots() {
        return touchedSlots;
    }

    private void store(int slot, long value) {
        slots[slot] = value;
        touchedSlots.add(slot);
    }

    public long slot(int slot) {
        return slots[slot];
    }

    /** Puts a slot back, as it was between two steps. */
    public void putSlot(int slot, long value) {
        int page = TableSlot.pfn(value);
        store(slot, value);
        if (TableSlot.isPresent(value) && page != machine.zeroPage()) {
            map(machine.mm(slot), page, 1);
        }
        migrating[page] += TableSlot.isMigration(value) ? 1 : 0;
    }

    public int mapFile(int slot, int page, int nr, long permissions) {
        for (int i = 0; i < nr; i++) {
            if (type[first[page + i]] != 0) {
                return FolioApi.TYPED;
            }
        }
        for (int i = 0; i < nr; i++) {
            install(slot + i, TableSlot.present(page + i, permissions));
        }
        return 1;
    }

    public int mapAnon(int slot, int page, int nr, long permissions, boolean own) {
        if (type[first[page]] != 0) {
            return FolioApi.TYPED;
        }
        becomeAnon(page, slot);
        for (int i = 0; i < nr; i++) {
            exclusive[page + i] |= own;
            install(slot + i, TableSlot.present(page + i, permissions));
        }
        return 1;
    }

    private void becomeAnon(int page, int slot) {
        for (int p = first[page]; p < end(page) && kind[p] == FolioView.NONE; p++) {
            kind[p] = FolioView.ANON;
            index[p] = FolioView.ANON_INDEX + slot + p - page;
            touched.add(p);
        }
    }

    public void mapZero(int slot, int nr) {
        for (int i = 0; i < nr; i++) {
            store(slot + i, TableSlot.present(machine.zeroPage(), 0));
        }
    }

    private void install(int slot, long value) {
        store(slot, value);
        touched.add(TableSlot.pfn(value));
        map(machine.mm(slot), TableSlot.pfn(value), 1);
    }

    /** Ranges of one folio in one table count as one: after each, a folio may be partly mapped. */
    public void unmap(int slot, int nr) {
        int i = slot;
        while (i < slot + nr) {
            int page = TableSlot.pfn(slots[i]);
            boolean real = TableSlot.isPresent(slots[i]) && page != machine.zeroPage();
            store(i++, 0);
            int range = 1;
            while (real && i < slot + nr && continues(i, page + range)) {
                store(i++, 0);
                range++;
            }
            if (real) {
                unmapPages(page, range, machine.mm(slot));
            }
        }
    }

    /** Whether a slot maps a page of the folio, and the table, of the slot before it. */
    private boolean continues(int slot, int page) {
        return slot % machine.tableEntries() != 0
                && TableSlot.isPresent(slots[slot])
                && TableSlot.pfn(slots[slot]) == page
                && first[page] == first[page - 1];
    }

    private void unmapPages(int page, int nr, int mm) {
        touched.add(page, nr);
        for (int p = page; p < page + nr; p++) {
            map(mm, p, -1);
        }
        int left = folioMappings(page);
        if (kind[page] == FolioView.ANON && isLarge(page) && left > 0 && left < pages(page)) {
            setAll(FolioFlag.PARTIALLY_MAPPED, page, true);
        }
        freeIfUnused(page);
    }

    public int fork(int slot, int to, int nr) {
        for (int i = 0; i < nr; i++) {
            int page = TableSlot.pfn(slots[slot + i]);
            if (kind[page] == FolioView.ANON && exclusive[page] && folioPins(page) > 0) {
                return 0;
            }
        }
        for (int i = 0; i < nr; i++) {
            int page = TableSlot.pfn(slots[slot + i]);
            if (page == machine.zeroPage()) {
                store(to + i, slots[slot + i]);
                continue;
            }
            if (kind[page] == FolioView.ANON) {
                exclusive[page] = false;
                store(slot + i, slots[slot + i] & ~TableSlot.WRITE);
            }
            install(to + i, slots[slot + i]);
        }
        return 1;
    }

    /** Whether a page may be made writable in place for the address space of its slot. */
    public boolean mayReuse(int slot) {
        int page = TableSlot.pfn(slots[slot]);
        int all = folioMappings(page);
        boolean alone = all == folioMappings(page, machine.mm(slot)) && refcount(page) == all;
        return exclusive[page] || alone;
    }

    public void reuse(int slot) {
        int page = TableSlot.pfn(slots[slot]);
        exclusive[page] = true;
        touched.add(page);
        store(slot, slots[slot] | TableSlot.WRITE);
    }

    public int pin(int slot) {
        int page = TableSlot.pfn(slots[slot]);
        boolean anon = kind[page] == FolioView.ANON;
        if (!TableSlot.isPresent(slots[slot]) || anon && !exclusive[page]) {
            return 0;
        }
        pins[page]++;
        touched.add(page);
        return 1;
    }

    public int startMigration(int slot) {
        int page = TableSlot.pfn(slots[slot]);
        if (exclusive[page] && folioPins(page) > 0) {
            return 0;
        }
        migrate(slot);
        return 1;
    }

    /** Puts a migration entry into a slot, whoever has pins. */
    public void migrate(int slot) {
        int page = TableSlot.pfn(slots[slot]);
        store(slot, TableSlot.migration(slots[slot], exclusive[page]));
        touched.add(page);
        exclusive[page] = false;
        map(machine.mm(slot), page, -1);
        migrating[page]++;
    }

    public void endMigration(int slot) {
        int page = TableSlot.pfn(slots[slot]);
        exclusive[page] |= (slots[slot] & TableSlot.EXCLUSIVE) != 0;
        migrating[page]--;
        install(slot, TableSlot.restored(slots[slot]));
    }

    public int makeSecure(int page) {
        return isLarge(page) ? split(page, 0, true, 0) : 1;
    }

    /** A split leaves each page what it has, but what its new folio does not take over. */
    public int split(int page, int order, boolean uniform, int fail) {
        boolean anon = kind[page] == FolioView.ANON;
        boolean inSwap = swap[page] != 0;
        int expected = folioMappings(page) + cacheReferences(page) + 1;
        boolean impossible = anon && order == 1 || inSwap && !(uniform && order == 0);
        boolean noMemory = fail == 1 && (uniform || anon);
        if (impossible || refcount(page) != expected || noMemory) {
            return 0;
        }
        if (anon) {
            dropStaleExclusive(page);
        }
        int start = first[page];
        int end = end(page);
        boolean done = true;
        if (uniform) {
            cut(start, end, 1 << order);
        } else {
            done = cutAround(page, order, anon, fail);
        }
        if (pages(page) < end - start) {
            settle(start, end, page);
        }
        return done ? 1 : 0;
    }

    private void dropStaleExclusive(int page) {
        touched.add(first[page], count[page]);
        for (int p = first[page]; p < end(page); p++) {
            exclusive[p] &= mappings(p) > 0;
        }
    }

    private boolean cutAround(int page, int order, boolean anon, int fail) {
        int step = 1;
        while (order(page) > order) {
            if (step++ == fail && !anon) {
                return false;
            }
            int half = pages(page) / 2;
            cut(first[page], end(page), anon && half == 2 ? 1 : half);
        }
        return true;
    }

    private void cut(int start, int end, int pages) {
        for (int part = start; part < end; part += pages) {
            makeFolio(part, pages);
            for (int i = 0; i < FolioFlag.count(); i++) {
                FolioFlag each = FolioFlag.at(i);
                boolean kept = part == start || each.carried || each == FolioFlag.LRU;
                if (!kept && each != FolioFlag.HWPOISON) {
                    setAll(each, part, false);
                }
            }
            setAll(FolioFlag.PARTIALLY_MAPPED, part, false);
            setAll(FolioFlag.LARGE_RMAPPABLE, part, pages > 1);
            setAll(FolioFlag.HAS_HWPOISONED, part, pages > 1 && anyPoisoned(part));
        }
    }

    private void settle(int start, int end, int page) {
        Arrays.fill(references, start, end, 0);
        references[page] = 1;
        for (int part = start; part < end; ) {
            int next = end(part);
            if (part != first[page]) {
                setAll(FolioFlag.LOCKED, part, false);
                freeIfUnused(part);
            }
            part = next;
        }
    }

    public int collapse(int slot, int to, int order) {
        int nr = 1 << order;
        for (int i = 0; i < nr; i++) {
            int page = TableSlot.pfn(slots[slot + i]);
            boolean busy =
                    has(FolioFlag.LOCKED, page)
                            || has(FolioFlag.WRITEBACK, page)
                            || has(FolioFlag.HWPOISON, page);
            if (!exclusive[page] || busy || refcount(page) != folioMappings(page)) {
                return 0;
            }
        }
        alloc(to, order);
        references[to] = 0;
        becomeAnon(to, slot);
        Arrays.fill(exclusive, to, to + nr, true);
        setAll(FolioFlag.UPTODATE, to, true);
        setAll(FolioFlag.SWAPBACKED, to, true);
        setAll(FolioFlag.DIRTY, to, true);
        for (int i = 0; i < nr; i++) {
            long old = slots[slot + i];
            install(slot + i, TableSlot.present(to + i, old));
            unmapPages(TableSlot.pfn(old), 1, machine.mm(slot));
        }
        return 1;
    }
}
