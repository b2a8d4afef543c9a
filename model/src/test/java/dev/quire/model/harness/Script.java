package dev.quire.model.harness;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded operations on the small stage, many of them legal: enough to meet every call. */
final class Script {
    private static final String[] PROTECTIONS = {"rw", "ro", "none", "rx"};
    private static final String[] WITH = {
        "", " with=dirty", " with=old", " with=uffd_wp", " with=cont", " with=key",
    };
    private static final String[] HARDWARE = {"write", "write", "read", "fill", "evict"};
    private static final Call[] CALLS = Call.values();

    private final SplittableRandom random;
    private Operation last = Operation.of(Call.PTEP_GET, 1, 0x40000, 1);

    Script(long seed) {
        random = new SplittableRandom(seed);
    }

    private String addr() {
        return " mm=1 addr=0x" + Integer.toHexString(0x40000 + random.nextInt(12) * 0x1000);
    }

    private String nr() {
        return " nr=" + (random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(8));
    }

    /** A set of frames which lie as the slots do, so that blocks come about. */
    private String set() {
        boolean block = random.nextBoolean();
        int slot = block ? 4 * random.nextInt(3) : random.nextInt(12);
        int nr = block ? 4 : 1 + random.nextInt(3);
        return "set_ptes mm=1 addr=0x"
                + Integer.toHexString(0x40000 + slot * 0x1000)
                + " pfn=0x"
                + Integer.toHexString(0x100 + slot + (random.nextInt(12) == 0 ? 1 : 0))
                + " nr="
                + nr
                + " prot="
                + PROTECTIONS[random.nextInt(4) & random.nextInt(4)]
                + WITH[random.nextInt(6) & random.nextInt(6)];
    }

    private String line() {
        Call call = CALLS[random.nextInt(CALLS.length)];
        String word = call.word + addr();
        return switch (call) {
            case SET_PTES -> set();
            case PTE_ADVANCE_PFN -> set().replace(Call.SET_PTES.word, call.word);
            case SET_PTE_AT ->
                    word + " pte=0x10000000000340" + (random.nextInt(8) == 0 ? nr() : "");
            case FOLIO_PTE_BATCH_FLAGS -> word + " max_nr=" + (1 + random.nextInt(4));
            case CLEAR_YOUNG_DIRTY_PTES ->
                    word + nr() + " flags=" + (random.nextBoolean() ? "young" : "young,dirty");
            case PTEP_SET_ACCESS_FLAGS ->
                    word + " entry=young" + (random.nextBoolean() ? ",dirty,write dirty=1" : "");
            case MODIFY_PROT_COMMIT_PTES -> word + nr() + " prot=ro";
            case MOVE_PTES ->
                    word
                            + nr()
                            + " to=0x"
                            + Integer.toHexString(0x40000 + random.nextInt(12) * 0x1000);
            case CLEAR_NONPRESENT_PTES,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_FLUSH_YOUNG_PTES,
                    WRPROTECT_PTES,
                    MODIFY_PROT_START_PTES,
                    MADVISE_FREE,
                    FLUSH_TLB_RANGE ->
                    word + nr();
            case READ, WRITE, EXECUTE, FILL, EVICT ->
                    "cpu=" + random.nextInt(2) + " " + word + byItself(call);
            default -> word;
        };
    }

    private String byItself(Call call) {
        if (call == Call.EVICT || random.nextBoolean()) {
            return "";
        }
        return call == Call.FILL ? " block=1" : " fault=1";
    }

    /** The next operation: a set one time in three; after the start of a change, its commit. */
    Operation operation() {
        Operation before = last;
        last = Operation.parse(random.nextInt(3) == 0 ? set() : line());
        if (before.call() == Call.MODIFY_PROT_START_PTES) {
            last =
                    Operation.of(
                                    Call.MODIFY_PROT_COMMIT_PTES,
                                    before.mm(),
                                    before.addr(),
                                    before.nr())
                            .withProt(Protection.READ);
        }
        return last;
    }

    private long place(Operation operation) {
        return operation.addr() + random.nextInt(Math.max(operation.nr(), 1)) * 0x1000L;
    }

    /**
     * What others do inside it, mostly nothing, often on its own pages: hardware, or a lockless
     * read in two pieces.
     */
    List<Act> acts(Operation operation) {
        List<Act> acts = new ArrayList<>();
        if (operation.call().hardware() || random.nextInt(3) != 0) {
            return acts;
        }
        String at = random.nextBoolean() ? addr() : " mm=1 addr=" + Numbers.hex(place(operation));
        int access = random.nextInt(10);
        if (random.nextInt(4) == 0) {
            String reads = " reads=" + (1 + random.nextInt(5));
            acts.add(Act.parse("@" + access + " cpu=1 ptep_get_lockless" + at + reads));
            acts.add(Act.parse("@" + (access + random.nextInt(6)) + " cpu=1 resume" + at));
        } else {
            String kind = HARDWARE[random.nextInt(HARDWARE.length)];
            acts.add(Act.parse("@" + access + " cpu=0 " + kind + at));
        }
        return acts;
    }
}
