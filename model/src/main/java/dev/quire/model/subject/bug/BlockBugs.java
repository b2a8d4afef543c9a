package dev.quire.model.subject.bug;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;

/** Faults in folding and unfolding. */
final class BlockBugs {
    private BlockBugs() {}

    static void list(SeededBugs.Catalogue bugs) {
        folding(bugs);
        completing(bugs);
        gates(bugs);
        unfolding(bugs);
        converting(bugs);
        breaking(bugs);
    }

    private static void folding(SeededBugs.Catalogue bugs) {
        bugs.add(
                "folds-across-folios",
                "folds without asking whether one folio covers the block",
                Invariant.BLOCK_ONE_FOLIO,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected boolean folioCovers(Port port, long pfn, int pages) {
                        return true;
                    }
                });
        bugs.add(
                "folds-differing-permissions",
                "folds entries of which some are writable and some are not",
                Invariant.FRAME,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected boolean allAgree(Port port, int start, long first) {
                        Encoding encoding = port.encoding();
                        boolean agree = true;
                        for (int i = 0; i < port.geometry().blockEntries(); i++) {
                            long expected = encoding.wrprotect(uniform(encoding, first));
                            long found =
                                    encoding.wrprotect(uniform(encoding, port.read(start + i)));
                            agree &= found == encoding.advancePfn(expected, i);
                        }
                        return agree;
                    }
                });
    }

    private static void completing(SeededBugs.Catalogue bugs) {
        bugs.add(
                "folds-on-any-slot",
                "folds when any slot completes the block, not its last one only",
                Invariant.FOLD_EXACT,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void fold(Port port, AddressSpace mm, long addr, int slot, long pte) {
                        Geometry geometry = port.geometry();
                        int last = geometry.blockStart(slot) + geometry.blockEntries() - 1;
                        if (!port.encoding().present(pte)) {
                            return;
                        }
                        long end = port.encoding().advancePfn(pte, last - slot);
                        super.fold(port, mm, geometry.advance(addr, last - slot), last, end);
                    }
                });
        bugs.add(
                "never-folds",
                "does not fold a block that a single set completes",
                Invariant.FOLD_EXACT,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void fold(
                            Port port, AddressSpace mm, long addr, int slot, long pte) {}
                });
    }

    private static void gates(SeededBugs.Catalogue bugs) {
        bugs.add(
                "folds-special",
                "folds entries that are special",
                Invariant.BLOCK_ONE_FOLIO,
                "",
                "arm64-small",
                new Contpte(false) {
                    @Override
                    protected boolean mayFold(Port port, AddressSpace mm, int slot, long pte) {
                        long plain = port.encoding().special(pte) ? pte & ~(1L << 56) : pte;
                        return super.mayFold(port, mm, slot, plain);
                    }
                });
        bugs.add(
                "folds-unaligned-frames",
                "folds a block whose frames are not aligned to it",
                Invariant.BLOCK_CONSECUTIVE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected boolean mayFold(Port port, AddressSpace mm, int slot, long pte) {
                        int last = port.geometry().blockEntries() - 1;
                        Encoding encoding = port.encoding();
                        return (slot & last) == last
                                && encoding.valid(pte)
                                && !encoding.special(pte)
                                && mm.folds();
                    }
                });
        bugs.add(
                "folds-kernel",
                "folds in the kernel's address spaces too",
                Invariant.CONT_ELIGIBLE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected boolean mayFold(Port port, AddressSpace mm, int slot, long pte) {
                        AddressSpace user = new AddressSpace(1, AddressSpace.Kind.USER);
                        return super.mayFold(port, user, slot, pte);
                    }
                });
    }

    private static void unfolding(SeededBugs.Catalogue bugs) {
        bugs.add(
                "wrprotects-part-without-unfold",
                "write-protects part of a block and leaves it contiguous",
                Invariant.BLOCK_UNIFORM,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void wrprotectPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        for (int i = 0; i < nr; i++) {
                            wrprotect(port, slot + i);
                        }
                    }
                });
        bugs.add(
                "forgets-last-partial-block",
                "clears a range that ends inside a block and unfolds its first block only",
                Invariant.BLOCK_WHOLE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void clearFullPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
                        Geometry geometry = port.geometry();
                        if (nr < geometry.blockEntries() || geometry.blockStart(slot) != slot) {
                            unfold(port, mm, addr, slot);
                        }
                        for (int i = 0; i < nr; i++) {
                            port.exchange(slot + i, 0);
                        }
                    }
                });
        bugs.add(
                "clears-one-without-unfold",
                "clears one entry of a block and leaves the others contiguous",
                Invariant.BLOCK_WHOLE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot) {
                        long pte = ptepGet(port, slot);
                        port.exchange(slot, 0);
                        return pte;
                    }
                });
    }

    private static void converting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "loses-dirty-on-unfold",
                "unfolds and forgets what the other entries had dirty",
                Invariant.DIRTY_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected long gathered(Encoding encoding, long value, long taken) {
                        boolean folded = encoding.validCont(taken);
                        return super.gathered(
                                encoding, value, folded ? encoding.mkclean(taken) : taken);
                    }
                });
        bugs.add(
                "loses-young-on-unfold",
                "unfolds and forgets what the other entries had young",
                Invariant.YOUNG_IN_BOUNDS,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected long gathered(Encoding encoding, long value, long taken) {
                        boolean folded = encoding.validCont(taken);
                        return super.gathered(
                                encoding, value, folded ? encoding.mkold(taken) : taken);
                    }
                });
        bugs.add(
                "invents-dirty-on-unfold",
                "unfolds and takes young entries for dirty ones",
                Invariant.DIRTY_NOT_INVENTED,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected long gathered(Encoding encoding, long value, long taken) {
                        long gathered = super.gathered(encoding, value, taken);
                        return encoding.young(taken) ? encoding.mkdirty(gathered) : gathered;
                    }
                });
    }

    private static void breaking(SeededBugs.Catalogue bugs) {
        bugs.add(
                "forgets-to-invalidate",
                "rewrites a block to its other size without an invalidation",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushConverted(
                            Port port, AddressSpace mm, long addr, int entries) {}
                });
        bugs.add(
                "folds-live",
                "folds by changing each live entry, none in between",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void convert(
                            Port port, AddressSpace mm, long addr, int slot, long pte) {
                        if (!port.encoding().validCont(pte)) {
                            super.convert(port, mm, addr, slot, pte);
                            return;
                        }
                        int start = port.geometry().blockStart(slot);
                        for (int i = 0; i < port.geometry().blockEntries(); i++) {
                            long seen = port.read(start + i);
                            long found = ~seen;
                            while (found != seen) {
                                long next = port.encoding().mkcont(seen);
                                found = port.compareExchange(start + i, seen, next);
                                boolean done = found == seen;
                                seen = done ? seen : found;
                                found = done ? seen : ~seen;
                            }
                        }
                    }
                });
        bugs.add(
                "folds-dirty-into-one-entry",
                "folds and keeps what was dirty in the first entry alone",
                Invariant.CONVERSION_UNIFORM,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void writeConverted(Port port, int start, long first) {
                        Encoding encoding = port.encoding();
                        boolean folds = encoding.validCont(first);
                        for (int i = 0; i < port.geometry().blockEntries(); i++) {
                            long pte = encoding.advancePfn(first, i);
                            port.write(start + i, folds && i > 0 ? encoding.mkclean(pte) : pte);
                        }
                    }
                });
    }
}
