package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program calls what the subject has: single forms, or what the core makes of several calls. */
final class CFormsTest {
    private static final String GUIDE =
            """
            quire-trace 1
            machine arm64-4k cpus=1 hafdbs=1
            subject process:./wrong
            mm id=1 kind=user
            vma id=1 mm=1 start=0x410000 end=0x420000 flags=rw
            folio id=7 pfn=0x100 order=4
            ---
            set_ptes mm=1 addr=0x410000 pfn=0x100 nr=1 prot=rw
            wrprotect_ptes mm=1 addr=0x410000 nr=1
            @1 cpu=0 write mm=1 addr=0x410000
            flush_tlb_page mm=1 addr=0x410000
            """;

    @TempDir private Path folder;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Gcc.isThere(), "there is no gcc");
        for (String name : List.of("quire.h", "example.c", "contpte.c")) {
            String resource = "/dev/quire/counterexamples/kit/c/" + name;
            try (var in = CFormsTest.class.getResourceAsStream(resource)) {
                Files.write(folder.resolve(name), in.readAllBytes());
            }
        }
    }

    private Gcc.Ended run(TraceFile file, String subject, String... flags) throws IOException {
        String text = Export.C.text(file, Subjects.CONTPTE, Optional.empty());
        Path source = Files.writeString(folder.resolve("trace.c"), text);
        Path program = folder.resolve("trace");
        List<String> words = new ArrayList<>(List.of(flags));
        words.addAll(
                List.of("-DQUIRE_SUBJECT=\"" + subject + "\"", "-I" + folder, source.toString()));
        Gcc.compile(program, words);
        return Gcc.run(List.of(program.toString()));
    }

    @Test
    void findOfTheGuide_onTheExample_isRedWhileItIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("guide.trace"), GUIDE);
        TraceFile trace = TraceFile.read(file);
        Gcc.Ended right = run(trace, "example.c");
        assertEquals(0, right.status(), right.output());
        Gcc.Ended wrong = run(trace, "example.c", "-DWRONG");
        assertEquals(1, wrong.status(), wrong.output());
        assertTrue(wrong.output().contains("INV-17 dirty-not-lost"), wrong.output());
    }

    /** The folding subject without what the core makes of several calls. */
    @Test
    void passingTraces_withoutTheCompounds_stillPass() throws IOException {
        String whole = Files.readString(folder.resolve("contpte.c"));
        String cut =
                whole.replaceAll(
                        "(?m)^    \\{\"(unmap_batch|move_ptes|madvise_free|flush_\\w+)\".*\\n", "");
        String poor = cut.replaceAll("(?m)^    \\{\"(folio_pte_batch_flags)\".*\\n", "");
        assertEquals(whole.lines().count() - 7, poor.lines().count());
        String quiet = "#pragma GCC diagnostic ignored \"-Wunused-function\"\n";
        Files.writeString(folder.resolve("cut.c"), quiet + cut);
        Files.writeString(folder.resolve("poor.c"), quiet + poor);
        int seen = 0;
        for (TraceFile file : Corpus.files()) {
            boolean compound =
                    file.trace().steps().stream()
                            .map(step -> step.operation().call().word)
                            .anyMatch(word -> word.matches("unmap.*|move.*|madv.*|flush.*"));
            boolean batches =
                    file.trace().steps().stream()
                            .anyMatch(step -> step.operation().call().word.startsWith("folio"));
            try {
                if (compound && file.trace().failure().isEmpty()) {
                    for (String subject : batches ? List.of("cut.c") : List.of("cut.c", "poor.c")) {
                        Gcc.Ended ended = run(file, subject);
                        assertEquals(0, ended.status(), Corpus.name(file) + ended.output());
                    }
                    seen++;
                }
            } catch (Unsayable e) {
                assertTrue(e.getMessage().contains(":"), e.getMessage());
            }
        }
        assertTrue(seen >= 3, seen + " traces");
    }
}
