package dev.quire.model.operation;

import static dev.quire.model.operation.Rule.ABSENT;
import static dev.quire.model.operation.Rule.ACT;
import static dev.quire.model.operation.Rule.ADDRESS_SPACE;
import static dev.quire.model.operation.Rule.ALIGNED;
import static dev.quire.model.operation.Rule.ALIKE;
import static dev.quire.model.operation.Rule.APART;
import static dev.quire.model.operation.Rule.CLOSED;
import static dev.quire.model.operation.Rule.COMMIT;
import static dev.quire.model.operation.Rule.COUNT;
import static dev.quire.model.operation.Rule.FAULT;
import static dev.quire.model.operation.Rule.FLAGS;
import static dev.quire.model.operation.Rule.FOLIO;
import static dev.quire.model.operation.Rule.FRAMES;
import static dev.quire.model.operation.Rule.LEFT;
import static dev.quire.model.operation.Rule.MAPPED;
import static dev.quire.model.operation.Rule.NONE;
import static dev.quire.model.operation.Rule.NOT_PRESENT;
import static dev.quire.model.operation.Rule.OPEN;
import static dev.quire.model.operation.Rule.PERMISSION;
import static dev.quire.model.operation.Rule.PREEMPTED;
import static dev.quire.model.operation.Rule.PRESENT;
import static dev.quire.model.operation.Rule.SAFE;
import static dev.quire.model.operation.Rule.SINGLE;
import static dev.quire.model.operation.Rule.SOFTLEAF;
import static dev.quire.model.operation.Rule.SPECIAL;
import static dev.quire.model.operation.Rule.TABLE;
import static dev.quire.model.operation.Rule.UFFD_WP;
import static dev.quire.model.operation.Rule.VALID;
import static dev.quire.model.operation.Rule.VMA;

import java.util.ArrayList;
import java.util.List;

/** Calls that break each rule of the contract, on the areas and folios of the small stage. */
final class IllegalCalls {
    private static final String BLOCK = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=rw";
    private static final String READ_ONLY = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro";
    private static final String WRITABLE = "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw";
    private static final String SOFT = "set_pte_at mm=1 addr=0x40000 pte=0x40";
    private static final String START = "modify_prot_start_ptes mm=1 addr=0x40000 nr=4";

    private final List<IllegalCall> calls = new ArrayList<>();

    private IllegalCalls() {}

    static List<IllegalCall> all() {
        IllegalCalls all = new IllegalCalls();
        all.places();
        all.counts();
        all.folios();
        all.states();
        all.values();
        all.changes();
        all.transactions();
        all.moves();
        all.acts();
        return all.calls;
    }

    private void add(Rule rule, String line) {
        calls.add(new IllegalCall(rule, List.of(), line));
    }

    private void after(Rule rule, String before, String line) {
        calls.add(new IllegalCall(rule, List.of(before), line));
    }

    private void after(Rule rule, String first, String second, String line) {
        calls.add(new IllegalCall(rule, List.of(first, second), line));
    }

    private void inside(Rule rule, String line, String act) {
        calls.add(new IllegalCall(rule, List.of(BLOCK), line, act));
    }

    private void places() {
        add(Rule.CPU, "cpu=2 ptep_get mm=1 addr=0x40000");
        add(Rule.CPU, "cpu=7 read mm=1 addr=0x40000");
        add(MAPPED, "ptep_get mm=1 addr=0x5a000");
        add(MAPPED, "ptep_get mm=1 addr=0x3f000");
        add(MAPPED, "ptep_get mm=9 addr=0x40000");
        add(MAPPED, "ptep_get mm=1 addr=0xffffffffffff0000");
        add(MAPPED, "cpu=0 read mm=1 addr=0x70000");
        add(ALIGNED, "ptep_get mm=1 addr=0x40001");
        add(ALIGNED, "set_ptes mm=1 addr=0x40800 pfn=0x100 nr=1 prot=rw");
    }

    private void counts() {
        add(COUNT, "wrprotect_ptes mm=1 addr=0x40000 nr=0");
        add(COUNT, "wrprotect_ptes mm=1 addr=0x40000 nr=-1");
        add(COUNT, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=0 prot=rw");
        add(COUNT, "clear_nonpresent_ptes mm=1 addr=0x40000 nr=-2147483648");
        add(COUNT, SOFT + " nr=0");
        after(COUNT, BLOCK, "folio_pte_batch_flags mm=1 addr=0x40000 max_nr=0");
        add(TABLE, "clear_nonpresent_ptes mm=1 addr=0x4f000 nr=2");
        add(TABLE, "clear_nonpresent_ptes mm=1 addr=0x40000 nr=17");
        add(TABLE, "set_ptes mm=1 addr=0x4c000 pfn=0x100 nr=8 prot=rw");
        add(TABLE, "clear_nonpresent_ptes mm=1 addr=0x40000 nr=2147483647");
        add(VMA, "clear_nonpresent_ptes mm=1 addr=0x57000 nr=2");
        add(VMA, "clear_nonpresent_ptes mm=1 addr=0x58000 nr=3");
        add(VMA, "set_ptes mm=1 addr=0x54000 pfn=0x100 nr=8 prot=ro");
    }

    private void folios() {
        add(FOLIO, "set_ptes mm=1 addr=0x40000 pfn=0x10f nr=2 prot=rw");
        add(FOLIO, "set_ptes mm=1 addr=0x40000 pfn=0x110 nr=1 prot=rw");
        add(FOLIO, "set_ptes mm=1 addr=0x40000 pfn=0x211 nr=2 prot=rw");
        add(FOLIO, "pte_advance_pfn mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw");
        after(
                FOLIO,
                "set_ptes mm=1 addr=0x40000 pfn=0x210 nr=2 prot=rw",
                "set_ptes mm=1 addr=0x42000 pfn=0x212 nr=2 prot=rw",
                "wrprotect_ptes mm=1 addr=0x40000 nr=4");
        after(
                FOLIO,
                READ_ONLY,
                "set_ptes mm=1 addr=0x41000 pfn=0x102 nr=1 prot=ro",
                "clear_full_ptes mm=1 addr=0x40000 nr=2");
        after(
                FOLIO,
                "set_ptes mm=1 addr=0x40000 pfn=0x900 nr=1 prot=ro with=special",
                "set_ptes mm=1 addr=0x41000 pfn=0x901 nr=1 prot=ro with=special",
                "get_and_clear_full_ptes mm=1 addr=0x40000 nr=2");
        add(FRAMES, "set_ptes mm=1 addr=0x40000 pfn=0xfffffffff nr=2 prot=ro with=special");
        add(FRAMES, "set_ptes mm=1 addr=0x40000 pfn=0x1000000000 nr=1 prot=ro");
        add(FRAMES, "set_ptes mm=1 addr=0x40000 pfn=0xffffffffffffffff nr=1 prot=ro");
        add(FRAMES, "pte_advance_pfn mm=1 addr=0x40000 pfn=0x100 nr=-1 prot=rw");
        add(FRAMES, "pte_advance_pfn mm=1 addr=0x40000 pfn=0x7fffffffffffffff nr=1 prot=rw");
        add(FRAMES, "set_ptes mm=1 addr=0x40000 pfn=0x7fffffffffffffff nr=1 prot=rw");
        add(FRAMES, "set_ptes mm=1 addr=0x40000 pfn=0x7fffffffffffffff nr=1 prot=rw with=special");
        add(Rule.SLOT, "cpu=0 write mm=1 addr=0x40000 slot=999999999");
        add(Rule.SLOT, "cpu=0 fill mm=1 addr=0x40000 slot=4");
        add(FRAMES, "pte_advance_pfn mm=1 addr=0x40000 pfn=0xfffffffff nr=1 prot=rw");
    }

    private void states() {
        for (String call :
                List.of(
                        "pte_batch_hint mm=1 addr=0x40000",
                        "folio_pte_batch_flags mm=1 addr=0x40000 max_nr=4",
                        "unmap_batch mm=1 addr=0x40000",
                        "ptep_clear_flush mm=1 addr=0x40000",
                        "get_and_clear_full_ptes mm=1 addr=0x40000 nr=1",
                        "clear_full_ptes mm=1 addr=0x40000 nr=1",
                        "wrprotect_ptes mm=1 addr=0x40000 nr=1",
                        "ptep_test_and_clear_young mm=1 addr=0x40000",
                        "test_and_clear_young_ptes mm=1 addr=0x40000 nr=1",
                        "clear_flush_young_ptes mm=1 addr=0x40000 nr=1",
                        "clear_young_dirty_ptes mm=1 addr=0x40000 nr=1 flags=young",
                        "madvise_free mm=1 addr=0x40000 nr=1",
                        "modify_prot_start_ptes mm=1 addr=0x40000 nr=1")) {
            add(PRESENT, call);
            after(PRESENT, SOFT, call);
        }
        after(PRESENT, READ_ONLY, "wrprotect_ptes mm=1 addr=0x40000 nr=2");
        add(VALID, "ptep_set_access_flags mm=1 addr=0x40000 entry=young");
        after(
                VALID,
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=none",
                "ptep_set_access_flags mm=1 addr=0x40000 entry=young");
        after(NOT_PRESENT, BLOCK, "clear_nonpresent_ptes mm=1 addr=0x43000 nr=1");
        after(NOT_PRESENT, BLOCK, "clear_nonpresent_ptes mm=1 addr=0x40000 nr=4");
        after(
                NOT_PRESENT,
                "set_ptes mm=1 addr=0x43000 pfn=0x100 nr=1 prot=none",
                "clear_nonpresent_ptes mm=1 addr=0x40000 nr=4");
        after(ABSENT, READ_ONLY, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=ro");
        after(
                ABSENT,
                "set_ptes mm=1 addr=0x43000 pfn=0x100 nr=1 prot=none",
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=4 prot=ro");
    }

    private void values() {
        add(SOFTLEAF, "set_pte_at mm=1 addr=0x40000 pte=0x0");
        add(SOFTLEAF, "set_pte_at mm=1 addr=0x40000 pte=0x41");
        add(SOFTLEAF, "set_pte_at mm=1 addr=0x40000 pte=0x42");
        add(SOFTLEAF, "set_pte_at mm=1 addr=0x40000 pte=0x840");
        add(SOFTLEAF, "set_pte_at mm=1 addr=0x40000 pte=0x41 nr=2");
        add(SINGLE, SOFT + " nr=2");
        add(SINGLE, "set_pte_at mm=1 addr=0x40000 pte=0x0 nr=16");
        after(SINGLE, SOFT, SOFT + " nr=2");
        after(SINGLE, BLOCK, SOFT + " nr=4");
        add(SPECIAL, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=2 prot=ro with=special");
        add(UFFD_WP, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rw with=uffd_wp");
        after(
                UFFD_WP,
                "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=ro with=uffd_wp",
                "ptep_set_access_flags mm=1 addr=0x40000 entry=young,write");
        add(PERMISSION, "set_ptes mm=1 addr=0x58000 pfn=0x100 nr=1 prot=rw");
        add(PERMISSION, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=rx");
        add(PERMISSION, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=x");
        after(
                PERMISSION,
                "set_ptes mm=1 addr=0x58000 pfn=0x100 nr=1 prot=ro",
                "ptep_set_access_flags mm=1 addr=0x58000 entry=young,write");
        add(ADDRESS_SPACE, "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=1 prot=krw");
        add(ADDRESS_SPACE, "set_ptes mm=2 addr=0x0 pfn=0x100 nr=1 prot=rw");
        add(ADDRESS_SPACE, "set_ptes mm=3 addr=0x0 pfn=0x100 nr=1 prot=ro");
        after(FLAGS, BLOCK, "clear_young_dirty_ptes mm=1 addr=0x40000 nr=4 flags=none");
        after(FLAGS, BLOCK, "ptep_set_access_flags mm=1 addr=0x40000 entry=young,write dirty=1");
    }

    private void changes() {
        String other = "set_ptes mm=1 addr=0x40000 pfn=0x101 nr=1 prot=ro";
        after(SAFE, READ_ONLY, other);
        after(SAFE, READ_ONLY, READ_ONLY + " with=old");
        after(SAFE, READ_ONLY + " with=old", READ_ONLY);
        after(SAFE, READ_ONLY, READ_ONLY + " with=guarded");
        after(SAFE, READ_ONLY, READ_ONLY + " with=key");
        after(SAFE, WRITABLE, WRITABLE);
        after(SAFE, WRITABLE, READ_ONLY);
        after(SAFE, READ_ONLY, "set_ptes mm=1 addr=0x40000 pfn=0x900 nr=1 prot=ro with=special");
        after(
                SAFE,
                "set_ptes mm=1 addr=0x60000 pfn=0x100 nr=1 prot=rx",
                "set_ptes mm=1 addr=0x60000 pfn=0x100 nr=1 prot=ro");
    }

    private void transactions() {
        after(
                ALIKE,
                READ_ONLY,
                "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw",
                "modify_prot_start_ptes mm=1 addr=0x40000 nr=2");
        after(OPEN, BLOCK, START, "ptep_get mm=1 addr=0x40000");
        after(OPEN, BLOCK, START, "set_ptes mm=1 addr=0x44000 pfn=0x104 nr=1 prot=rw");
        after(OPEN, BLOCK, START, START);
        after(OPEN, BLOCK, START, "flush_tlb_range mm=1 addr=0x40000 nr=4");
        String commit = "modify_prot_commit_ptes mm=1 addr=0x40000 nr=";
        add(CLOSED, commit + "1 prot=ro");
        calls.add(
                new IllegalCall(
                        CLOSED, List.of(BLOCK, START, commit + "4 prot=ro"), commit + "4 prot=ro"));
        after(COMMIT, BLOCK, START, "modify_prot_commit_ptes mm=1 addr=0x41000 nr=1 prot=ro");
        after(COMMIT, BLOCK, START, commit + "5 prot=ro");
        calls.add(
                new IllegalCall(
                        COMMIT, List.of(BLOCK, START, commit + "2 prot=ro"), commit + "2 prot=ro"));
        after(PERMISSION, BLOCK, START, commit + "4 prot=rx");
        after(ADDRESS_SPACE, BLOCK, START, commit + "4 prot=kro");
    }

    private void moves() {
        add(MAPPED, "move_ptes mm=1 addr=0x40000 nr=1 to=0x5f000");
        add(ALIGNED, "move_ptes mm=1 addr=0x40000 nr=1 to=0x44010");
        add(TABLE, "move_ptes mm=1 addr=0x40000 nr=2 to=0x4f000");
        add(VMA, "move_ptes mm=1 addr=0x40000 nr=2 to=0x59000");
        add(APART, "move_ptes mm=1 addr=0x40000 nr=2 to=0x41000");
        add(APART, "move_ptes mm=1 addr=0x41000 nr=2 to=0x40000");
        add(APART, "move_ptes mm=1 addr=0x40000 nr=1 to=0x40000");
        after(NONE, SOFT, "move_ptes mm=1 addr=0x44000 nr=2 to=0x40000");
        after(NONE, BLOCK, "move_ptes mm=1 addr=0x48000 nr=2 to=0x43000");
        after(PERMISSION, BLOCK, "move_ptes mm=1 addr=0x40000 nr=2 to=0x58000");
    }

    private void acts() {
        String wrprotect = "wrprotect_ptes mm=1 addr=0x40000 nr=4";
        inside(ACT, wrprotect, "@1 pte_clear mm=1 addr=0x44000");
        inside(ACT, wrprotect, "@1 cpu=1 ptep_get mm=1 addr=0x44000");
        inside(ACT, wrprotect, "@1 ptep_get_lockless mm=1 addr=0x40000");
        inside(ACT, "cpu=0 read mm=1 addr=0x40000", "@0 cpu=1 read mm=1 addr=0x40000");
        inside(MAPPED, wrprotect, "@1 cpu=1 read mm=1 addr=0x5f000");
        inside(MAPPED, wrprotect, "@1 cpu=1 ptep_get_lockless mm=1 addr=0x5f000");
        inside(Rule.CPU, wrprotect, "@1 cpu=4 ptep_get_lockless mm=1 addr=0x40000");
        String lockless = "ptep_get_lockless mm=1 addr=0x40000";
        inside(MAPPED, lockless, "@1 cpu=1 ptep_get_lockless mm=1 addr=0x5f000");
        inside(MAPPED, lockless, "@1 cpu=1 write mm=1 addr=0x5f000");
        inside(ACT, wrprotect, "@1 resume mm=1 addr=0x40000");
        inside(MAPPED, wrprotect, "@1 cpu=1 resume mm=1 addr=0x5f000");
        inside(ACT, "cpu=0 fill mm=1 addr=0x40000", "@0 cpu=1 resume mm=1 addr=0x40000");
        add(LEFT, "resume mm=1 addr=0x40000");
        add(LEFT, "cpu=1 resume mm=1 addr=0x40000 reads=3");
        after(LEFT, BLOCK, lockless, "resume mm=1 addr=0x40000");
        after(LEFT, BLOCK, lockless + " reads=1", "cpu=1 resume mm=1 addr=0x40000");
        after(LEFT, BLOCK, lockless + " reads=1", "resume mm=1 addr=0x41000");
        inside(PREEMPTED, lockless + " reads=1", "@0 cpu=1 read mm=1 addr=0x40000");
        inside(FAULT, wrprotect, "@1 cpu=1 write mm=1 addr=0x40000 fault=1");
        inside(FAULT, lockless, "@1 cpu=1 read mm=1 addr=0x40000 fault=1");
    }
}
