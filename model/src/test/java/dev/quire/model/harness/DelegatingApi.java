package dev.quire.model.harness;

import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;

/** The built-in implementation; a test overrides one function to make it wrong. */
class DelegatingApi implements RangeApi {
    final RangeApi right = Subjects.CONTPTE.api();

    /** A subject of this implementation, judged as the built-in one is. */
    final Subject subject() {
        return new Subject("broken", "one function is wrong", this, false, true);
    }

    @Override
    public long ptepGet(Port port, int slot) {
        return right.ptepGet(port, slot);
    }

    @Override
    public long ptepGetLockless(Port port, int slot) {
        return right.ptepGetLockless(port, slot);
    }

    @Override
    public long pteAdvancePfn(Port port, long pte, int nr) {
        return right.pteAdvancePfn(port, pte, nr);
    }

    @Override
    public int pteBatchHint(Port port, int slot, long pte) {
        return right.pteBatchHint(port, slot, pte);
    }

    @Override
    public void setPtes(Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
        right.setPtes(port, mm, addr, slot, pte, nr);
    }

    @Override
    public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
        right.pteClear(port, mm, addr, slot);
    }

    @Override
    public void clearNonpresentPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        right.clearNonpresentPtes(port, mm, addr, slot, nr);
    }

    @Override
    public long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot) {
        return right.ptepGetAndClear(port, mm, addr, slot);
    }

    @Override
    public long getAndClearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        return right.getAndClearFullPtes(port, mm, addr, slot, nr, full);
    }

    @Override
    public void clearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        right.clearFullPtes(port, mm, addr, slot, nr, full);
    }

    @Override
    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
        return right.ptepClearFlush(port, mm, addr, slot);
    }

    @Override
    public boolean ptepTestAndClearYoung(Port port, AddressSpace mm, long addr, int slot) {
        return right.ptepTestAndClearYoung(port, mm, addr, slot);
    }

    @Override
    public boolean testAndClearYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return right.testAndClearYoungPtes(port, mm, addr, slot, nr);
    }

    @Override
    public boolean clearFlushYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return right.clearFlushYoungPtes(port, mm, addr, slot, nr);
    }

    @Override
    public void clearYoungDirtyPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, int flags) {
        right.clearYoungDirtyPtes(port, mm, addr, slot, nr, flags);
    }

    @Override
    public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        right.wrprotectPtes(port, mm, addr, slot, nr);
    }

    @Override
    public boolean ptepSetAccessFlags(
            Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty) {
        return right.ptepSetAccessFlags(port, mm, addr, slot, entry, dirty);
    }
}
