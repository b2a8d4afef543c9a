package dev.quire.counterexamples.export;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.range.PteCopy;
import dev.quire.model.range.RangeApi;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps each call of a subject with all that it did, so that a C program can play it back.
 *
 * <p>Composites of the core are left to the interface, so that their parts are calls.
 */
final class Recorder implements RangeApi {
    final List<RecordedCall> calls = new ArrayList<>();
    private final RangeApi api;
    private final boolean composites;

    /** Of a subject; its own composites are used only if asked for. */
    Recorder(RangeApi api, boolean composites) {
        this.api = api;
        this.composites = composites;
    }

    private long call(String name, Port port, int slot, int nr, Function<Port, Long> body) {
        RecordedCall call = new RecordedCall(name, slot, nr);
        calls.add(call);
        call.result = body.apply(new Tape(port, call));
        return call.result;
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }

    private static Long none() {
        return 0L;
    }

    @Override
    public long ptepGet(Port port, int slot) {
        return call("ptep_get", port, slot, 1, tape -> api.ptepGet(tape, slot));
    }

    @Override
    public long ptepGetLockless(Port port, int slot) {
        return call("ptep_get_lockless", port, slot, 1, tape -> api.ptepGetLockless(tape, slot));
    }

    @Override
    public long pteAdvancePfn(Port port, long pte, int nr) {
        return call("pte_advance_pfn", port, -1, nr, tape -> api.pteAdvancePfn(tape, pte, nr));
    }

    @Override
    public int pteBatchHint(Port port, int slot, long pte) {
        return (int)
                call("pte_batch_hint", port, slot, 1, t -> (long) api.pteBatchHint(t, slot, pte));
    }

    @Override
    public int folioPteBatchFlags(Port port, int slot, PteCopy copy, int maxNr, int flags) {
        int at = calls.size();
        long nr =
                call(
                        "folio_pte_batch_flags",
                        port,
                        slot,
                        maxNr,
                        tape -> (long) api.folioPteBatchFlags(tape, slot, copy, maxNr, flags));
        calls.get(at).resultPte = copy.pte;
        return (int) nr;
    }

    @Override
    public void setPtes(Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
        call(
                "set_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.setPtes(tape, mm, addr, slot, pte, nr);
                    return none();
                });
    }

    @Override
    public void pteClear(Port port, AddressSpace mm, long addr, int slot) {
        call(
                "pte_clear",
                port,
                slot,
                1,
                tape -> {
                    api.pteClear(tape, mm, addr, slot);
                    return none();
                });
    }

    @Override
    public void clearNonpresentPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        call(
                "clear_nonpresent_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.clearNonpresentPtes(tape, mm, addr, slot, nr);
                    return none();
                });
    }

    @Override
    public long ptepGetAndClear(Port port, AddressSpace mm, long addr, int slot) {
        return call(
                "ptep_get_and_clear",
                port,
                slot,
                1,
                tape -> api.ptepGetAndClear(tape, mm, addr, slot));
    }

    @Override
    public long getAndClearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        return call(
                "get_and_clear_full_ptes",
                port,
                slot,
                nr,
                tape -> api.getAndClearFullPtes(tape, mm, addr, slot, nr, full));
    }

    @Override
    public void clearFullPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, boolean full) {
        call(
                "clear_full_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.clearFullPtes(tape, mm, addr, slot, nr, full);
                    return none();
                });
    }

    @Override
    public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
        return call(
                "ptep_clear_flush",
                port,
                slot,
                1,
                tape -> api.ptepClearFlush(tape, mm, addr, slot));
    }

    @Override
    public boolean ptepTestAndClearYoung(Port port, AddressSpace mm, long addr, int slot) {
        return call(
                        "ptep_test_and_clear_young",
                        port,
                        slot,
                        1,
                        tape -> truth(api.ptepTestAndClearYoung(tape, mm, addr, slot)))
                != 0;
    }

    @Override
    public boolean testAndClearYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return call(
                        "test_and_clear_young_ptes",
                        port,
                        slot,
                        nr,
                        tape -> truth(api.testAndClearYoungPtes(tape, mm, addr, slot, nr)))
                != 0;
    }

    @Override
    public boolean clearFlushYoungPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return call(
                        "clear_flush_young_ptes",
                        port,
                        slot,
                        nr,
                        tape -> truth(api.clearFlushYoungPtes(tape, mm, addr, slot, nr)))
                != 0;
    }

    @Override
    public void clearYoungDirtyPtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, int flags) {
        call(
                "clear_young_dirty_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.clearYoungDirtyPtes(tape, mm, addr, slot, nr, flags);
                    return none();
                });
    }

    @Override
    public void wrprotectPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        call(
                "wrprotect_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.wrprotectPtes(tape, mm, addr, slot, nr);
                    return none();
                });
    }

    @Override
    public boolean ptepSetAccessFlags(
            Port port, AddressSpace mm, long addr, int slot, long entry, boolean dirty) {
        return call(
                        "ptep_set_access_flags",
                        port,
                        slot,
                        1,
                        tape -> truth(api.ptepSetAccessFlags(tape, mm, addr, slot, entry, dirty)))
                != 0;
    }

    @Override
    public long modifyProtStartPtes(Port port, AddressSpace mm, long addr, int slot, int nr) {
        return call(
                "modify_prot_start_ptes",
                port,
                slot,
                nr,
                tape -> api.modifyProtStartPtes(tape, mm, addr, slot, nr));
    }

    @Override
    public void modifyProtCommitPtes(
            Port port, AddressSpace mm, long addr, int slot, long old, long pte, int nr) {
        call(
                "modify_prot_commit_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.modifyProtCommitPtes(tape, mm, addr, slot, old, pte, nr);
                    return none();
                });
    }

    @Override
    public int unmapBatch(
            Port port, AddressSpace mm, long addr, int slot, PteCopy copy, int maxNr) {
        if (!composites) {
            return RangeApi.super.unmapBatch(port, mm, addr, slot, copy, maxNr);
        }
        int at = calls.size();
        long nr =
                call(
                        "unmap_batch",
                        port,
                        slot,
                        maxNr,
                        tape -> (long) api.unmapBatch(tape, mm, addr, slot, copy, maxNr));
        calls.get(at).resultPte = copy.pte;
        return (int) nr;
    }

    @Override
    public void movePtes(
            Port port, AddressSpace mm, long addr, int slot, int nr, long toAddr, int toSlot) {
        if (!composites) {
            RangeApi.super.movePtes(port, mm, addr, slot, nr, toAddr, toSlot);
            return;
        }
        call(
                "move_ptes",
                port,
                slot,
                nr,
                tape -> {
                    api.movePtes(tape, mm, addr, slot, nr, toAddr, toSlot);
                    return none();
                });
    }

    @Override
    public void madviseFree(Port port, AddressSpace mm, long addr, int slot, int nr) {
        if (!composites) {
            RangeApi.super.madviseFree(port, mm, addr, slot, nr);
            return;
        }
        call(
                "madvise_free",
                port,
                slot,
                nr,
                tape -> {
                    api.madviseFree(tape, mm, addr, slot, nr);
                    return none();
                });
    }

    @Override
    public void flushTlbPage(Port port, AddressSpace mm, long addr) {
        call(
                "flush_tlb_page",
                port,
                -1,
                1,
                tape -> {
                    api.flushTlbPage(tape, mm, addr);
                    return none();
                });
    }

    @Override
    public void flushTlbMm(Port port, AddressSpace mm) {
        call(
                "flush_tlb_mm",
                port,
                -1,
                1,
                tape -> {
                    api.flushTlbMm(tape, mm);
                    return none();
                });
    }

    @Override
    public void flushTlbRange(Port port, AddressSpace mm, long addr, int nr) {
        call(
                "flush_tlb_range",
                port,
                -1,
                nr,
                tape -> {
                    api.flushTlbRange(tape, mm, addr, nr);
                    return none();
                });
    }

    /** A port that keeps what goes through it. */
    private record Tape(Port port, RecordedCall call) implements Port {
        private void keep(String kind, long a, long b, long c, long d, boolean stored) {
            call.accesses.add(new RecordedCall.Access(kind, a, b, c, d, stored));
        }

        @Override
        public int cpu() {
            return port.cpu();
        }

        @Override
        public Geometry geometry() {
            return port.geometry();
        }

        @Override
        public Encoding encoding() {
            return port.encoding();
        }

        @Override
        public boolean nobbm() {
            return port.nobbm();
        }

        @Override
        public long read(int slot) {
            keep("read", slot, 0, 0, 0, false);
            return port.read(slot);
        }

        @Override
        public void write(int slot, long value) {
            keep("write", slot, value, 0, 0, true);
            port.write(slot, value);
        }

        @Override
        public long exchange(int slot, long value) {
            keep("xchg", slot, value, 0, 0, true);
            return port.exchange(slot, value);
        }

        @Override
        public long compareExchange(int slot, long expected, long next) {
            long found = port.compareExchange(slot, expected, next);
            keep("cmpxchg", slot, expected, next, 0, found == expected);
            return found;
        }

        @Override
        public void invalidate(int mm, long start, long end, long stride, int flags) {
            keep("tlbi", mm, start, end, stride << 8 | flags, false);
            port.invalidate(mm, start, end, stride, flags);
        }

        @Override
        public void barrier(int kind) {
            keep("barrier", kind, 0, 0, 0, false);
            port.barrier(kind);
        }

        @Override
        public long folioStart(long pfn) {
            return port.folioStart(pfn);
        }

        @Override
        public int folioPages(long pfn) {
            return port.folioPages(pfn);
        }

        @Override
        public void warn(String what) {
            keep("warn", 0, 0, 0, 0, false);
            port.warn(what);
        }
    }
}
