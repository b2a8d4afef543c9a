package dev.quire.model.folio.packed;

import dev.quire.model.folio.Folio;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.NumberSet;
import java.util.Arrays;

/**
 * Where each word lies. A folio uses the words of its first two pages, what is kept per page is one
 * bit, and a tail knows the order of its folio and so its head.
 * <pre>
 * flags  63:56 order + 1, of every page | flags, head and second page only
 * counts 63:32 mappings or type | 31:0 references
 * owner  63:32 swap entry | 31:2 index | 1:0 kind   second page: 63:32 pins | 31:0 all mappings
 * mm ids 63 shared | 61:39 count 1 | 38:16 count 0 | 15:8 id 1 | 7:0 id 0   (half a word a page)
 * exclusive, poison: a bit a page   check: 16 bits a page
 * </pre>
 *
 * <p>Mappings of a small folio count from -1 as in the kernel, since a type may overlay them; those
 * of a large one and of mm ids are kept one higher. A page is never anonymous and a file's at once,
 * so that one count of its slots is enough.
 */
class PackedWords {
    static final long LOW = 0xffffffffL;
    static final int NO_MAPPING = -1;

    /** Pages whose checked slots one word counts, and how far apart their counts are. */
    private static final int CHECKS = 4;

    private static final int CHECK_BITS = Long.SIZE / CHECKS;
    private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;
    private static final long CHECK_EACH = 0x0001000100010001L;

    private static final int INDEX_SHIFT = 2;
    private static final long INDEX_MASK = 0x3fffffff;

    private static final int ORDER_SHIFT = 56;
    private static final long FLAGS = (1L << ORDER_SHIFT) - 1;

    /** By an order + 1: the bits of a page's number that its head has too. */
    private static final int[] HEADS = heads();

    protected final FolioMachine machine;

    private final int counts;
    private final int owners;
    private final int mmIds;
    private final int exclusive;
    private final int poison;
    private final int check;
    private final int words;

    PackedWords(FolioMachine machine) {
        this.machine = machine;
        if (machine.slots() > CHECK_MASK) {
            throw new IllegalArgumentException(
                    "slots must be at most " + CHECK_MASK + ": " + machine.slots());
        }
        int pages = machine.pages();
        counts = pages;
        owners = counts + pages;
        mmIds = owners + pages;
        exclusive = mmIds + (pages + 1) / 2;
        poison = exclusive + (pages + Long.SIZE - 1) / Long.SIZE;
        check = poison + (pages + Long.SIZE - 1) / Long.SIZE;
        words = check + (pages + CHECKS - 1) / CHECKS;
    }

    private static int[] heads() {
        int[] bits = new int[1 << Byte.SIZE];
        Arrays.fill(bits, -1);
        for (int order = 1; order <= Folio.ORDER_MAX; order++) {
            bits[order + 1] = -1 << order;
        }
        return bits;
    }

    public int words() {
        return words;
    }

    public void exchangeHalves(long[] state, int at) {
        int half = machine.frames() / 2;
        for (int region = 0; region < mmIds; region += machine.pages()) {
            exchange(state, at + region, Long.SIZE, half);
        }
        exchange(state, at + mmIds, Long.SIZE, half / 2);
        exchange(state, at + exclusive, 1, half);
        exchange(state, at + poison, 1, half);
        exchange(state, at + check, CHECK_BITS, half);
    }

    /** Exchanges the first values of so many bits for as many that follow them. */
    protected static void exchange(long[] state, int at, int bits, int half) {
        long mask = -1L >>> Long.SIZE - bits;
        for (int i = 0; i < half; i++) {
            int one = i * bits;
            int other = one + half * bits;
            long difference =
                    (state[at + (one >> 6)] >>> one ^ state[at + (other >> 6)] >>> other) & mask;
            state[at + (one >> 6)] ^= difference << one;
            state[at + (other >> 6)] ^= difference << other;
        }
    }

    protected final int flagsAt(int pfn) {
        return pfn;
    }

    protected final int countsAt(int pfn) {
        return counts + pfn;
    }

    protected final int mmIdsAt(int head) {
        return mmIds + (head >> 1);
    }

    protected final int exclusiveAt(int pfn) {
        return exclusive + (pfn >> 6);
    }

    protected final int poisonAt(int pfn) {
        return poison + (pfn >> 6);
    }

    /** The slots of a page that a checker of tables has counted. */
    protected final int checked(FolioPort port, int pfn) {
        return (int) (port.read(check + pfn / CHECKS) >>> checkShift(pfn) & CHECK_MASK);
    }

    private static int checkShift(int pfn) {
        return pfn % CHECKS * CHECK_BITS;
    }

    /** Adds the pages that show some bits of a word, each region by its width. */
    final void shows(int word, long bits, NumberSet pages) {
        if (word < counts) {
            pages.add(word);
        } else if (word < owners) {
            pages.add(word - counts);
            pages.add(word - counts & -2);
        } else if (word < mmIds) {
            pages.add(word - owners);
        } else if (word < exclusive) {
            pages.add(word - mmIds << 1);
        } else if (word < poison) {
            pages.addMask((word - exclusive) * Long.SIZE, bits);
        } else if (word < check) {
            pages.addMask((word - poison) * Long.SIZE, bits);
        } else {
            showsChecks((word - check) * CHECKS, bits, pages);
        }
    }

    /** The pages from one on whose counts in a word some bits lie in. */
    private void showsChecks(int pfn, long bits, NumberSet pages) {
        long left = bits;
        while (left != 0) {
            int field = Long.numberOfTrailingZeros(left) / CHECK_BITS;
            if (pfn + field < machine.pages()) {
                pages.add(pfn + field);
            }
            left &= ~(CHECK_MASK << field * CHECK_BITS);
        }
    }

    protected static long bit(int pfn) {
        return 1L << pfn;
    }

    /** The order of a page's folio, -1 if it is free. */
    protected final int order(FolioPort port, int pfn) {
        return (int) (port.read(flagsAt(pfn)) >>> ORDER_SHIFT) - 1;
    }

    /** Gives pages of one folio, or free ones, an order; -1 to free them. */
    protected final void setOrders(FolioPort port, int pfn, int pages, int order) {
        long by = order - order(port, pfn);
        port.addAll(flagsAt(pfn), pages, by << ORDER_SHIFT);
    }

    /** The flags in a page's word. */
    protected final long flags(FolioPort port, int pfn) {
        return port.read(flagsAt(pfn)) & FLAGS;
    }

    /** Stores all flags of a page's word; no point. */
    protected final void setFlags(FolioPort port, int pfn, long flags) {
        port.write(flagsAt(pfn), port.read(flagsAt(pfn)) & ~FLAGS | flags);
    }

    protected final int head(FolioPort port, int pfn) {
        return head(pfn, order(port, pfn));
    }

    /** The first page of a page's folio, that has this order; of a free page, itself. */
    protected static int head(int pfn, int order) {
        return pfn & HEADS[order + 1];
    }

    protected final int folioEnd(FolioPort port, int pfn) {
        int order = order(port, pfn);
        return (pfn & -(1 << order)) + (1 << order);
    }

    protected final boolean large(FolioPort port, int head) {
        return order(port, head) > 0;
    }

    protected final boolean has(FolioPort port, int pfn, FolioFlag flag) {
        return (port.read(flagsAt(pfn)) & flag.mask) != 0;
    }

    protected final int kind(FolioPort port, int head) {
        return (int) port.read(owners + head) & 3;
    }

    protected final int index(FolioPort port, int head) {
        return (int) (port.read(owners + head) >>> INDEX_SHIFT & INDEX_MASK);
    }

    protected final int swapEntry(FolioPort port, int head) {
        return (int) (port.read(owners + head) >>> Integer.SIZE);
    }

    protected final void setOwner(FolioPort port, int head, int kind, int index, int swapEntry) {
        port.write(
                owners + head,
                (long) swapEntry << Integer.SIZE | (index & INDEX_MASK) << INDEX_SHIFT | kind);
    }

    protected final boolean isExclusive(FolioPort port, int pfn) {
        return (port.read(exclusiveAt(pfn)) & bit(pfn)) != 0;
    }

    protected final boolean isPoisoned(FolioPort port, int pfn) {
        return (port.read(poisonAt(pfn)) & bit(pfn)) != 0;
    }

    /** Sets or clears the exclusive bits of pages, a word at a time. */
    protected final void setExclusive(FolioPort port, int pfn, int nr, boolean on) {
        for (int p = pfn; p < pfn + nr; ) {
            int end = Math.min(pfn + nr, (p | Long.SIZE - 1) + 1);
            long bits = bitsOf(p, end);
            if (on) {
                port.setBits(exclusiveAt(p), bits);
            } else {
                port.clearBits(exclusiveAt(p), bits);
            }
            p = end;
        }
    }

    protected final boolean anyExclusive(FolioPort port, int pfn, int nr) {
        return any(port, exclusive, pfn, nr);
    }

    protected final boolean anyPoisoned(FolioPort port, int pfn, int nr) {
        return any(port, poison, pfn, nr);
    }

    private static boolean any(FolioPort port, int region, int pfn, int nr) {
        for (int p = pfn; p < pfn + nr; ) {
            int end = Math.min(pfn + nr, (p | Long.SIZE - 1) + 1);
            if ((port.read(region + (p >> 6)) & bitsOf(p, end)) != 0) {
                return true;
            }
            p = end;
        }
        return false;
    }

    /** The bits of pages that lie in one word. */
    private static long bitsOf(int pfn, int end) {
        return -1L >>> Long.SIZE - (end - pfn) << pfn;
    }

    /** One slot has begun ({@code by} 1) or ended (-1) to map each page: several pages a word. */
    protected final void countCheck(FolioPort port, int pfn, int nr, int by) {
        int p = pfn;
        int end = pfn + nr;
        while (p < end && p % CHECKS != 0) {
            countOne(port, p++, by);
        }
        int words = Math.max(0, end - p) / CHECKS;
        if (words > 0) {
            port.addAll(check + p / CHECKS, words, by * CHECK_EACH);
        }
        for (p += words * CHECKS; p < end; p++) {
            countOne(port, p, by);
        }
    }

    private void countOne(FolioPort port, int pfn, int by) {
        port.add(check + pfn / CHECKS, (long) by << checkShift(pfn));
    }
}
