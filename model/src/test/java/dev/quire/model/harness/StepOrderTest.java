package dev.quire.model.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a verdict tells of the order in which things were done, and of what CPUs keep. */
final class StepOrderTest {
    private static final String PAGE = "set_ptes mm=1 addr=0x41000 pfn=0x101 nr=1 prot=rw";
    private static final String FILL = "cpu=1 fill mm=1 addr=0x41000";
    private static final String CLEAR = "ptep_clear_flush mm=1 addr=0x41000";

    private static Verdict notWaitedFor() {
        Stage stage = Stage.of(WrongFlush.CLEAR_NOT_WAITED_FOR.subject());
        return stage.pass(PAGE).fails(CLEAR, "@0 " + FILL);
    }

    @Test
    void order_ofAClear_hasActStoreAndInvalidation() {
        assertEquals(
                List.of(
                        "@0 " + FILL,
                        "exchange 0x41000 pfn=0x101 rw young -> none",
                        "tlbi     0x41000..0x42000"),
                notWaitedFor().order());
    }

    @Test
    void kept_afterAClear_standsBesideItsEntry() {
        assertEquals(
                List.of(
                        "cpu 1  a page at 0x41000, pfn=0x101 rw young;"
                                + " the entry at 0x41000 is none"),
                notWaitedFor().kept());
    }

    @Test
    void rows_ofWhatEntriesDoNotShow_areNotWrong() {
        assertFalse(notWaitedFor().rows().stream().anyMatch(Verdict.Row::wrong));
    }

    @Test
    void order_ofWhatEntriesShow_isEmpty() {
        Verdict verdict =
                Stage.of(WrongFlush.FREED_NOT_FLUSHED.subject())
                        .pass(PAGE + " with=dirty")
                        .pass(FILL)
                        .pass("madvise_free mm=1 addr=0x41000 nr=1")
                        .fails("cpu=1 write mm=1 addr=0x41000");
        assertTrue(
                verdict.order().isEmpty() && verdict.rows().stream().anyMatch(Verdict.Row::wrong));
    }

    @Test
    void act_ofAFailureThatTheCallShows_isNone() {
        assertEquals(-1, notWaitedFor().act());
    }

    @Test
    void act_thatShowsTheFailure_isNamed() {
        Stage stage = Stage.of(WrongFlush.CLEAR_NOT_WAITED_FOR.subject()).pass(PAGE).pass(FILL);
        Verdict verdict = stage.fails("ptep_get_lockless mm=1 addr=0x40000", "@0 " + CLEAR);
        assertEquals(0, verdict.act());
    }

    /** Clears a page with an invalidation that is wrong in one way. */
    private enum Wrong {
        NOTHING,
        LOCAL,
        BEFORE,
        LEVEL,
        ELSEWHERE;

        Subject subject() {
            return new DelegatingApi() {
                @Override
                public long ptepClearFlush(Port port, AddressSpace mm, long addr, int slot) {
                    if (Wrong.this == BEFORE) {
                        right.flushTlbPage(port, mm, addr);
                    }
                    long old = right.ptepGetAndClear(port, mm, addr, slot);
                    if (Wrong.this == LOCAL) {
                        port.invalidate(mm.id(), addr, addr + 0x1000, 0x1000, Port.LOCAL);
                    } else if (Wrong.this == LEVEL) {
                        int flags = Port.LAST_LEVEL | Port.HIGHER_LEVEL;
                        port.invalidate(mm.id(), addr, addr + 0x1000, 0x1000, flags);
                    } else if (Wrong.this == ELSEWHERE) {
                        right.flushTlbPage(port, mm, addr + 0x1000);
                    }
                    port.barrier(Port.BARRIER_DSB);
                    return old;
                }
            }.subject();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOTHING, nothing was invalidated",
        "LOCAL, it was invalidated on the calling cpu only",
        "BEFORE, it was invalidated before the entry was changed and not after",
        "LEVEL, 'its invalidation names level 1 or 2, where there are no pages'",
        "ELSEWHERE, other addresses were invalidated: 0x42000..0x43000"
    })
    void clearFlush_thatOwesItsFlush_tellsWhatItDidInstead(Wrong wrong, String cause) {
        Verdict verdict = Stage.of(wrong.subject()).pass(PAGE).fails(CLEAR);
        assertEquals(
                "INV-83 at 0x41000 the call owes an invalidation of this page on all cpus: "
                        + cause,
                verdict.invariant().id() + " " + verdict.message());
    }
}
