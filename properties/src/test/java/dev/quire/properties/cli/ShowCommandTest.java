package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code show} prints and draws. */
class ShowCommandTest {
    @TempDir private Path folder;

    private String failing() {
        return Traces.write(folder, "a.trace", Traces.of(Traces.BUG, Traces.PARTIAL)).toString();
    }

    @Test
    void show_trace_printsItsFilmStrip() {
        Call show = Call.of("show", failing());
        assertEquals(ExitStatus.NOTHING_FOUND, show.status());
        assertTrue(show.out().startsWith("machine    arm64-4k cpus=2 hafdbs=1,0\n"));
        assertTrue(show.out().contains("\n>>   3  wrprotect_ptes mm=1 addr=0x43000 nr=2    ("));
        assertTrue(show.out().contains("verdict    violation block-uniform INV-37 step=3\n"));
    }

    @Test
    void show_onAnotherSubject_passes() {
        Call show = Call.of("show", failing(), "--subject=contpte");
        assertTrue(show.out().endsWith("verdict    passed\n"), show.out());
    }

    @Test
    void show_asSvg_drawsTheFailingStepOrTheOneAskedFor() {
        Path svg = folder.resolve("a.svg");
        Call show = Call.of("show", failing(), "--svg=" + svg);
        assertEquals("quire: step 3 is drawn in " + svg + System.lineSeparator(), show.err());
        assertTrue(Call.text(svg).startsWith("<svg "));
        Call again = Call.of("show", failing(), "--svg=" + svg, "--step=1", "--overwrite");
        assertEquals("quire: step 1 is drawn in " + svg + System.lineSeparator(), again.err());
    }

    @Test
    void show_svgThatIsThere_isLeft() {
        Path svg = Traces.write(folder, "a.svg", "mine");
        Call show = Call.of("show", failing(), "--svg=" + svg);
        assertEquals(ExitStatus.USAGE, show.status());
        assertEquals("mine", Call.text(svg));
    }

    @Test
    void show_stepThatDidNotRun_isRefused() {
        Path svg = folder.resolve("a.svg");
        Call show = Call.of("show", failing(), "--svg=" + svg, "--step=4");
        assertEquals(ExitStatus.USAGE, show.status());
        assertEquals(
                "quire: --step: found 4, expected a decimal number from 1 to 3"
                        + System.lineSeparator(),
                show.err());
    }
}
