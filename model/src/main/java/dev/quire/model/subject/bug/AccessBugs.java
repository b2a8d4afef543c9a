package dev.quire.model.subject.bug;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;

/** Faults in young, dirty, write permission and in what reads show of them. */
final class AccessBugs {
    private AccessBugs() {}

    static void list(SeededBugs.Catalogue bugs) {
        protecting(bugs);
        protectingForHardware(bugs);
        aging(bugs);
        faulting(bugs);
        reading(bugs);
        retrying(bugs);
        standingStill(bugs);
    }

    private static void protecting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "loses-dirty-on-wrprotect",
                "write-protects and drops what hardware had marked dirty",
                Invariant.DIRTY_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void wrprotect(Port port, int slot) {
                        Encoding encoding = port.encoding();
                        long seen = port.read(slot);
                        long clean = encoding.mkclean(seen);
                        long next = encoding.wrprotect(clean) | seen & 1L << 55;
                        while (port.compareExchange(slot, seen, next) != seen) {
                            seen = port.read(slot);
                            next = encoding.wrprotect(encoding.mkclean(seen)) | seen & 1L << 55;
                        }
                    }
                });
        bugs.add(
                "wrprotects-by-plain-store",
                "reads, write-protects and stores: what hardware marks in between is lost",
                Invariant.DIRTY_NOT_LOST,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void wrprotect(Port port, int slot) {
                        port.write(slot, port.encoding().wrprotect(port.read(slot)));
                    }
                });
    }

    private static void protectingForHardware(SeededBugs.Catalogue bugs) {
        bugs.add(
                "wrprotects-for-software-only",
                "write-protects a dirty entry and leaves it writable to hardware",
                Invariant.ENTRY_SOUND,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void wrprotect(Port port, int slot) {
                        Encoding encoding = port.encoding();
                        long seen = port.read(slot);
                        long found = ~seen;
                        while (found != seen) {
                            long next = encoding.wrprotect(seen);
                            boolean dirty = encoding.dirty(seen);
                            next = dirty ? encoding.markedDirty(next) : next;
                            found = port.compareExchange(slot, seen, next);
                            boolean done = found == seen;
                            seen = done ? seen : found;
                            found = done ? seen : ~seen;
                        }
                    }
                });
        bugs.add(
                "wrprotects-one-too-few",
                "write-protects a range but its last slot",
                Invariant.WRPROTECT_PROTECTS,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void wrprotectPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        unfoldPartial(port, mm, addr, slot, nr);
                        for (int i = 0; i < Math.max(1, nr - 1); i++) {
                            wrprotect(port, slot + i);
                        }
                    }
                });
    }

    private static void aging(SeededBugs.Catalogue bugs) {
        bugs.add(
                "tests-young-on-one-entry",
                "tests and clears young of the asked slots alone, not of their blocks",
                Invariant.YOUNG_CLEARED,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public boolean testAndClearYoungPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        boolean young = false;
                        for (int i = 0; i < nr; i++) {
                            young |= clearYoung(port, slot + i);
                        }
                        return young;
                    }
                });
        bugs.add(
                "clears-young-by-plain-store",
                "reads, makes old and stores: dirty that hardware marks in between is lost",
                Invariant.DIRTY_NOT_LOST,
                "H-43",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected boolean clearYoung(Port port, int slot) {
                        long seen = port.read(slot);
                        port.write(slot, port.encoding().mkold(seen));
                        return port.encoding().young(seen);
                    }
                });
        bugs.add(
                "forgets-to-flush-young",
                "clears young with a flush asked for and does not flush",
                Invariant.FLUSH_OWED,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void flushYoung(Port port, AddressSpace mm, long addr, int nr) {}
                });
    }

    private static void faulting(SeededBugs.Catalogue bugs) {
        bugs.add(
                "compares-mixed-in-flags",
                "takes an access fault for spurious because a sibling entry is dirty or young",
                Invariant.ACCESS_FLAGS_LIVE,
                "H-01",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected boolean allHave(Port port, int slot, long entry) {
                        long mixed = mixedIn(port, slot, port.read(slot));
                        return ((mixed ^ entry) & port.encoding().accessFlags()) == 0;
                    }
                });
        bugs.add(
                "access-flags-take-write-away",
                "sets access flags and takes write away where the entry asked for none",
                Invariant.ACCESS_FLAGS_MONOTONE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected void mergeAccessFlags(Port port, int slot, long first, long entry) {
                        super.mergeAccessFlags(port, slot, first, entry);
                        if (!port.encoding().write(entry)) {
                            wrprotect(port, slot);
                        }
                    }
                });
    }

    private static void reading(SeededBugs.Catalogue bugs) {
        bugs.add(
                "leaks-cont-on-read",
                "shows the contiguous bit to the core",
                Invariant.CONT_HIDDEN,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    protected long shown(Encoding encoding, long pte) {
                        return pte;
                    }
                });
        bugs.add(
                "lockless-read-does-not-retry",
                "reads a block without the lock and does not look whether it changed meanwhile",
                Invariant.LOCKLESS_TRUE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepGetLockless(Port port, int slot) {
                        return ptepGet(port, slot);
                    }
                });
    }

    private static void retrying(SeededBugs.Catalogue bugs) {
        bugs.add(
                "lockless-read-retries-for-ever",
                "reads a block without the lock until all its entries are equally dirty",
                Invariant.LIVE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepGetLockless(Port port, int slot) {
                        Encoding encoding = port.encoding();
                        Geometry geometry = port.geometry();
                        int start = geometry.blockStart(slot);
                        while (true) {
                            long pte = super.ptepGetLockless(port, slot);
                            boolean uniform = true;
                            for (int i = 1; i < geometry.blockEntries(); i++) {
                                boolean folded = encoding.validCont(port.read(slot));
                                uniform &=
                                        !folded
                                                || encoding.dirty(port.read(start))
                                                        == encoding.dirty(port.read(start + i));
                            }
                            if (uniform) {
                                return pte;
                            }
                        }
                    }
                });
        bugs.add(
                "hint-forgets-block",
                "hints that a slot of a block batches with no other",
                Invariant.HINT_LEGAL,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public int pteBatchHint(Port port, int slot, long pte) {
                        return 1;
                    }
                });
    }

    private static void standingStill(SeededBugs.Catalogue bugs) {
        bugs.add(
                "lockless-read-trusts-last-entry",
                "takes frame and attributes from a block's last entry, compares write alone",
                Invariant.LOCKLESS_TRUE,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public long ptepGetLockless(Port port, int slot) {
                        Encoding encoding = port.encoding();
                        int start = port.geometry().blockStart(slot);
                        int last = start + port.geometry().blockEntries() - 1;
                        while (true) {
                            long pte = port.read(last);
                            if (!encoding.validCont(pte)) {
                                long own = port.read(slot);
                                return encoding.validCont(own) ? shown(encoding, own) : own;
                            }
                            boolean write = encoding.write(pte);
                            int at = start;
                            while (at <= last) {
                                long other = port.read(at);
                                if (!encoding.validCont(other) || encoding.write(other) != write) {
                                    break;
                                }
                                pte = merged(encoding, pte, other);
                                at++;
                            }
                            if (at > last) {
                                return shown(encoding, encoding.advancePfn(pte, slot - last));
                            }
                        }
                    }
                });
    }
}
