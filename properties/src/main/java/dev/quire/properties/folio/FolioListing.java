package dev.quire.properties.folio;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The operations of a family, written down one after another. */
final class FolioListing {
    private static final int PAGES = 1 << FolioSmallMachine.ORDER;
    private static final int WRITE = (int) TableSlot.WRITE;
    private static final int EXEC = (int) TableSlot.EXEC;
    private static final int TYPE = 0xf0;
    private static final int[] FIRST_SLOT = {0};
    private static final Set<FolioCall> FLAG_CALLS =
            EnumSet.of(
                    FolioCall.SET,
                    FolioCall.CLEAR,
                    FolioCall.TEST,
                    FolioCall.TEST_SET,
                    FolioCall.TEST_CLEAR);

    private final List<FolioOperation> all = new ArrayList<>();
    private final FolioMachine machine;
    private final int frames;

    FolioListing(FolioFamily family, int folios) {
        machine = family.machine();
        frames = folios * PAGES;
        for (int pfn = 0; pfn < frames; pfn += PAGES) {
            all.add(FolioOperation.ofOrder(FolioCall.ALLOC, pfn, FolioSmallMachine.ORDER));
        }
        each(FolioCall.PUT);
        switch (family) {
            case FLAGS -> flags();
            case SPLIT -> split();
            case POISON -> poison();
            case ANON -> anon(slotsOfAnon());
            case PINS -> pins(slotsOfAnon());
            case FILE -> file();
            case SWAP -> swap();
            case TYPES -> types();
            case CLEAN, DIRTY -> caches(borderPages());
            case SECURE -> secure();
            case CLEAN_SPLIT, DIRTY_SPLIT -> cachesAndSplit();
            case COLLAPSE -> collapse();
            case SHARERS -> anon(new int[] {2});
            case WHOLE, WHOLE_DIRTY -> whole();
            case WHOLE_SECURE -> {
                whole();
                each(FolioCall.SECURE);
                each(FolioCall.HOST);
            }
        }
    }

    List<FolioOperation> all() {
        return List.copyOf(all);
    }

    private void flags() {
        for (FolioFlag flag :
                List.of(
                        FolioFlag.HWPOISON,
                        FolioFlag.DIRTY,
                        FolioFlag.LOCKED,
                        FolioFlag.RESERVED,
                        FolioFlag.HAS_HWPOISONED)) {
            FLAG_CALLS.forEach(call -> flag(call, flag));
        }
    }

    private void split() {
        cache();
        flag(FolioCall.SET, FolioFlag.LOCKED);
        flag(FolioCall.SET, FolioFlag.DIRTY);
        flag(FolioCall.CLEAR, FolioFlag.DIRTY);
        splits();
    }

    private void poison() {
        cache();
        flag(FolioCall.SET, FolioFlag.LOCKED);
        each(FolioCall.POISON);
        each(FolioCall.UNPOISON);
        splits();
    }

    private void anon(int[] places) {
        maps(FolioCall.MAP_ANON, places, 0);
        maps(FolioCall.MAP_ANON, places, FolioOperation.EXCLUSIVE);
        maps(FolioCall.MAP_ANON, places, FolioOperation.EXCLUSIVE | WRITE);
        slots(FolioCall.UNMAP, places, true);
        forks(places);
        slots(FolioCall.REUSE, places, false);
    }

    private void pins(int[] places) {
        anon(places);
        slots(FolioCall.PIN, places, false);
        each(FolioCall.UNPIN);
        slots(FolioCall.MIGRATE, places, false);
        slots(FolioCall.RESTORE, places, false);
    }

    private void file() {
        int[] places = {3, 4};
        each(FolioCall.GET);
        cache();
        maps(FolioCall.MAP_FILE, places, borderPages(), 0);
        slots(FolioCall.MAP_ZERO, places, true);
        slots(FolioCall.UNMAP, places, true);
        forks(places);
    }

    private void swap() {
        maps(FolioCall.MAP_ANON, FIRST_SLOT, borderPages(), FolioOperation.EXCLUSIVE);
        slots(FolioCall.UNMAP, FIRST_SLOT, false);
        flag(FolioCall.SET, FolioFlag.SWAPBACKED);
        flag(FolioCall.SET, FolioFlag.LOCKED);
        values(FolioCall.ADD_SWAP, 1);
        each(FolioCall.REMOVE_SWAP);
        splits();
    }

    private void types() {
        int[] places = {0, 1};
        values(FolioCall.SET_TYPE, TYPE);
        each(FolioCall.CLEAR_TYPE);
        cache();
        maps(FolioCall.MAP_ANON, places, 0);
        maps(FolioCall.MAP_FILE, places, 0);
        slots(FolioCall.UNMAP, places, true);
    }

    private void caches(int[] pages) {
        cache();
        pages(FolioCall.WRITE, pages);
        pages(FolioCall.FLUSH_PAGE, pages);
        pages(FolioCall.FLUSH_FOLIO, pages);
        maps(FolioCall.MAP_FILE, FIRST_SLOT, pages, EXEC);
        slots(FolioCall.UNMAP, FIRST_SLOT, false);
        slots(FolioCall.FLUSH_ICACHE, FIRST_SLOT, false);
        slots(FolioCall.UPDATE, FIRST_SLOT, false);
        slots(FolioCall.EXECUTE, FIRST_SLOT, false);
        onBothCpus();
    }

    private void cachesAndSplit() {
        caches(ends());
        flag(FolioCall.SET, FolioFlag.LOCKED);
        splits();
    }

    private void secure() {
        cache();
        flag(FolioCall.SET, FolioFlag.LOCKED);
        each(FolioCall.SECURE);
        each(FolioCall.HOST);
        splits();
    }

    /** Pages of the first table's slots: a folio is mapped whole, or by its first or last page. */
    private void collapse() {
        int exclusive = FolioOperation.EXCLUSIVE | WRITE;
        int[] slots = {0, PAGES - 1};
        for (int head = 0; head < frames; head += PAGES) {
            all.add(FolioOperation.map(FolioCall.MAP_ANON, 1, 0, head, PAGES, exclusive));
            for (int slot : slots) {
                all.add(FolioOperation.map(FolioCall.MAP_ANON, 1, slot, head + slot, 1, exclusive));
            }
            all.add(FolioOperation.ofOrder(FolioCall.COLLAPSE, head, FolioSmallMachine.ORDER));
        }
        all.add(FolioOperation.ofSlots(FolioCall.UNMAP, 1, 0, PAGES));
        all.add(FolioOperation.ofSlots(FolioCall.UNMAP, 1, PAGES - 1, 1));
        all.add(FolioOperation.ofSlots(FolioCall.FORK, 1, 0, 1).withValue(2));
        all.add(FolioOperation.ofSlots(FolioCall.UNMAP, 2, 0, 1));
        pages(FolioCall.GET, ends());
        flag(FolioCall.SET, FolioFlag.LOCKED);
        flag(FolioCall.CLEAR, FolioFlag.LOCKED);
        pages(FolioCall.POISON, ends());
        splits(ends());
    }

    private void common() {
        each(FolioCall.GET);
        cache();
        flag(FolioCall.SET, FolioFlag.LOCKED);
        flag(FolioCall.CLEAR, FolioFlag.LOCKED);
        for (int last = PAGES - 1; last < frames; last += PAGES) {
            all.add(FolioOperation.ofFlag(FolioCall.TEST_SET, FolioFlag.DIRTY, last));
            all.add(FolioOperation.ofFlag(FolioCall.TEST_CLEAR, FolioFlag.DIRTY, last));
        }
        pages(FolioCall.POISON, ends());
        pages(FolioCall.UNPOISON, ends());
        splits(ends());
    }

    private void whole() {
        int[] places = {2, 3};
        common();
        for (int head = 0; head < frames; head += PAGES) {
            all.add(FolioOperation.ofFlag(FolioCall.SET, FolioFlag.WRITEBACK, head));
            all.add(FolioOperation.ofFlag(FolioCall.CLEAR, FolioFlag.WRITEBACK, head));
            all.add(FolioOperation.ofFlag(FolioCall.SET, FolioFlag.SWAPBACKED, head));
            all.add(FolioOperation.ofFlag(FolioCall.CLEAR, FolioFlag.SWAPBACKED, head));
            all.add(FolioOperation.ofValue(FolioCall.SET_TYPE, head, TYPE));
            all.add(FolioOperation.ofPage(FolioCall.CLEAR_TYPE, head));
        }
        values(FolioCall.ADD_SWAP, 1);
        each(FolioCall.REMOVE_SWAP);
        maps(FolioCall.MAP_ANON, places, FolioOperation.EXCLUSIVE);
        maps(FolioCall.MAP_ANON, places, FolioOperation.EXCLUSIVE | WRITE);
        if (machine.archBit() != ArchBit.SECURE) {
            maps(FolioCall.MAP_ANON, new int[] {2}, FolioOperation.EXCLUSIVE | EXEC);
        }
        all.removeIf(of -> of.call() == FolioCall.MAP_ANON && of.mm() > 1);
        slots(FolioCall.UNMAP, places, true);
        forks(places);
        slots(FolioCall.REUSE, places, false);
        slots(FolioCall.PIN, places, false);
        each(FolioCall.UNPIN);
        slots(FolioCall.MIGRATE, places, false);
        slots(FolioCall.RESTORE, places, false);
        int[] place = {2};
        boolean secure = machine.archBit() == ArchBit.SECURE;
        maps(FolioCall.MAP_FILE, place, ends(), secure ? 0 : EXEC);
        slots(FolioCall.MAP_ZERO, place, false);
        pages(FolioCall.WRITE, ends());
        pages(FolioCall.FLUSH_PAGE, ends());
        each(FolioCall.FLUSH_FOLIO);
        slots(FolioCall.FLUSH_ICACHE, place, false);
        slots(FolioCall.UPDATE, place, false);
        slots(FolioCall.EXECUTE, place, false);
        for (FolioOperation of : List.copyOf(all)) {
            if (of.call() == FolioCall.EXECUTE) {
                all.add(of.withCpu(1));
            }
        }
    }

    private void each(FolioCall call) {
        for (int pfn = 0; pfn < frames; pfn++) {
            all.add(FolioOperation.ofPage(call, pfn));
        }
    }

    /** The last page of the first folio, and the page after it or, with one, the first. */
    private int[] borderPages() {
        int last = PAGES - 1;
        return new int[] {last, frames > PAGES ? PAGES : 0};
    }

    /** The first and the last page of each folio. */
    private int[] ends() {
        int[] pages = new int[2 * frames / PAGES];
        for (int i = 0; i < pages.length; i++) {
            pages[i] = i / 2 * PAGES + i % 2 * (PAGES - 1);
        }
        return pages;
    }

    /** Two slots of one table for one folio, one slot for two folios. */
    private int[] slotsOfAnon() {
        return frames == PAGES ? new int[] {2, 3} : new int[] {2};
    }

    private void pages(FolioCall call, int[] pages) {
        for (int pfn : pages) {
            all.add(FolioOperation.ofPage(call, pfn));
        }
    }

    private void flag(FolioCall call, FolioFlag flag) {
        for (int pfn = 0; pfn < frames; pfn++) {
            all.add(FolioOperation.ofFlag(call, flag, pfn));
        }
    }

    private void values(FolioCall call, int value) {
        for (int pfn = 0; pfn < frames; pfn++) {
            all.add(FolioOperation.ofValue(call, pfn, value));
        }
    }

    private void cache() {
        values(FolioCall.ADD_CACHE, 0);
        each(FolioCall.REMOVE_CACHE);
    }

    private void splits() {
        int[] pages = new int[frames];
        for (int pfn = 0; pfn < frames; pfn++) {
            pages[pfn] = pfn;
        }
        splits(pages);
    }

    private void splits(int[] pages) {
        for (int pfn : pages) {
            for (int order = 0; order < FolioSmallMachine.ORDER; order++) {
                FolioOperation of = FolioOperation.ofOrder(FolioCall.SPLIT, pfn, order);
                for (int fail = 0; fail <= FolioSmallMachine.ORDER - order; fail++) {
                    all.add(of.withValue(fail));
                    all.add(of.withValue(fail).withFlags(FolioOperation.UNIFORM));
                }
            }
        }
    }

    private void slots(FolioCall call, int[] places, boolean ranges) {
        for (int mm = 1; mm <= machine.mms(); mm++) {
            for (int place = 0; place < places.length; place++) {
                for (int nr = 1; nr <= (ranges ? places.length - place : 1); nr++) {
                    all.add(FolioOperation.ofSlots(call, mm, places[place], nr));
                }
            }
        }
    }

    /** From each address space to each other one. */
    private void forks(int[] places) {
        int from = all.size();
        slots(FolioCall.FORK, places, true);
        List<FolioOperation> slots = new ArrayList<>(all.subList(from, all.size()));
        all.subList(from, all.size()).clear();
        for (FolioOperation of : slots) {
            for (int mm = 1; mm <= machine.mms(); mm++) {
                if (mm != of.mm()) {
                    all.add(of.withValue(mm));
                }
            }
        }
    }

    /** A slot maps the page of its own place in a folio only. */
    private void maps(FolioCall call, int[] places, int flags) {
        for (FolioOperation of : ranges(call, places)) {
            for (int head = 0; head < frames; head += PAGES) {
                map(of, head + of.page() - places[0], flags);
            }
        }
    }

    /** A slot maps any of these pages. */
    private void maps(FolioCall call, int[] places, int[] pages, int flags) {
        for (FolioOperation of : ranges(call, places)) {
            for (int pfn : pages) {
                map(of, pfn, flags);
            }
        }
    }

    private List<FolioOperation> ranges(FolioCall call, int[] places) {
        int from = all.size();
        slots(call, places, true);
        List<FolioOperation> ranges = new ArrayList<>(all.subList(from, all.size()));
        all.subList(from, all.size()).clear();
        return ranges;
    }

    private void map(FolioOperation of, int pfn, int flags) {
        all.add(FolioOperation.map(of.call(), of.mm(), of.page(), pfn, of.nr(), flags));
    }

    /** What others may do inside, or what is of one CPU: on the second CPU, too. */
    private void onBothCpus() {
        for (FolioOperation of : List.copyOf(all)) {
            if (of.call() == FolioCall.EXECUTE || of.call() == FolioCall.MAP_FILE) {
                all.add(of.withCpu(1));
            }
        }
    }
}
