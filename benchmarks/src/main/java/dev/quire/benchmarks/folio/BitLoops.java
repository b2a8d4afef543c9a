package dev.quire.benchmarks.folio;

import dev.quire.model.folio.TableSlot;

/**
 * What the calls on a folio come to on bare arrays: the same bits set, cleared and tested in the
 * head's word, the same stores to slots, the same counts, in plain loops that ask nothing.
 */
final class BitLoops {
    /** Pages whose slots one word counts, 16 bits each. */
    private static final int PAGES_A_WORD = 4;

    private static final long ONE_EACH = 0x0001000100010001L;

    private final int pages;
    private final long[] flags;
    private final long[] checks;
    private final long[] exclusive;
    final long[] slots;
    long references;
    long mappings;

    /** Arrays for two folios of so many pages, and so many slots. */
    BitLoops(int pages, int slots) {
        this.pages = pages;
        flags = new long[2 * pages];
        checks = new long[2 * pages / PAGES_A_WORD];
        exclusive = new long[2 * pages / Long.SIZE];
        this.slots = new long[slots];
    }

    long word(int page) {
        return flags[page & -pages];
    }

    /** Sets bits in the head's word, once through each page. */
    void set(int head, long mask) {
        for (int page = head; page < head + pages; page++) {
            flags[page & -pages] |= mask;
        }
    }

    void clear(int head, long mask) {
        for (int page = head; page < head + pages; page++) {
            flags[page & -pages] &= ~mask;
        }
    }

    /** Through how many pages bits are seen. */
    int test(int head, long mask) {
        int seen = 0;
        for (int page = head; page < head + pages; page++) {
            seen += (flags[page & -pages] & mask) != 0 ? 1 : 0;
        }
        return seen;
    }

    void mark(int head) {
        for (int i = head / Long.SIZE; i < (head + pages) / Long.SIZE; i++) {
            exclusive[i] |= -1L;
        }
    }

    void map(int slot, int head, long permissions) {
        long value = TableSlot.present(head, permissions);
        for (int i = 0; i < pages; i++) {
            slots[slot + i] = value;
            value += TableSlot.PAGE;
        }
        count(head, ONE_EACH);
        references += pages;
        mappings += pages;
    }

    /** Takes the slots; whether all were present. */
    boolean unmap(int slot, int head) {
        long all = TableSlot.PRESENT;
        for (int i = 0; i < pages; i++) {
            all &= slots[slot + i];
            slots[slot + i] = 0;
        }
        count(head, -ONE_EACH);
        references -= pages;
        mappings -= pages;
        return all != 0;
    }

    private void count(int head, long by) {
        for (int i = head / PAGES_A_WORD; i < (head + pages) / PAGES_A_WORD; i++) {
            checks[i] += by;
        }
    }
}
