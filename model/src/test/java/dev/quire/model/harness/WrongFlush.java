package dev.quire.model.harness;

import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.subject.Subject;

/** Subjects that flush wrongly in one function, hand-made to see the runner find it. */
enum WrongFlush {
    /** Flushes a range on no CPU. */
    RANGE_NOT_FLUSHED(
            new DelegatingApi() {
                @Override
                public void flushTlbRange(Port port, AddressSpace mm, long addr, int nr) {}
            }),
    /** Invalidates a range and does not wait. */
    RANGE_NOT_WAITED_FOR(
            new DelegatingApi() {
                @Override
                public void flushTlbRange(Port port, AddressSpace mm, long addr, int nr) {
                    invalidate(port, mm, addr, nr, Port.LAST_LEVEL);
                }
            }),
    /** Flushes a range but for its last page. */
    RANGE_TOO_SHORT(
            new DelegatingApi() {
                @Override
                public void flushTlbRange(Port port, AddressSpace mm, long addr, int nr) {
                    right.flushTlbRange(port, mm, addr, nr - 1);
                }
            }),
    /** Flushes a page and leaves the block that holds it. */
    BLOCK_LEFT(
            new DelegatingApi() {
                @Override
                public void flushTlbPage(Port port, AddressSpace mm, long addr) {
                    invalidate(port, mm, addr, 1, Port.LAST_LEVEL | Port.ONE_PAGE);
                    port.barrier(Port.BARRIER_DSB);
                }
            }),
    /** Clears a page, invalidates it and does not wait. */
    CLEAR_NOT_WAITED_FOR(
            new DelegatingApi() {
                @Override
                public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
                    long old = right.ptepGetAndClear(port, mm, addr, slot);
                    invalidate(port, mm, addr, 1, Port.LAST_LEVEL);
                    return old;
                }
            }),
    /** Frees pages lazily and leaves what CPUs keep of them. */
    FREED_NOT_FLUSHED(
            new DelegatingApi() {
                @Override
                public void madviseFree(Port port, AddressSpace mm, long addr, int slot, int nr) {
                    int both = ClearFlag.YOUNG | ClearFlag.DIRTY;
                    right.clearYoungDirtyPtes(port, mm, addr, slot, nr, both);
                }
            }),
    /** Flushes an address space on the calling CPU alone. */
    MM_LOCALLY(
            new DelegatingApi() {
                @Override
                public void flushTlbMm(Port port, AddressSpace mm) {
                    long size = port.geometry().pageSize();
                    port.invalidate(mm.id(), 0, Long.MAX_VALUE, size, Port.LOCAL);
                    port.barrier(Port.BARRIER_DSB);
                }
            }),
    /** Flushes the address space of the next number. */
    MM_OF_ANOTHER(
            new DelegatingApi() {
                @Override
                public void flushTlbMm(Port port, AddressSpace mm) {
                    right.flushTlbMm(port, new AddressSpace(mm.id() + 1, mm.kind()));
                }
            }),
    /** Invalidates an address space and does not wait. */
    MM_NOT_WAITED_FOR(
            new DelegatingApi() {
                @Override
                public void flushTlbMm(Port port, AddressSpace mm) {
                    long size = port.geometry().pageSize();
                    port.invalidate(mm.id(), 0, Long.MAX_VALUE, size, 0);
                }
            }),
    /** Makes a single page as permissive as asked, and does not wait for its flush. */
    UPGRADE_NOT_WAITED_FOR(
            new DelegatingApi() {
                @Override
                public boolean ptepSetAccessFlags(
                        Port port,
                        AddressSpace mm,
                        long addr,
                        int slot,
                        long entry,
                        boolean dirty) {
                    long old = port.read(slot);
                    long next = port.encoding().mergeAccessFlags(old, entry);
                    port.compareExchange(slot, old, next);
                    invalidate(port, mm, addr, 1, Port.LAST_LEVEL | Port.LOCAL);
                    return next != old;
                }
            });

    private final DelegatingApi api;

    WrongFlush(DelegatingApi api) {
        this.api = api;
    }

    private static void invalidate(Port port, AddressSpace mm, long addr, int nr, int flags) {
        long end = port.geometry().advance(addr, nr);
        port.invalidate(mm.id(), addr, end, port.geometry().pageSize(), flags);
    }

    Subject subject() {
        return api.subject();
    }
}
