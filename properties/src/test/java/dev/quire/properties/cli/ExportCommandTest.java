package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traces as tests that read without Quire. */
class ExportCommandTest {
    private static final String END = System.lineSeparator();

    @TempDir private Path folder;

    private String failing() {
        String verdict = "verdict violation block-uniform INV-37 step=3";
        String text = Traces.of(Traces.BUG, verdict, Traces.PARTIAL);
        return Traces.write(folder, "a.trace", text).toString();
    }

    @Test
    void export_withoutAFile_printsTheTest() {
        Call export = Call.of("export", failing(), "--as=junit");
        assertEquals(ExitStatus.NOTHING_FOUND, export.status(), export.err());
        assertTrue(export.out().contains("class WrprotectPtesKeepsBlockUniformTest {"));
        assertTrue(export.out().contains("SeededBugs.named(\"" + Traces.BUG + "\")"));
    }

    @Test
    void export_toAFile_namesTheClassAfterIt() {
        Path file = folder.resolve("Mine.java");
        Call export = Call.of("export", failing(), "--as=junit", "--out=" + file);
        assertEquals("quire: the test is written to " + file + END, export.err());
        assertEquals("", export.out());
        assertTrue(Call.text(file).contains("class Mine {"));
    }

    @Test
    void export_onAnotherSubject_namesThatOne() {
        Call export = Call.of("export", failing(), "--as=junit", "--subject=plain");
        assertTrue(export.out().contains("SeededBugs.named(\"plain\")"), export.err());
    }

    @Test
    void export_asC_holdsTheKitAndTheTrace() {
        Call export = Call.of("export", failing(), "--as=c");
        assertTrue(export.out().contains("int quire_run(const struct quire_subject *subject);"));
        assertTrue(export.out().contains("\"wrprotect_ptes mm=1 addr=0x43000 nr=2\""));
    }

    @Test
    void export_fileThatIsThere_isLeft() {
        Path file = Traces.write(folder, "mine.c", "mine");
        Call export = Call.of("export", failing(), "--as=c", "--out=" + file);
        assertEquals(ExitStatus.USAGE, export.status());
        assertEquals("mine", Call.text(file));
        Call again = Call.of("export", failing(), "--as=c", "--out=" + file, "--overwrite");
        assertEquals(ExitStatus.NOTHING_FOUND, again.status());
        assertTrue(Call.text(file).startsWith("/*"));
    }

    @Test
    void export_whatAFormCannotSay_isRefusedWithItsLine() {
        String text = Traces.of("contpte", Traces.PARTIAL + "@1 cpu=1 read mm=1 addr=0x43000\n");
        String file = Traces.write(folder, "b.trace", text).toString();
        Path out = folder.resolve("b.c");
        Call export = Call.of("export", file, "--as=kunit", "--out=" + out);
        assertEquals(ExitStatus.USAGE, export.status());
        assertEquals(
                "quire: "
                        + file
                        + ":12: KUnit cannot act inside a call: found @1 cpu=1 read mm=1"
                        + " addr=0x43000"
                        + END,
                export.err());
        assertTrue(Files.notExists(out));
    }

    @Test
    void export_formThatIsNone_isRefused() {
        Call export = Call.of("export", failing(), "--as=pdf");
        assertEquals(ExitStatus.USAGE, export.status());
        assertEquals("quire: --as: found pdf, expected one of junit, kunit, c" + END, export.err());
    }
}
