package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.model.folio.bug.FolioSubjects;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kept trace of folios as a JUnit class: red exactly while the bug is there. */
final class FolioJunitClassTest {
    private static final Path CORPUS = Path.of("corpus/folio");

    @TempDir private Path folder;

    private static List<FolioTraceFile> files() throws IOException {
        List<FolioTraceFile> traces = new ArrayList<>();
        try (var files = Files.list(CORPUS)) {
            for (Path file : files.sorted().toList()) {
                traces.add(FolioTraceFile.parse(file.toString(), Files.readString(file)));
            }
        }
        return traces;
    }

    private Path write(FolioTraceFile file, String subject, String name) throws IOException {
        String text = FolioJunitClass.text(file, FolioSubjects.named(subject), Optional.of(name));
        return Files.writeString(folder.resolve(name + ".java"), text);
    }

    @Test
    void everyKeptTrace_asJunit_isRedWhileTheBugIsThere() throws Exception {
        List<Path> sources = new ArrayList<>();
        TreeMap<String, String> expected = new TreeMap<>();
        for (FolioTraceFile file : files()) {
            String asKept = "Kept" + expected.size() + "Test";
            sources.add(write(file, file.trace().subject(), asKept));
            String[] verdict = file.trace().verdict().orElseThrow().text().split(" ");
            expected.put(asKept, verdict.length == 1 ? "" : verdict[2] + " " + verdict[1]);
            String mended = "Mended" + expected.size() + "Test";
            sources.add(write(file, FolioSubjects.PACKED.name(), mended));
            expected.put(mended, "");
        }
        JunitClassTest.compile(sources, folder);
        try (URLClassLoader classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            for (var entry : expected.entrySet()) {
                String failure = JunitClassTest.failure(classes.loadClass(entry.getKey()));
                assertEquals(entry.getValue().isEmpty(), failure.isEmpty(), failure);
                assertTrue(failure.contains(entry.getValue()), failure);
            }
        }
        assertTrue(expected.size() >= 60);
    }

    @Test
    void text_saysBelowEachOperationWhatMustBeSo() throws IOException {
        Path kept = CORPUS.resolve("bad_exclusive-true_keeps-exclusive-after-fork.trace");
        String text =
                FolioJunitClass.text(
                        FolioTraceFile.parse("kept", Files.readString(kept)),
                        FolioSubjects.named("keeps-exclusive-after-fork"),
                        Optional.of("1 odd name"));
        assertTrue(text.contains("\nclass ForkRangeKeepsExclusiveTrueTest {"), text);
        assertTrue(
                text.contains(
                        """
                                    fork_range mm=1 addr=0x0 to=2
                                    #     returns 1
                                    #     0x0: order=0 anon index=0x10000 references=3 mappings=2 \
                        slots=2
                                    #     mm=2 0x0: present pfn=0x0
                        """),
                text);
    }
}
