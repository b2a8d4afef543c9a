package dev.quire.model.subject.bug;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.PteCopy;

/** Faults in setting, clearing, batching and in the core's own callers. */
final class CallBugs {
    private CallBugs() {}

    static void list(SeededBugs.Catalogue bugs) {
        advancing(bugs);
        setting(bugs);
        storing(bugs);
        clearing(bugs);
        batching(bugs);
    }

    private static void advancing(SeededBugs.Catalogue bugs) {
        bugs.add(
                "advance-loses-carry",
                "adds to the raw address field: no carry from bit 47 to bits 51:48",
                Invariant.ADVANCE,
                "H-04",
                "arm64-64k-52",
                new RawAdd());
        bugs.add(
                "advance-carries-into-attributes",
                "adds to the raw address field: its carry changes the guarded bit",
                Invariant.ADVANCE,
                "",
                "arm64-4k-lpa2",
                new RawAdd());
    }

    /** Advances as if the address were one plain field. */
    private static final class RawAdd extends Contpte {
        RawAdd() {
            super(false);
        }

        @Override
        public long pteAdvancePfn(Port port, long pte, int nr) {
            return pte + ((long) nr << port.geometry().pageShift());
        }
    }

    private static void setting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "sets-one-too-few",
                "sets a range but its last slot",
                Invariant.SET_READS_BACK,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void store(Port port, int slot, long pte, int nr) {
                        super.store(port, slot, pte, nr > 1 ? nr - 1 : nr);
                    }
                });
        bugs.add(
                "keeps-given-cont",
                "stores the contiguous bit that the core gave it",
                Invariant.CONT_IGNORED,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected long withoutCont(Port port, long pte) {
                        return pte;
                    }
                });
    }

    private static void storing(SeededBugs.Catalogue bugs) {
        bugs.add(
                "sets-cont-on-protnone",
                "makes a block of entries that are present but not valid",
                Invariant.CONT_ELIGIBLE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void store(Port port, int slot, long pte, int nr) {
                        Encoding encoding = port.encoding();
                        Geometry geometry = port.geometry();
                        boolean whole =
                                nr >= geometry.blockEntries() && geometry.blockStart(slot) == slot;
                        boolean none = encoding.present(pte) && !encoding.valid(pte);
                        super.store(port, slot, whole && none ? encoding.mkcont(pte) : pte, nr);
                    }
                });
        bugs.add(
                "sets-old-first",
                "sets a live read-only slot in two stores, the first of them old",
                Invariant.STORE_SAFE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void store(Port port, int slot, long pte, int nr) {
                        Encoding encoding = port.encoding();
                        boolean live = nr == 1 && encoding.valid(port.read(slot));
                        if (live && encoding.valid(pte) && !encoding.write(pte)) {
                            port.write(slot, encoding.mkold(pte));
                        }
                        super.store(port, slot, pte, nr);
                    }
                });
        bugs.add(
                "warns-on-unaligned-set",
                "warns about a set that starts inside a block",
                Invariant.CRASH_FREE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void setPtes(
                            Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
                        if (nr > 1 && port.geometry().blockStart(slot) != slot) {
                            port.warn("set_ptes starts inside a block");
                        }
                        super.setPtes(port, mm, addr, slot, pte, nr);
                    }
                });
    }

    private static void clearing(SeededBugs.Catalogue bugs) {
        bugs.add(
                "does-not-merge-returned-dirty",
                "clears a range and returns the first slot's dirty alone",
                Invariant.CLEAR_RETURNS_ALL,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long getAndClearFullPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
                        long first = ptepGetAndClear(port, mm, addr, slot);
                        if (nr > 1) {
                            long next = port.geometry().advance(addr, 1);
                            clearFullPtes(port, mm, next, slot + 1, nr - 1, full);
                        }
                        return first;
                    }
                });
        bugs.add(
                "full-leaves-last",
                "leaves the last slot of a range when the whole address space goes",
                Invariant.CLEAR_RETURNS_ALL,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void clearFullPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
                        int cleared = full && nr > 1 ? nr - 1 : nr;
                        super.clearFullPtes(port, mm, addr, slot, cleared, full);
                    }
                });
        bugs.add(
                "starts-with-first-slot-only",
                "opens a change of protection over a range and clears its first slot only",
                Invariant.TRANSACTION,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long modifyProtStartPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        return ptepGetAndClear(port, mm, addr, slot);
                    }
                });
    }

    private static void batching(SeededBugs.Catalogue bugs) {
        bugs.add(
                "batch-ignores-dirty",
                "batches over a change of dirty although it must be respected",
                Invariant.BATCH_EXACT,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public int folioPteBatchFlags(
                            Port port, int slot, PteCopy copy, int maxNr, int flags) {
                        int rest = flags & ~BatchFlag.RESPECT_DIRTY;
                        return super.folioPteBatchFlags(port, slot, copy, maxNr, rest);
                    }
                });
        bugs.add(
                "batches-past-table-end",
                "unmaps a batch as long as the folio, past the end of the table",
                Invariant.READS_IN_RANGE,
                "H-06",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public int unmapLength(Port port, int slot, PteCopy copy, int maxNr) {
                        int pages = port.folioPages(port.encoding().pfn(copy.pte));
                        return super.unmapLength(port, slot, copy, Math.max(1, pages));
                    }
                });
        bugs.add(
                "moves-without-respecting-write",
                "moves a batch whose entries differ in write and sets its first value on all",
                Invariant.MEANING_EQUAL,
                "H-07",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public int moveLength(Port port, int slot, PteCopy copy, int maxNr) {
                        return folioPteBatchFlags(port, slot, copy, maxNr, 0);
                    }
                });
    }
}
