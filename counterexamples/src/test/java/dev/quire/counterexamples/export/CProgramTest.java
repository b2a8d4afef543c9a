package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kept traces as C programs: each compiles, keeps its promise on the kit's own subject and on what
 * a right one did, breaks it on what the bug did; or it is refused with its line.
 */
final class CProgramTest {
    private static final String KIT = "/dev/quire/counterexamples/kit/c/";

    private static final String PLAYER =
            """
            #define QUIRE_IMPLEMENTATION
            #include "quire.h"
            struct access { char kind; long long a; quire_u64 b, c, d; };
            struct call { const char *name; int slot, nr; quire_u64 result, pte; int from, to; };
            static const struct access accesses[] = {
            $ACCESSES
                {0, 0, 0, 0, 0}
            };
            static const struct call calls[] = {
            $CALLS
                {0, 0, 0, 0, 0, 0, 0}
            };
            static int next;

            static void play(const char *name, struct quire_call *given)
            {
                const struct call *call = &calls[next++];
                if (!call->name || strcmp(call->name, name) ||
                    (call->slot >= 0 && quire_slot(given->ptep) != call->slot) ||
                    call->nr != given->nr) {
                    fprintf(stderr, "call %d is %s\\n", next, name);
                    exit(3);
                }
                for (int i = call->from; i < call->to; i++) {
                    const struct access *one = &accesses[i];
                    switch (one->kind) {
                    case 'r': quire_read(quire_entry((long)one->a)); break;
                    case 'w': quire_write(quire_entry((long)one->a), one->b); break;
                    case 'x': quire_xchg(quire_entry((long)one->a), one->b); break;
                    case 'c': quire_cmpxchg(quire_entry((long)one->a), one->b, one->c); break;
                    case 't':
                        quire_tlbi(quire_mm((int)one->a), one->b, one->c, one->d >> 8, 3,
                                   one->d & 255);
                        break;
                    case 'b': quire_barrier(QUIRE_DSB); break;
                    default: quire_warn("as recorded"); break;
                    }
                }
                quire_return(given, call->result);
                quire_return_pte(given, call->pte);
            }
            $FUNCTIONS
            static const struct quire_operation operations[] = {
            $OPERATIONS
                {0, 0, 0},
            };

            int main(void)
            {
                static const struct quire_subject subject = {
                    .name = "played", .operations = operations, .folds_exactly = 1};
                return quire_run(&subject);
            }
            """;

    @TempDir private Path folder;

    private static String exported(TraceFile file) {
        return Export.C.text(file, SeededBugs.named(file.trace().subject()), Optional.empty());
    }

    private void kit(String name) throws IOException {
        try (var in = CProgramTest.class.getResourceAsStream(KIT + name)) {
            Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    private Gcc.Ended run(TraceFile file, String subject) throws IOException {
        Path source = Files.writeString(folder.resolve("trace.c"), exported(file));
        Path program = folder.resolve("trace");
        Gcc.compile(
                program,
                List.of("-DQUIRE_SUBJECT=\"" + subject + "\"", "-I" + folder, source.toString()));
        return Gcc.run(List.of(program.toString()));
    }

    /** A subject in C that does again what another did. */
    private void player(TraceFile file, Subject subject) throws IOException {
        Recorder recorder = new Recorder(subject.api(), true);
        Subject recorded = new Subject("recorded", "recorded", recorder, false, true);
        Replay.run(file, recorded, StepListener.NONE);
        StringBuilder accesses = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        StringBuilder functions = new StringBuilder();
        StringBuilder operations = new StringBuilder();
        int count = 0;
        for (RecordedCall call : recorder.calls) {
            int from = count;
            for (RecordedCall.Access one : call.accesses) {
                accesses.append(
                        "    {'%c', %dll, 0x%xull, 0x%xull, 0x%xull},\n"
                                .formatted(
                                        one.kind().charAt(0), one.a(), one.b(), one.c(), one.d()));
                count++;
            }
            calls.append(
                    "    {\"%s\", %d, %d, 0x%xull, 0x%xull, %d, %d},\n"
                            .formatted(
                                    call.name,
                                    call.slot,
                                    call.nr,
                                    call.result,
                                    call.resultPte,
                                    from,
                                    count));
        }
        recorder.calls.stream()
                .map(call -> call.name)
                .distinct()
                .forEach(
                        name -> {
                            functions.append(
                                    "static void run_%s(struct quire_call *c) {play(\"%s\", c);}\n"
                                            .formatted(name, name));
                            operations.append(
                                    "    {\"%s\", \"\", run_%s},\n".formatted(name, name));
                        });
        Files.writeString(
                folder.resolve("player.c"),
                PLAYER.replace("$ACCESSES\n", accesses)
                        .replace("$CALLS\n", calls)
                        .replace("$FUNCTIONS\n", functions)
                        .replace("$OPERATIONS\n", operations));
    }

    @Test
    void everyKeptTrace_asC_breaksWhileTheBugIsThereOrIsRefused() throws IOException {
        assumeTrue(Gcc.isThere(), "there is no gcc");
        kit("quire.h");
        kit("contpte.c");
        int failing = 0;
        int passing = 0;
        List<String> refused = new ArrayList<>();
        List<String> green = new ArrayList<>();
        for (TraceFile file : Corpus.files()) {
            try {
                exported(file);
            } catch (Unsayable e) {
                refused.add(e.getMessage());
                continue;
            }
            String name = Corpus.name(file);
            Gcc.Ended right = run(file, "contpte.c");
            assertEquals(0, right.status(), name + "\n" + right.output());
            player(file, Subjects.CONTPTE);
            Gcc.Ended played = run(file, "player.c");
            assertEquals(0, played.status(), name + "\n" + played.output());
            if (file.trace().failure().isPresent()) {
                player(file, SeededBugs.named(file.trace().subject()));
                Gcc.Ended wrong = run(file, "player.c");
                if (wrong.status() != 1) {
                    green.add(name + " " + wrong.status() + wrong.output());
                }
                failing++;
            } else {
                passing++;
            }
        }
        assertEquals(List.of(), green);
        assertTrue(failing >= 47, failing + " failing ones, refused: " + refused);
        assertTrue(passing >= 15, passing + " passing ones, refused: " + refused);
        for (String why : refused) {
            assertTrue(
                    why.contains("keep no translations") || why.contains("inside a lockless read"),
                    why);
        }
    }
}
