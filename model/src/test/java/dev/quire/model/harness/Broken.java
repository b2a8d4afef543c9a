package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.Subject;

/** Subjects which are wrong in one function, hand-made to see the runner find it. */
enum Broken {
    /** Write-protects by a plain store of a clean value. */
    WRPROTECT_CLEANS(
            new DelegatingApi() {
                @Override
                public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
                    Encoding encoding = port.encoding();
                    for (int i = 0; i < nr; i++) {
                        long pte = port.read(slot + i);
                        port.write(slot + i, encoding.wrprotect(encoding.mkclean(pte)));
                    }
                }
            }),
    /** Reads, changes and stores: what hardware marks in between is lost. */
    WRPROTECT_RACES(
            new DelegatingApi() {
                @Override
                public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
                    for (int i = 0; i < nr; i++) {
                        long pte = port.read(slot + i);
                        port.write(slot + i, port.encoding().wrprotect(pte));
                    }
                }
            }),
    /** Clears one slot too many. */
    CLEARS_NEIGHBOUR(
            new DelegatingApi() {
                @Override
                public void clearFullPtes(
                        Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
                    right.clearFullPtes(port, mm, addr, slot, nr + 1, full);
                }
            }),
    /** Sets the contiguous bit wherever it is given. */
    SETS_CONT(
            new DelegatingApi() {
                @Override
                public void setPtes(
                        Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
                    for (int i = 0; i < nr; i++) {
                        port.write(slot + i, port.encoding().advancePfn(pte, i));
                    }
                }
            }),
    /** Shows the contiguous bit on reads. */
    SHOWS_CONT(
            new DelegatingApi() {
                @Override
                public long ptepGet(Port port, int slot) {
                    return port.read(slot);
                }
            }),
    /** Reads a block without a lock as if nobody could change it. */
    LOCKLESS_TORN(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    long first = port.read(slot);
                    long second = port.read(slot);
                    return first & 0xffffffffL | second & ~0xffffffffL;
                }
            }),
    /** Its lockless read never ends. */
    LOCKLESS_SPINS(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    long seen = 0;
                    while (seen != -1) {
                        seen = port.read(slot);
                    }
                    return seen;
                }
            }),
    /** Its lockless read fails. */
    LOCKLESS_DIES(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    throw new IllegalStateException("no lock is held");
                }
            }),
    /** Its lockless read shows no page as dirty. */
    LOCKLESS_DENIES_DIRTY(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    return port.encoding().mkclean(right.ptepGetLockless(port, slot));
                }
            }),
    /** Its lockless read is that of the first slot of the block. */
    LOCKLESS_READS_FIRST(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    return right.ptepGetLockless(port, port.geometry().blockStart(slot));
                }
            }),
    /** Its lockless read returns what the last slot of the block holds after a first read. */
    LOCKLESS_READS_LAST(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    port.read(slot);
                    return port.read(slot | port.geometry().blockEntries() - 1);
                }
            }),
    /** Its lockless read stores what it read. */
    LOCKLESS_STORES(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    long pte = port.read(slot);
                    port.write(slot, pte);
                    return pte;
                }
            }),
    /** Never ends. */
    WRPROTECT_SPINS(
            new DelegatingApi() {
                @Override
                public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
                    while (port.encoding().present(port.read(slot))) {
                        port.write(slot, port.encoding().wrprotect(port.read(slot)));
                    }
                }
            }),
    /** Fails. */
    CLEAR_DIES(
            new DelegatingApi() {
                @Override
                public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
                    port.write(slot, 0);
                    throw new IndexOutOfBoundsException("no such slot");
                }
            }),
    /** Looks at the slot behind its block. */
    CLEAR_REACHES_FAR(
            new DelegatingApi() {
                @Override
                public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
                    right.pteClear(port, mm, addr, slot);
                    port.read(port.geometry().blockStart(slot) + port.geometry().blockEntries());
                }
            }),
    /** Its lockless read looks at the slot behind its block. */
    LOCKLESS_REACHES_FAR(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    port.read(port.geometry().blockStart(slot) + port.geometry().blockEntries());
                    return right.ptepGetLockless(port, slot);
                }
            }),
    /** Calls itself without end. */
    CLEAR_RECURSES(
            new DelegatingApi() {
                @Override
                public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
                    pteClear(port, mm, addr, slot);
                }
            }),
    /** Warns of itself. */
    CLEAR_WARNS(
            new DelegatingApi() {
                @Override
                public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
                    right.pteClear(port, mm, addr, slot);
                    port.warn("block is mixed");
                }
            }),
    /** Its lockless read warns of itself. */
    LOCKLESS_WARNS(
            new DelegatingApi() {
                @Override
                public long ptepGetLockless(Port port, int slot) {
                    port.warn("no lock is held");
                    return right.ptepGetLockless(port, slot);
                }
            });

    private final DelegatingApi api;

    Broken(DelegatingApi api) {
        this.api = api;
    }

    Subject subject() {
        return api.subject();
    }
}
