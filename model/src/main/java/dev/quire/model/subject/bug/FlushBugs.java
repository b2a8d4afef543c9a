package dev.quire.model.subject.bug;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.ClearFlag;

/** Faults in what is flushed, when, and how. */
final class FlushBugs {
    private FlushBugs() {}

    static void list(SeededBugs.Catalogue bugs) {
        reaching(bugs);
        wholeSpaces(bugs);
        ordering(bugs);
        cleaning(bugs);
        waiting(bugs);
        permitting(bugs);
        sizes(bugs);
        converting(bugs);
    }

    private static void reaching(SeededBugs.Catalogue bugs) {
        bugs.add(
                "invalidates-one-page-short",
                "rewrites a block to its other size and leaves its last page in the TLBs",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushConverted(
                            Port port, AddressSpace mm, long addr, int entries) {
                        super.flushConverted(port, mm, addr, entries - 1);
                    }
                });
        bugs.add(
                "flushes-this-cpu-only",
                "clears a page and flushes it on the calling CPU alone",
                Invariant.FLUSH_OWED,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
                        long old = ptepGetAndClear(port, mm, addr, slot);
                        flushLocally(port, mm, addr, 1);
                        return old;
                    }
                });
    }

    private static void wholeSpaces(SeededBugs.Catalogue bugs) {
        bugs.add(
                "flushes-address-space-on-this-cpu-only",
                "flushes an address space on the calling CPU alone",
                Invariant.NO_STALE_TRANSLATION,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void flushTlbMm(Port port, AddressSpace mm) {
                        long size = port.geometry().pageSize();
                        port.invalidate(mm.id(), 0, Long.MAX_VALUE, size, Port.LOCAL);
                        port.barrier(Port.BARRIER_DSB);
                    }
                });
    }

    private static void ordering(SeededBugs.Catalogue bugs) {
        bugs.add(
                "flushes-before-clear",
                "flushes a page and clears it then: a walk in between keeps it",
                Invariant.FLUSH_OWED,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
                        flushTlbPage(port, mm, addr);
                        return ptepGetAndClear(port, mm, addr, slot);
                    }
                });
        bugs.add(
                "cleans-without-flush",
                "frees pages lazily and does not flush them: a later store is lost",
                Invariant.STORE_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void madviseFree(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        clearYoungDirtyPtes(
                                port, mm, addr, slot, nr, ClearFlag.YOUNG | ClearFlag.DIRTY);
                    }
                });
        bugs.add(
                "cleans-read-only-without-flush",
                "frees pages lazily and flushes writable ones only: one that was just"
                        + " write-protected is stored to before its flush, and the store is lost",
                Invariant.STORE_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void madviseFree(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        boolean writes = false;
                        for (int i = 0; i < nr; i++) {
                            writes |= port.encoding().write(port.read(slot + i));
                        }
                        clearYoungDirtyPtes(
                                port, mm, addr, slot, nr, ClearFlag.YOUNG | ClearFlag.DIRTY);
                        if (writes) {
                            flushTlbRange(port, mm, addr, nr);
                        }
                    }
                });
    }

    private static void cleaning(SeededBugs.Catalogue bugs) {
        bugs.add(
                "cleans-and-flushes-one-page-short",
                "frees pages lazily and leaves the last one in the TLBs",
                Invariant.STORE_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void madviseFree(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        clearYoungDirtyPtes(
                                port, mm, addr, slot, nr, ClearFlag.YOUNG | ClearFlag.DIRTY);
                        flushTlbRange(port, mm, addr, Math.max(1, nr - 1));
                    }
                });
        bugs.add(
                "cleans-and-flushes-dirty-entries-only",
                "frees pages lazily and flushes them if an entry of theirs is dirty; of a block,"
                        + " another one may be",
                Invariant.STORE_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void madviseFree(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        boolean dirty = false;
                        for (int i = 0; i < nr; i++) {
                            dirty |= port.encoding().dirty(port.read(slot + i));
                        }
                        clearYoungDirtyPtes(
                                port, mm, addr, slot, nr, ClearFlag.YOUNG | ClearFlag.DIRTY);
                        if (dirty) {
                            flushTlbRange(port, mm, addr, nr);
                        }
                    }
                });
    }

    private static void waiting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "clears-without-waiting",
                "clears a page, invalidates it and does not wait for that",
                Invariant.NO_STALE_TRANSLATION,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
                        long old = ptepGetAndClear(port, mm, addr, slot);
                        flushYoung(port, mm, addr, 1);
                        return old;
                    }
                });
        bugs.add(
                "converts-without-waiting",
                "rewrites a block to its other size while its invalidation is under way",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushConverted(
                            Port port, AddressSpace mm, long addr, int entries) {
                        flushYoung(port, mm, addr, entries);
                    }
                });
    }

    private static void permitting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "upgrades-without-waiting",
                "makes an entry writable and does not wait for the flush: the store faults again",
                Invariant.LIVE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushLocally(Port port, AddressSpace mm, long addr, int nr) {
                        long end = port.geometry().advance(addr, nr);
                        int flags = Port.LAST_LEVEL | Port.LOCAL | Port.NO_SYNC;
                        port.invalidate(mm.id(), addr, end, port.geometry().pageSize(), flags);
                    }
                });
    }

    private static void sizes(SeededBugs.Catalogue bugs) {
        bugs.add(
                "folds-with-block-stride",
                "invalidates a block to be rewritten in steps of blocks: single pages stay",
                Invariant.ONE_SIZE_KEPT,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushConverted(
                            Port port, AddressSpace mm, long addr, int entries) {
                        long end = port.geometry().advance(addr, entries);
                        port.invalidate(mm.id(), addr, end, end - addr, Port.LAST_LEVEL);
                        port.barrier(Port.BARRIER_DSB);
                    }
                });
        bugs.add(
                "flushes-single-page",
                "flushes a page and leaves the block that holds it in the TLBs",
                Invariant.FLUSH_REACHES_BLOCKS,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void flushTlbPage(Port port, AddressSpace mm, long addr) {
                        long size = port.geometry().pageSize();
                        int flags = Port.LAST_LEVEL | Port.ONE_PAGE;
                        port.invalidate(mm.id(), addr, addr + size, size, flags);
                        port.barrier(Port.BARRIER_DSB);
                    }
                });
    }

    private static void converting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "unfolds-by-halves",
                "unfolds one half of a block while the other is still contiguous",
                Invariant.BLOCK_AGREES,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void convert(
                            Port port, AddressSpace mm, long addr, int slot, long pte) {
                        Geometry geometry = port.geometry();
                        Encoding encoding = port.encoding();
                        if (encoding.validCont(pte)) {
                            super.convert(port, mm, addr, slot, pte);
                            return;
                        }
                        int start = geometry.blockStart(slot);
                        int half = geometry.blockEntries() / 2;
                        long first = encoding.advancePfn(pte, start - slot);
                        long from = geometry.advance(addr, start - slot);
                        first = mixedIn(port, start, first);
                        for (int at = 0; at < 2 * half; at += half) {
                            for (int i = at; i < at + half; i++) {
                                first = gathered(encoding, first, port.exchange(start + i, 0));
                            }
                            flushTlbRange(port, mm, geometry.advance(from, at), half);
                            store(port, start + at, encoding.advancePfn(first, at), half);
                        }
                    }
                });
        bugs.add(
                "lockless-read-checks-first-entry-only",
                "reads a block without the lock and takes the rest to agree with its first entry",
                Invariant.LOCKLESS_TRUE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepGetLockless(Port port, int slot) {
                        Encoding encoding = port.encoding();
                        int start = port.geometry().blockStart(slot);
                        while (true) {
                            long pte = port.read(slot);
                            if (!encoding.validCont(pte)) {
                                return pte;
                            }
                            long expected =
                                    uniform(encoding, encoding.advancePfn(pte, start - slot));
                            if (agrees(encoding, port.read(start), expected)) {
                                return shown(encoding, mixedIn(port, slot, pte));
                            }
                        }
                    }
                });
    }
}
