package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.FolioView;

/**
 * References, pins, mappings, and which address spaces map a large folio.
 *
 * <p>A large folio remembers two address spaces with their mappings; the shared bit is clear only
 * if all mappings are of one. Source: Linux, include/linux/rmap.h, folio_add_return_large_mapcount
 * and folio_sub_return_large_mapcount.
 */
class PackedCounts extends PackedFlags {
    /** What a pin adds to the references of a small folio. */
    protected static final int PIN_BIAS = 1024;

    static final long SHARED = 1L << 63;

    private static final int TYPE_SHIFT = 24;
    private static final int ID_BITS = 8;
    private static final int COUNT_BITS = 23;
    private static final long ID_MASK = (1L << ID_BITS) - 1;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long COUNT_ONE = 1L << 2 * ID_BITS;

    PackedCounts(FolioMachine machine) {
        super(machine);
    }

    public void alloc(FolioPort port, int pfn, int order) {
        setOrders(port, pfn, 1 << order, order);
        port.write(countsAt(pfn), (long) NO_MAPPING << Integer.SIZE | 1);
        if (order > 0) {
            port.setBits(flagsAt(pfn), FolioFlag.HEAD);
            port.setBits(flagsAt(pfn + 1), FolioFlag.LARGE_RMAPPABLE.mask);
        }
    }

    /**
     * Gives the pages of a folio back, without flags but for poison. Nobody maps or pins it any
     * more, so that its second page counts nothing and it remembers no address space.
     */
    protected void release(FolioPort port, int head) {
        int order = order(port, head);
        port.write(countsAt(head), 0);
        setOwner(port, head, FolioView.NONE, 0, 0);
        clearFlags(port, head, order);
        setExclusive(port, head, 1 << order, false);
        setOrders(port, head, 1 << order, -1);
    }

    protected void clearFlags(FolioPort port, int head, int order) {
        setFlags(port, head, 0);
        if (order > 0) {
            setFlags(port, head + 1, 0);
        }
    }

    public void get(FolioPort port, int pfn) {
        addReferences(port, head(port, pfn), 1);
    }

    public int put(FolioPort port, int pfn) {
        return putReferences(port, head(port, pfn), 1);
    }

    protected final int references(FolioPort port, int head) {
        return (int) port.read(countsAt(head));
    }

    protected void addReferences(FolioPort port, int head, int nr) {
        port.add(countsAt(head), nr);
    }

    /** Whether they were the last ones, so that the folio was freed. */
    protected int putReferences(FolioPort port, int head, int nr) {
        if ((int) port.add(countsAt(head), -nr) != 0) {
            return 0;
        }
        release(port, head);
        return 1;
    }

    protected final void takePin(FolioPort port, int head, int by) {
        if (large(port, head)) {
            addReferences(port, head, by);
            port.add(countsAt(head + 1), (long) by << Integer.SIZE);
        } else {
            addReferences(port, head, by * PIN_BIAS);
        }
    }

    public void unpin(FolioPort port, int pfn) {
        int head = head(port, pfn);
        takePin(port, head, -1);
        if (references(port, head) == 0) {
            release(port, head);
        }
    }

    protected final int pins(FolioPort port, int head) {
        return (int) (port.readShared(countsAt(head + 1)) >>> Integer.SIZE);
    }

    /** Whether somebody may hold a pin; a point, as pins are taken without a lock. */
    protected final boolean maybePinned(FolioPort port, int head) {
        return large(port, head)
                ? pins(port, head) > 0
                : (int) port.readShared(countsAt(head)) >= PIN_BIAS;
    }

    public void setType(FolioPort port, int pfn, int type) {
        long word = port.read(countsAt(pfn));
        port.write(countsAt(pfn), word & LOW | (long) type << TYPE_SHIFT + Integer.SIZE);
    }

    public void clearType(FolioPort port, int pfn) {
        long word = port.read(countsAt(pfn));
        port.write(countsAt(pfn), word & LOW | (long) NO_MAPPING << Integer.SIZE);
    }

    /** 0, or the type that overlays the count. */
    protected final int type(FolioPort port, int head) {
        int high = (int) (port.read(countsAt(head)) >>> Integer.SIZE);
        int top = high >>> TYPE_SHIFT;
        return high == NO_MAPPING || top < 0xf0 ? 0 : top;
    }

    protected final int mappings(FolioPort port, int head) {
        if (large(port, head)) {
            return (int) port.read(countsAt(head + 1));
        }
        return type(port, head) != 0 ? 0 : (int) (port.read(countsAt(head)) >>> Integer.SIZE) + 1;
    }

    /** Counts mappings of one address space. */
    protected void addMappings(FolioPort port, int head, int mm, int nr) {
        if (!large(port, head)) {
            port.add(countsAt(head), (long) nr << Integer.SIZE);
            return;
        }
        int total = (int) port.add(countsAt(head + 1), nr);
        long word = port.read(mmIdsAt(head));
        if (id(word, 0) == mm) {
            word += nr * COUNT_ONE;
        } else if (id(word, 1) == mm) {
            word += nr * COUNT_ONE << COUNT_BITS;
        } else if (id(word, 0) == 0) {
            word |= mm | nr * COUNT_ONE | (total > nr ? SHARED : 0);
        } else if (id(word, 1) == 0) {
            word |= (long) mm << ID_BITS | nr * COUNT_ONE << COUNT_BITS | SHARED;
        }
        port.write(mmIdsAt(head), word);
    }

    protected void removeMappings(FolioPort port, int head, int mm, int nr) {
        if (!large(port, head)) {
            port.add(countsAt(head), -((long) nr << Integer.SIZE));
            return;
        }
        int total = (int) port.add(countsAt(head + 1), -nr);
        long word = port.read(mmIdsAt(head));
        int which = id(word, 0) == mm ? 0 : id(word, 1) == mm ? 1 : -1;
        if (which >= 0) {
            int left = count(word, which) - nr;
            if (left >= 0) {
                port.write(mmIdsAt(head), word - (nr * COUNT_ONE << which * COUNT_BITS));
                return;
            }
            word &= ~(ID_MASK << which * ID_BITS | COUNT_MASK * COUNT_ONE << which * COUNT_BITS);
        }
        port.write(mmIdsAt(head), oneHasAll(word, total) ? word & ~SHARED : word);
    }

    /** Whether one slot counts all mappings, so that nobody else has any. */
    protected boolean oneHasAll(long word, int total) {
        return count(word, 0) == total - 1 || count(word, 1) == total - 1;
    }

    private static int id(long word, int which) {
        return (int) (word >>> which * ID_BITS & ID_MASK);
    }

    private static int count(long word, int which) {
        return (int) (word >>> 2 * ID_BITS + which * COUNT_BITS & COUNT_MASK) - 1;
    }

    protected final int mmId(FolioPort port, int head, int which) {
        return id(port.read(mmIdsAt(head)), which);
    }

    protected final int mmCount(FolioPort port, int head, int which) {
        return count(port.read(mmIdsAt(head)), which);
    }

    protected final boolean maybeShared(FolioPort port, int head) {
        return (port.read(mmIdsAt(head)) & SHARED) != 0;
    }
}
