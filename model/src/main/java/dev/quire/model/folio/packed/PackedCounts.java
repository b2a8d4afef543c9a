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

    PackedCounts(FolioMachine machine) {
        super(machine);
    }

    public void alloc(FolioPort port, int pfn, int order) {
        setOrders(port, pfn, 1 << order, order);
        port.write(countsAt(pfn), (long) NO_MAPPING << Integer.SIZE | 1);
        if (order > 0) {
            port.write(countsAt(pfn + 1), NO_MAPPING & LOW);
            port.setBits(flagsAt(pfn), FolioFlag.HEAD);
            port.setBits(flagsAt(pfn + 1), FolioFlag.LARGE_RMAPPABLE.mask);
        }
    }

    /** Gives the pages of a folio back, without flags but for poison. */
    protected void release(FolioPort port, int head) {
        int order = order(port, head);
        port.write(countsAt(head), 0);
        setOwner(port, head, FolioView.NONE, 0, 0);
        if (order > 0) {
            port.write(countsAt(head + 1), 0);
            port.write(mmIdsAt(head), 0);
        }
        clearFlags(port, head, order);
        setExclusive(port, head, 1 << order, false);
        setOrders(port, head, 1 << order, -1);
    }

    protected void clearFlags(FolioPort port, int head, int order) {
        port.write(flagsAt(head), 0);
        if (order > 0) {
            port.write(flagsAt(head + 1), 0);
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
            return (int) port.read(countsAt(head + 1)) + 1;
        }
        return type(port, head) != 0 ? 0 : (int) (port.read(countsAt(head)) >>> Integer.SIZE) + 1;
    }

    /** Counts mappings of one address space. */
    protected void addMappings(FolioPort port, int head, int mm, int nr) {
        if (!large(port, head)) {
            port.add(countsAt(head), (long) nr << Integer.SIZE);
            return;
        }
        int before = mappings(port, head);
        int which = slotOf(port, head, mm);
        if (which >= 0) {
            setSlot(port, head, which, mm, mmCount(port, head, which) + nr);
        } else if (mmId(port, head, 0) == 0) {
            setSlot(port, head, 0, mm, nr - 1);
            share(port, head, before > 0);
        } else if (mmId(port, head, 1) == 0) {
            setSlot(port, head, 1, mm, nr - 1);
            share(port, head, true);
        }
        setMappings(port, head, before + nr);
    }

    protected void removeMappings(FolioPort port, int head, int mm, int nr) {
        if (!large(port, head)) {
            port.add(countsAt(head), -((long) nr << Integer.SIZE));
            return;
        }
        int total = mappings(port, head) - nr;
        setMappings(port, head, total);
        int which = slotOf(port, head, mm);
        if (which >= 0) {
            int left = mmCount(port, head, which) - nr;
            if (left >= 0) {
                setSlot(port, head, which, mm, left);
                return;
            }
            setSlot(port, head, which, 0, -1);
        }
        if (oneHasAll(port, head, total)) {
            port.write(mmIdsAt(head), port.read(mmIdsAt(head)) & ~SHARED);
        }
    }

    /** Whether one slot counts all mappings, so that nobody else has any. */
    protected boolean oneHasAll(FolioPort port, int head, int total) {
        return mmCount(port, head, 0) == total - 1 || mmCount(port, head, 1) == total - 1;
    }

    private void share(FolioPort port, int head, boolean shared) {
        if (shared) {
            port.write(mmIdsAt(head), port.read(mmIdsAt(head)) | SHARED);
        }
    }

    private void setMappings(FolioPort port, int head, int total) {
        long word = port.read(countsAt(head + 1));
        port.write(countsAt(head + 1), word & ~LOW | total - 1 & LOW);
    }

    private int slotOf(FolioPort port, int head, int mm) {
        return mmId(port, head, 0) == mm ? 0 : mmId(port, head, 1) == mm ? 1 : -1;
    }

    protected final int mmId(FolioPort port, int head, int which) {
        return (int) (port.read(mmIdsAt(head)) >>> which * ID_BITS & ID_MASK);
    }

    protected final int mmCount(FolioPort port, int head, int which) {
        long word = port.read(mmIdsAt(head));
        return (int) (word >>> 2 * ID_BITS + which * COUNT_BITS & COUNT_MASK) - 1;
    }

    private void setSlot(FolioPort port, int head, int which, int mm, int count) {
        int idShift = which * ID_BITS;
        int countShift = 2 * ID_BITS + which * COUNT_BITS;
        long others = port.read(mmIdsAt(head)) & ~(ID_MASK << idShift | COUNT_MASK << countShift);
        port.write(mmIdsAt(head), others | (long) mm << idShift | (long) (count + 1) << countShift);
    }

    protected final boolean maybeShared(FolioPort port, int head) {
        return (port.read(mmIdsAt(head)) & SHARED) != 0;
    }
}
