package dev.quire.properties.folio;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Operations that belong together, few enough for every state that they lead to to be visited.
 *
 * <p>All operations together have too many states: those of one folio's flags times those of its
 * mappings times those of its caches. A family has each of its calls with every argument that means
 * something on the small machine, but for what its comment leaves out.
 */
public enum FolioFamily {
    /** One flag of each policy, through every page. */
    FLAGS("flags", "folio-small", 1, 2),

    /** A folio of a file: its references, and where it is split, with one flag that is carried. */
    SPLIT("split", "folio-small", 1, 4),

    /** A folio of a file with each of its pages poisoned or not, and split. */
    POISON("poison", "folio-small", 1, 4),

    /**
     * Anonymous pages in two slots of two address spaces, in one slot if there are two folios: fork
     * and reuse.
     */
    ANON("anon", "folio-small", 1, 2),

    /** The same with pins, and migration that a pin may meet. */
    PINS("pins", "folio-small", 1, 2),

    /** Files and the zero page in two slots of two address spaces; a table ends between the two. */
    FILE("file", "folio-small", 2, 2),

    /** An anonymous folio with swap entries, and split. */
    SWAP("swap", "folio-small", 1, 4),

    /** A type in place of mappings. */
    TYPES("types", "folio-small", 1, 2),

    /** Stores, flushes, installs and execution where PG_arch_1 means clean. */
    CLEAN("clean", "folio-small", 1, 2),

    /** The same where it means that a flush is owed. */
    DIRTY("dirty", "folio-small-dirty", 1, 2),

    /** Secure frames of folios that are split for it. */
    SECURE("secure", "folio-small-secure", 1, 4);

    private static final int WRITE = (int) TableSlot.WRITE;
    private static final int EXEC = (int) TableSlot.EXEC;
    private static final int TYPE = 0xf0;
    private static final Set<FolioCall> FLAG_CALLS =
            EnumSet.of(
                    FolioCall.SET,
                    FolioCall.CLEAR,
                    FolioCall.TEST,
                    FolioCall.TEST_SET,
                    FolioCall.TEST_CLEAR);

    /** As the command line writes it. */
    public final String word;

    /** References that callers hold of one folio at most. */
    final int heldMax;

    /** Folios at the same time at most, as many as one is split into where families split. */
    final int foliosMax;

    private final String machine;

    FolioFamily(String word, String machine, int heldMax, int foliosMax) {
        this.word = word;
        this.machine = machine;
        this.heldMax = heldMax;
        this.foliosMax = foliosMax;
    }

    /**
     * The family of a word.
     *
     * @throws IllegalArgumentException naming what was found and all words
     */
    public static FolioFamily of(String word) {
        for (FolioFamily family : values()) {
            if (family.word.equals(word)) {
                return family;
            }
        }
        String words =
                Arrays.stream(values())
                        .map(family -> family.word)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("found " + word + ", expected one of " + words);
    }

    /** What its operations run on. */
    public FolioMachine machine() {
        return FolioMachine.named(machine);
    }

    /** Its operations on so many folios of order 2, the first one at frame 0. */
    List<FolioOperation> operations(int folios) {
        Listing list = new Listing(folios);
        list.each(FolioCall.PUT);
        switch (this) {
            case FLAGS -> flags(list);
            case SPLIT -> split(list);
            case POISON -> poison(list);
            case ANON -> anon(list);
            case PINS -> pins(list);
            case FILE -> file(list);
            case SWAP -> swap(list);
            case TYPES -> types(list);
            case CLEAN, DIRTY -> caches(list);
            case SECURE -> secure(list);
        }
        return List.copyOf(list.all);
    }

    private static void flags(Listing list) {
        for (FolioFlag flag :
                List.of(
                        FolioFlag.HWPOISON,
                        FolioFlag.DIRTY,
                        FolioFlag.LOCKED,
                        FolioFlag.RESERVED,
                        FolioFlag.HAS_HWPOISONED)) {
            FLAG_CALLS.forEach(call -> list.flag(call, flag));
        }
    }

    private static void split(Listing list) {
        list.cache();
        list.flag(FolioCall.SET, FolioFlag.LOCKED);
        list.flag(FolioCall.SET, FolioFlag.DIRTY);
        list.flag(FolioCall.CLEAR, FolioFlag.DIRTY);
        list.splits();
    }

    private static void poison(Listing list) {
        list.cache();
        list.flag(FolioCall.SET, FolioFlag.LOCKED);
        list.each(FolioCall.POISON);
        list.each(FolioCall.UNPOISON);
        list.splits();
    }

    private static void anon(Listing list) {
        int[] places = list.slotsOfAnon();
        list.maps(FolioCall.MAP_ANON, places, true, 0);
        list.maps(FolioCall.MAP_ANON, places, true, FolioOperation.EXCLUSIVE);
        list.maps(FolioCall.MAP_ANON, places, true, FolioOperation.EXCLUSIVE | WRITE);
        list.slots(FolioCall.UNMAP, places, true);
        list.forks(places);
        list.slots(FolioCall.REUSE, places, false);
    }

    private static void pins(Listing list) {
        int[] places = list.slotsOfAnon();
        anon(list);
        list.slots(FolioCall.PIN, places, false);
        list.each(FolioCall.UNPIN);
        list.slots(FolioCall.MIGRATE, places, false);
        list.slots(FolioCall.RESTORE, places, false);
    }

    private static void file(Listing list) {
        int[] places = {3, 4};
        list.each(FolioCall.GET);
        list.cache();
        list.maps(FolioCall.MAP_FILE, places, false, 0);
        list.slots(FolioCall.MAP_ZERO, places, true);
        list.slots(FolioCall.UNMAP, places, true);
        list.forks(places);
    }

    private static void swap(Listing list) {
        int[] places = {0};
        list.maps(FolioCall.MAP_ANON, places, false, FolioOperation.EXCLUSIVE);
        list.slots(FolioCall.UNMAP, places, false);
        list.flag(FolioCall.SET, FolioFlag.SWAPBACKED);
        list.flag(FolioCall.SET, FolioFlag.LOCKED);
        list.values(FolioCall.ADD_SWAP, 1);
        list.each(FolioCall.REMOVE_SWAP);
        list.splits();
    }

    private static void types(Listing list) {
        int[] places = {0, 1};
        list.values(FolioCall.SET_TYPE, TYPE);
        list.each(FolioCall.CLEAR_TYPE);
        list.cache();
        list.maps(FolioCall.MAP_ANON, places, true, 0);
        list.maps(FolioCall.MAP_FILE, places, true, 0);
        list.slots(FolioCall.UNMAP, places, true);
    }

    private static void caches(Listing list) {
        int[] places = {0};
        list.cache();
        list.border(FolioCall.WRITE);
        list.border(FolioCall.FLUSH_PAGE);
        list.maps(FolioCall.MAP_FILE, places, false, EXEC);
        list.slots(FolioCall.UNMAP, places, false);
        list.slots(FolioCall.UPDATE, places, false);
        list.slots(FolioCall.EXECUTE, places, false);
        list.onBothCpus();
    }

    private static void secure(Listing list) {
        list.cache();
        list.flag(FolioCall.SET, FolioFlag.LOCKED);
        list.each(FolioCall.SECURE);
        list.each(FolioCall.HOST);
        list.splits();
    }

    /** Operations that are written down one after another. */
    private final class Listing {
        private final List<FolioOperation> all = new ArrayList<>();
        private final FolioMachine machine = machine();
        private final int frames;

        Listing(int folios) {
            frames = folios << FolioSmallMachine.ORDER;
            for (int pfn = 0; pfn < frames; pfn += 1 << FolioSmallMachine.ORDER) {
                all.add(FolioOperation.ofOrder(FolioCall.ALLOC, pfn, FolioSmallMachine.ORDER));
            }
        }

        void each(FolioCall call) {
            for (int pfn = 0; pfn < frames; pfn++) {
                all.add(FolioOperation.ofPage(call, pfn));
            }
        }

        /** The last page of the first folio, and the page after it or, with one, the first. */
        int[] borderPages() {
            int last = (1 << FolioSmallMachine.ORDER) - 1;
            return new int[] {last, frames > last + 1 ? last + 1 : 0};
        }

        /** Two slots of one table for one folio, one slot for two folios. */
        int[] slotsOfAnon() {
            return frames == 1 << FolioSmallMachine.ORDER ? new int[] {2, 3} : new int[] {2};
        }

        void border(FolioCall call) {
            for (int pfn : borderPages()) {
                all.add(FolioOperation.ofPage(call, pfn));
            }
        }

        void flag(FolioCall call, FolioFlag flag) {
            for (int pfn = 0; pfn < frames; pfn++) {
                all.add(FolioOperation.ofFlag(call, flag, pfn));
            }
        }

        void values(FolioCall call, int value) {
            for (int pfn = 0; pfn < frames; pfn++) {
                all.add(FolioOperation.ofValue(call, pfn, value));
            }
        }

        void cache() {
            values(FolioCall.ADD_CACHE, 0);
            each(FolioCall.REMOVE_CACHE);
        }

        void splits() {
            for (int pfn = 0; pfn < frames; pfn++) {
                for (int order = 0; order < FolioSmallMachine.ORDER; order++) {
                    FolioOperation of = FolioOperation.ofOrder(FolioCall.SPLIT, pfn, order);
                    for (int fail = 0; fail <= FolioSmallMachine.ORDER - order; fail++) {
                        all.add(of.withValue(fail));
                        all.add(of.withValue(fail).withFlags(FolioOperation.UNIFORM));
                    }
                }
            }
        }

        void slots(FolioCall call, int[] places, boolean ranges) {
            for (int mm = 1; mm <= machine.mms(); mm++) {
                for (int place = 0; place < places.length; place++) {
                    for (int nr = 1; nr <= (ranges ? places.length - place : 1); nr++) {
                        all.add(FolioOperation.ofSlots(call, mm, places[place], nr));
                    }
                }
            }
        }

        void forks(int[] places) {
            int from = all.size();
            slots(FolioCall.FORK, places, true);
            all.subList(from, all.size()).replaceAll(of -> of.withValue(3 - of.mm()));
        }

        /**
         * @param linear whether a slot maps pages of its own place in a folio only; otherwise those
         *     on both sides of a border
         */
        void maps(FolioCall call, int[] places, boolean linear, int flags) {
            int from = all.size();
            slots(call, places, true);
            List<FolioOperation> slots = new ArrayList<>(all.subList(from, all.size()));
            all.subList(from, all.size()).clear();
            for (FolioOperation of : slots) {
                if (linear) {
                    for (int head = 0; head < frames; head += 1 << FolioSmallMachine.ORDER) {
                        map(of, head + of.page() - places[0], flags);
                    }
                } else {
                    for (int pfn : borderPages()) {
                        map(of, pfn, flags);
                    }
                }
            }
        }

        private void map(FolioOperation of, int pfn, int flags) {
            all.add(FolioOperation.map(of.call(), of.mm(), of.page(), pfn, of.nr(), flags));
        }

        /** What others may do inside, or what is of one CPU: on the second CPU, too. */
        void onBothCpus() {
            for (FolioOperation of : List.copyOf(all)) {
                if (of.call() == FolioCall.EXECUTE || of.call() == FolioCall.MAP_FILE) {
                    all.add(of.withCpu(1));
                }
            }
        }
    }
}
