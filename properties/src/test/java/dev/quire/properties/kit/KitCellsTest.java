package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.quire.model.folio.Folio;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.model.subject.process.WireLog;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over shared memory the same is said as over pipes, and what is wrong in a cell is told. */
final class KitCellsTest {
    private static final List<String> CALLS =
            List.of(
                    "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw",
                    "wrprotect_ptes mm=1 addr=0x43000 nr=2; @0 cpu=1 ptep_get_lockless mm=1"
                            + " addr=0x44000",
                    "wrprotect_ptes mm=1 addr=0x48000 nr=1; @1 cpu=0 write mm=1 addr=0x44000",
                    "folio_pte_batch_flags mm=1 addr=0x40000 max_nr=16 flags=respect_write",
                    "ptep_clear_flush mm=1 addr=0x41000",
                    "clear_full_ptes mm=1 addr=0x42000 nr=3",
                    "flush_tlb_range mm=1 addr=0x42000 nr=3");

    /** Sends a cell of its own making in each ptep_get, as its argument says. */
    private static final String ASTRAY =
            """
            #define QUIRE_IMPLEMENTATION
            #include "quire.h"
            static const char *cell;
            static void set(struct quire_call *call)
            {
                for (int i = 0; i < call->nr; i++)
                    quire_write((quire_u64 *)call->ptep + i, call->pte + 4096 * (quire_u64)i);
            }
            static void get(struct quire_call *call)
            {
                struct quire_mm stranger = {9, QUIRE_USER, 0};
                struct quire_cell *next = quire_free_cell();
                if (!strcmp(cell, "kind"))
                    quire_publish(quire_begin(99, 3));
                if (!strcmp(cell, "return"))
                    quire_publish(quire_begin(QUIRE_RETURN, 4));
                if (!strcmp(cell, "barrier"))
                    quire_barrier((enum quire_barrier)7);
                if (!strcmp(cell, "mm"))
                    quire_tlbi(&stranger, 0, 4096, 4096, 3, 0);
                if (!strcmp(cell, "slot"))
                    quire_read(quire_entry(-3));
                if (!strcmp(cell, "number"))
                    call->number++;
                if (!strcmp(cell, "bytes")) {
                    next->words[0] = 41;
                    quire_publish(quire_begin(QUIRE_TEXT_CELL, 0));
                }
                if (!strcmp(cell, "read"))
                    quire_publish(quire_begin(QUIRE_READ, 1));
                if (!strcmp(cell, "cmpxchg"))
                    quire_publish(quire_begin(QUIRE_CMPXCHG, 0x400000));
                if (!strcmp(cell, "rest")) {
                    next->words[0] = 5 | 0x100;
                    memcpy(&next->words[1], "error", 5);
                    quire_publish(quire_begin(QUIRE_TEXT_CELL, 0));
                    quire_read(call->ptep);
                }
                if (!strcmp(cell, "text")) {
                    quire_verb("nonsense");
                    quire_send();
                }
                quire_return(call, quire_read(call->ptep));
            }
            int main(int count, char **arguments)
            {
                static const struct quire_operation operations[] = {
                    {"no_such_function", 0, get},
                    {"set_ptes", "ptep pte nr", set},
                    {"ptep_get", "ptep", get},
                    {0, 0, 0},
                };
                static const struct quire_subject subject = {
                    .name = "astray", .operations = operations};
                cell = count > 1 ? arguments[1] : "";
                return quire_run(&subject);
            }
            """;

    @TempDir private static Path folder;

    private static Path contpte;
    private static Path astray;

    @BeforeAll
    static void build() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        String compiler = Workshop.compilers().get(0);
        Workshop workshop = new Workshop(folder).with("astray.c", ASTRAY);
        contpte = workshop.compile(compiler, "contpte.c", "contpte", "-O2");
        astray = workshop.compile(compiler, "astray.c", "astray", "-O1");
    }

    private static ProcessOptions options(boolean shares, ByteArrayOutputStream log) {
        return new ProcessOptions(
                Duration.ofSeconds(9), 20_000, 1_000, shares, Optional.of(new WireLog(log)));
    }

    private static LockStep run(Subject subject) {
        return new LockStep(
                new Setup(
                        Machines.named("arm64-4k"),
                        List.of(new AddressSpace(1, AddressSpace.Kind.USER)),
                        List.of(new Vma(1, 1, 0x40000, 0x80000, Vma.WRITE)),
                        List.of(new Folio(1, 0x100, 4))),
                subject);
    }

    private static Outcome step(LockStep run, String step) {
        List<String> lines = Arrays.asList(step.split("; "));
        List<Act> acts = lines.subList(1, lines.size()).stream().map(Act::parse).toList();
        return run.step(Operation.parse(lines.get(0)), acts);
    }

    private static String said(Path program, boolean shares) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Subject subject = ProcessSubject.of(ProcessSubject.PREFIX + program, options(shares, log));
        try {
            LockStep run = run(subject);
            for (String call : CALLS) {
                assertEquals(Outcome.PASSED, step(run, call), call);
            }
        } finally {
            subject.close();
        }
        return log.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.contains(" hello "))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void wireLog_ofCells_isThatOfLines() {
        String lines = said(contpte, false);
        assertTrue(lines.contains("\n1> lend 64 0x"), lines);
        assertTrue(lines.contains(" sync=1 local=0\n"), lines);
        assertTrue(lines.contains("\n1< barrier #"), lines);
        assertTrue(lines.contains("\n1> ok #"), lines);
        assertEquals(lines, said(contpte, true));
    }

    @ParameterizedTest
    @CsvSource({
        "kind, found a cell of kind 99 and form 3",
        "return, found a cell of kind 6 and form 4",
        "barrier, found a cell of kind 8 and form 7",
        "mm, 'found ''tlbi #2 mm=9 start=0x0 end=0x1000'",
        "slot, expected a slot below",
        "number, 'found ''read #3 64'', expected a message of call #2'",
        "bytes, 'found a cell of 41 bytes, expected 1 to 40'",
        "text, found 'nonsense #2'",
        "read, 'found a cell of kind 2 and form 1, expected a known one'",
        "cmpxchg, 'found a cell of kind 5 and form 4194304, expected a known one'",
        "rest, 'found a cell of kind 2, expected the rest of a line'",
    })
    void cell_thatIsWrong_isToldAsItIs(String cell, String words) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        Subject subject =
                ProcessSubject.of(ProcessSubject.PREFIX + astray + " " + cell, options(true, log));
        try {
            LockStep run = run(subject);
            assertEquals(Outcome.PASSED, step(run, CALLS.get(0)), log::toString);
            assertEquals(Outcome.FAILED, step(run, "ptep_get mm=1 addr=0x40000"));
            assertEquals("protocol crash-free INV-85 ptep_get", run.verdict().signature(), cell);
            String message = run.verdict().message();
            assertTrue(message.contains(words), message);
        } finally {
            subject.close();
        }
    }
}
