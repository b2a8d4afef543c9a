package dev.quire.model.subject.bug;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import java.util.function.LongUnaryOperator;

/** Faults in the order of stores: what is right before a call and after it, but not inside. */
final class OrderBugs {
    private static final long SHARED = 3L << 8;
    private static final long NOT_GLOBAL = 1L << 11;
    private static final long NO_USER_EXEC = 1L << 54;
    private static final long DEVICE = 4L << 2;

    private OrderBugs() {}

    static void list(SeededBugs.Catalogue bugs) {
        converting(bugs);
        passing(bugs);
        opening(bugs);
        trusting(bugs);
    }

    /** Changes a live entry in one atomic step, whatever hardware marks meanwhile. */
    private static void change(Port port, int slot, LongUnaryOperator change) {
        long seen = port.read(slot);
        long found = port.compareExchange(slot, seen, change.applyAsLong(seen));
        while (found != seen) {
            seen = found;
            found = port.compareExchange(slot, seen, change.applyAsLong(seen));
        }
    }

    private static void converting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "advances-frames-later",
                "unfolds by writing one entry everywhere and advances the frames afterwards",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void writeConverted(Port port, int start, long first) {
                        Encoding encoding = port.encoding();
                        if (encoding.validCont(first)) {
                            super.writeConverted(port, start, first);
                            return;
                        }
                        int entries = port.geometry().blockEntries();
                        for (int i = 0; i < entries; i++) {
                            port.write(start + i, first);
                        }
                        for (int i = 1; i < entries; i++) {
                            int pages = i;
                            change(port, start + i, pte -> encoding.advancePfn(pte, pages));
                        }
                    }
                });
        bugs.add(
                "shares-memory-later",
                "rewrites a block as not shareable and makes its entries shareable afterwards",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void writeConverted(Port port, int start, long first) {
                        super.writeConverted(port, start, first & ~SHARED);
                        for (int i = 0; i < port.geometry().blockEntries(); i++) {
                            change(port, start + i, pte -> pte | SHARED);
                        }
                    }
                });
    }

    private static void passing(SeededBugs.Catalogue bugs) {
        bugs.add(
                "upgrades-through-device-memory",
                "makes an entry uncached while it changes its access flags",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void mergeAccessFlags(Port port, int slot, long first, long entry) {
                        change(port, slot, pte -> pte | DEVICE);
                        super.mergeAccessFlags(port, slot, port.read(slot), entry);
                        change(port, slot, pte -> pte & ~DEVICE);
                    }
                });
        bugs.add(
                "wrprotects-through-global",
                "write-protects an entry in two stores, global between them",
                Invariant.BREAK_BEFORE_MAKE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void wrprotect(Port port, int slot) {
                        Encoding encoding = port.encoding();
                        change(port, slot, pte -> encoding.wrprotect(pte) & ~NOT_GLOBAL);
                        change(port, slot, pte -> pte | NOT_GLOBAL);
                    }
                });
    }

    private static void opening(SeededBugs.Catalogue bugs) {
        bugs.add(
                "executes-blocks-entry-by-entry",
                "sets a block without execution and permits it one contiguous entry at a time",
                Invariant.BLOCK_AGREES,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void setBlocks(
                            Port port, AddressSpace mm, int slot, long pte, int nr) {
                        super.setBlocks(port, mm, slot, pte | NO_USER_EXEC, nr);
                        for (int i = 0; i < nr && (pte & NO_USER_EXEC) == 0; i++) {
                            change(port, slot + i, seen -> seen & ~NO_USER_EXEC);
                        }
                    }
                });
    }

    private static void trusting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "trusts-level-two",
                "takes a CPU of level 2 for one that never aborts and does not invalidate",
                Invariant.ONE_SIZE_KEPT,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushConverted(
                            Port port, AddressSpace mm, long addr, int entries) {
                        if (port.bbmLevel() < 2) {
                            super.flushConverted(port, mm, addr, entries);
                        }
                    }
                });
        bugs.add(
                "unfolds-level-two-in-place",
                "on a CPU of level 2 invalidates where it folds a block, not where it unfolds one",
                Invariant.ONE_SIZE_KEPT,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void convert(
                            Port port, AddressSpace mm, long addr, int slot, long pte) {
                        if (port.bbmLevel() < 2 || port.encoding().validCont(pte)) {
                            super.convert(port, mm, addr, slot, pte);
                            return;
                        }
                        Encoding encoding = port.encoding();
                        int start = port.geometry().blockStart(slot);
                        long value = encoding.advancePfn(pte, start - slot);
                        for (int i = 0; i < port.geometry().blockEntries(); i++) {
                            value = gathered(encoding, value, port.exchange(start + i, 0));
                        }
                        writeConverted(port, start, value);
                    }
                });
    }
}
