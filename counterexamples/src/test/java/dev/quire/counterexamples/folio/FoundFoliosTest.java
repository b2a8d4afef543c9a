package dev.quire.counterexamples.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundFoliosTest {
    private static final String ONE = "folio_alloc pfn=0x0 order=0\n";
    private static final String TWO = "folio_alloc pfn=0x1 order=0\n" + ONE;

    @TempDir Path folder;

    private static FolioTrace trace(String machine, String steps) {
        String text =
                "quire-trace 1\nsystem folio\nmachine "
                        + machine
                        + "\nsubject packed\nverdict violation exclusive-true INV-55 step=1\n---\n"
                        + steps;
        return FolioTraceFile.parse("test", text).trace();
    }

    private Path keep(FolioTrace trace) throws IOException {
        return new FoundFolios(folder.resolve("folio")).keep(trace, verdict(trace));
    }

    private static FolioVerdict verdict(FolioTrace trace) {
        return new FolioVerdict(
                Verdict.Kind.VIOLATION,
                Invariant.EXCLUSIVE_TRUE,
                1,
                trace.steps().get(0).operation(),
                "found so",
                List.of());
    }

    @Test
    void keep_otherMachine_bothStay() throws IOException {
        FolioTrace small = trace("folio-small cpus=2", ONE);
        FolioTrace alone = trace("folio-small cpus=1", ONE);
        FolioTrace usual = trace("folio-4k cpus=2", TWO);
        List<Path> files = List.of(keep(small), keep(alone), keep(usual));
        assertEquals(3, files.stream().distinct().count());
        assertEquals(small.text(), Files.readString(files.get(0)));
        assertEquals(alone.text(), Files.readString(files.get(1)));
        assertEquals(usual.text(), Files.readString(files.get(2)));
    }

    @Test
    void keep_again_fewerOperationsStay() throws IOException {
        FolioTrace longer = trace("folio-4k cpus=2", TWO);
        FolioTrace shorter = trace("folio-4k cpus=2", ONE);
        Path file = keep(longer);
        assertEquals(file, keep(shorter));
        assertEquals(shorter.text(), Files.readString(file));
        assertEquals(file, keep(longer));
        assertEquals(shorter.text(), Files.readString(file));
        try (Stream<Path> all = Files.list(file.getParent())) {
            assertEquals(List.of(file), all.toList());
        }
    }

    @Test
    void keep_nameOfSomethingElse_staysAndTheFindIsBesideIt() throws IOException {
        FolioTrace trace = trace("folio-4k cpus=2", ONE);
        Path file = keep(trace);
        byte[] others = "my notes \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, others);
        Path beside = keep(trace);
        assertNotEquals(file, beside);
        assertEquals(trace.text(), Files.readString(beside));
        assertEquals(others.length, Files.size(file));
        assertEquals(beside, keep(trace));
    }
}
