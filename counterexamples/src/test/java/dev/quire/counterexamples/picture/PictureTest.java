package dev.quire.counterexamples.picture;

import static dev.quire.counterexamples.trace.Texts.assertExpected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.trace.BrokenSubjects;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Texts;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.Memory;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Pictures against texts that people have looked at. */
final class PictureTest {
    private static final String LARGE_BLOCK =
            """
            quire-trace 1
            machine arm64-64k cpus=1 hafdbs=1 nobbm=1
            subject contpte
            mm id=1 kind=user
            mm id=2 kind=user
            vma id=1 mm=1 start=0x20000000 end=0x20400000 flags=rwx
            vma id=2 mm=2 start=0x20000000 end=0x20400000 flags=r
            folio id=1 pfn=0x3ffff000 order=5
            ---
            set_ptes mm=1 addr=0x20200000 pfn=0x3ffff000 nr=32 prot=rx with=dirty
            ptep_get mm=1 addr=0x20200000
            set_pte_at mm=2 addr=0x20000000 pte=0x1000
            get_and_clear_full_ptes mm=1 addr=0x20230000 nr=1
            """;

    private static Film film(String text, Subject subject) {
        return Film.of(Texts.file(text), subject);
    }

    private static String report(Film film, OptionalInt before, Optional<String> file) {
        Verdict verdict = film.replay().verdict().orElseThrow();
        Trace trace =
                film.trace()
                        .withVerdict(KeptVerdict.of(verdict))
                        .withProvenance(
                                Provenance.found(
                                        0x5eed01,
                                        FailureReport.COMMAND
                                                + " hunt --subject="
                                                + film.trace().subject()
                                                + " --machine=arm64-4k --seed=0x5eed01"));
        Optional<String> replay = file.map(FailureReport::replay);
        return new FailureReport(trace, verdict, before, replay).text();
    }

    @Test
    void report_partialWrprotect_hasTheOneForm() throws IOException {
        Film film = film(Texts.PARTIAL_WRPROTECT, BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        Optional<String> file =
                Optional.of("counterexamples/corpus/bad_block-uniform_partial-wrprotect.trace");
        assertExpected("picture/partial_report.txt", report(film, OptionalInt.of(41), file));
    }

    @Test
    void report_lostDirty_saysThatDirtyWasExpected() throws IOException {
        Film film = film(Texts.WRITE_DURING_UNFOLD, BrokenSubjects.FORGETS_DIRTY);
        assertExpected(
                "picture/dirty_report.txt", report(film, OptionalInt.empty(), Optional.empty()));
    }

    @Test
    void report_livelock_startsWithItsKind() throws IOException {
        String text = Texts.PARTIAL_WRPROTECT + "ptep_get mm=1 addr=0x40000\n";
        Film film = film(text, BrokenSubjects.SPINS);
        assertExpected(
                "picture/livelock_report.txt",
                report(film, OptionalInt.of(9), Optional.of("a folder/it's.trace")));
    }

    @Test
    void strip_passingTrace_showsChangedEntriesOnly() throws IOException {
        Film film = film(Texts.WRITE_DURING_UNFOLD, Subjects.CONTPTE);
        assertExpected("picture/passing_strip.txt", FilmStrip.text(film));
    }

    @Test
    void strip_failingTrace_marksWhatIsWrong() throws IOException {
        Film film = film(Texts.WRITE_DURING_UNFOLD, BrokenSubjects.FORGETS_DIRTY);
        assertExpected("picture/dirty_strip.txt", FilmStrip.text(film));
    }

    @Test
    void strip_blockOf32_showsTheRowsThatChange() throws IOException {
        Film film = film(LARGE_BLOCK, BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        assertExpected("picture/large_strip.txt", FilmStrip.text(film));
    }

    @Test
    void strip_twoWays_showsBothInTheLastFrame() {
        Trace trace = Texts.file(Texts.PARTIAL_WRPROTECT).trace();
        int before = trace.steps().size() - 1;
        Verdict.Row row = new Verdict.Row(1, 0x40000, "", "", "", true);
        Verdict parted =
                new Verdict(
                        Verdict.Kind.VIOLATION,
                        Invariant.SPLIT_ALIKE,
                        trace.steps().size(),
                        trace.steps().get(before).operation(),
                        "they part",
                        List.of(row));
        Memory left = trace.setup().memory();
        left.put(left.slot(1, 0x40000), 0x1000);
        Memory right = trace.setup().memory();
        Film film = Film.ofTwoWays(trace, before, Subjects.CONTPTE, parted, left, right);
        String last = FilmStrip.text(film).split(">>")[1];
        assertTrue(last.contains("  before   wcy- "), last);
        assertTrue(last.contains("  after    leaf "), last);
        assertTrue(last.contains("  or else  .... "), last);
        assertTrue(last.contains("           ^^^^\n"), last);
        assertTrue(BlockPicture.ofFailure(film).orElseThrow().contains("after  other way"));
    }

    @Test
    void picture_failingStep_showsBothSides() throws IOException {
        Film film = film(Texts.PARTIAL_WRPROTECT, BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        assertExpected("picture/partial.svg", BlockPicture.ofFailure(film).orElseThrow());
    }

    @Test
    void picture_lostDirty_showsItOnTheReferenceOnly() throws IOException {
        Film film = film(Texts.WRITE_DURING_UNFOLD, BrokenSubjects.FORGETS_DIRTY);
        assertExpected("picture/dirty.svg", BlockPicture.ofFailure(film).orElseThrow());
    }

    @Test
    void picture_blockOf32_drawsRowsOf16() throws IOException {
        Film film = film(LARGE_BLOCK, BrokenSubjects.KEEPS_PARTIAL_BLOCKS);
        assertExpected("picture/large.svg", BlockPicture.ofFailure(film).orElseThrow());
    }

    @Test
    void picture_passingTrace_hasNoFailureButEveryStep() {
        Film film = film(Texts.PARTIAL_WRPROTECT, Subjects.CONTPTE);
        assertEquals(Optional.empty(), BlockPicture.ofFailure(film));
        assertEquals(2, film.steps());
        assertEquals(BlockPicture.ofStep(film, 2), BlockPicture.ofStep(film, 2));
        assertEquals(
                "step must be 1 to 2: step=3",
                assertThrows(IllegalArgumentException.class, () -> BlockPicture.ofStep(film, 3))
                        .getMessage());
    }

    @Test
    void svg_textWithMarkup_isEscaped() {
        assertEquals("a&lt;b&gt; &amp; &quot;c&quot; ??", Svg.escaped("a<b> & \"c\" \u0001\ud800"));
    }

    @Test
    void film_ofAnUnsavedTrace_isTheSame() {
        TraceFile file = Texts.file(Texts.WRITE_DURING_UNFOLD);
        Film read = Film.of(file, Subjects.PLAIN);
        Film made = Film.of(TraceFile.of("new", file.trace()), Subjects.PLAIN);
        assertEquals(FilmStrip.text(read), FilmStrip.text(made));
    }
}
