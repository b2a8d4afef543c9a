package dev.quire.counterexamples.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of traces, written and read again. */
final class TraceTest {
    private static final String EVERYTHING =
            """
            quire-trace 1
            # kept by hand
            #
            # 99% of <seeds> miss it, "naïve" ones too
            machine arm64-16k-lpa2 cpus=3 hafdbs=1,0,1 nobbm=1
            subject keeps-partial-blocks
            verdict livelock live INV-84 step=2
            seed 0xffffffffffffffff
            search java -jar properties/target/quire.jar hunt --seed=0x5eed01 --length=41
            mm id=1 kind=user
            mm id=255 kind=kernel
            vma id=1 mm=1 start=0x0 end=0x80000 flags=rwx
            vma id=65535 mm=255 start=0x4000 end=0x8000 flags=r
            folio id=1 pfn=0x100 order=7
            folio id=2 pfn=0x200 order=0
            ---
            set_ptes mm=1 addr=0x0 pfn=0x100 nr=16 prot=rwx with=old,dirty
            ptep_get_lockless mm=1 addr=0x0
            @0 cpu=1 write mm=1 addr=0x0 slot=3
            @0 cpu=2 wrprotect_ptes mm=1 addr=0x0 nr=16
            @7 cpu=1 ptep_get_lockless mm=1 addr=0x4000
            clear_young_dirty_ptes mm=1 addr=0x0 nr=2 flags=young,dirty
            cpu=1 execute mm=1 addr=0x4001
            """;

    static Stream<String> texts() {
        return Stream.of(
                EVERYTHING,
                Texts.HEAD,
                Texts.PARTIAL_WRPROTECT,
                Texts.PARTIAL_WRPROTECT.replace("hafdbs=1,0", "hafdbs=1,0 bbm=2"),
                Texts.WRITE_DURING_UNFOLD,
                Texts.PARTIAL_WRPROTECT.replace("mm id", "verdict passed\nmm id"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void text_read_isWrittenAgainToTheLetter(String text) {
        Trace trace = Texts.file(text).trace();
        assertEquals(text, trace.text());
        assertEquals(trace, TraceFile.of("again", trace).trace());
    }

    @Test
    void text_withCommentsBlanksAndDosLineEnds_readsTheSame() {
        String text = Texts.WRITE_DURING_UNFOLD;
        Trace plain = Texts.file(text).trace();
        String loose =
                "\ufeff\n"
                        + text.replace("---", " --- ")
                                .replace("wrprotect", "# why\n\n \t wrprotect")
                                .replace(" nr", "\tnr")
                                .replace("\n", "\r\n");
        assertEquals(plain, Texts.file(loose).trace());
    }

    @Test
    void machine_withoutSettings_hasThoseOfItsName() {
        String text = Texts.HEAD.replace(" cpus=2 hafdbs=1,0", "");
        assertEquals(Texts.file(Texts.HEAD).trace(), Texts.file(text).trace());
        String one = Texts.HEAD.replace(" cpus=2 hafdbs=1,0", " cpus=1");
        assertEquals("arm64-4k cpus=1 hafdbs=1", Texts.file(one).trace().setup().machine().text());
    }

    @ParameterizedTest
    @CsvSource({
        "bbm=0, ''",
        "bbm=2, ' bbm=2'",
        "nobbm=0, ''",
        "bbm=2 nobbm=0, ' bbm=2'",
        "bbm=2 nobbm=1, ' nobbm=1'",
        "nobbm=1, ' nobbm=1'",
    })
    void machine_ofALevel_isWrittenInOneWay(String settings, String text) {
        String head = Texts.HEAD.replace("hafdbs=1,0", "hafdbs=1,0 " + settings);
        assertEquals(
                "arm64-4k cpus=2 hafdbs=1,0" + text,
                Texts.file(head).trace().setup().machine().text());
    }

    @Test
    void comments_aboveTheSeparator_areProvenance() {
        Trace trace = Texts.file(EVERYTHING).trace();
        assertEquals(
                List.of("kept by hand", "", "99% of <seeds> miss it, \"naïve\" ones too"),
                trace.provenance().comments());
        assertEquals(Optional.of(-1L), trace.provenance().seed());
    }

    @Test
    void operations_withActs_countEach() {
        assertEquals(7, Texts.file(EVERYTHING).trace().operations());
    }

    @Test
    void signature_ofAFailure_namesTheCallOfItsStep() {
        assertEquals(
                Optional.of("livelock live INV-84 ptep_get_lockless"),
                Texts.file(EVERYTHING).trace().signature());
        assertEquals(Optional.empty(), Texts.file(Texts.HEAD).trace().signature());
    }

    @Test
    void lines_ofStepsAndActs_areThoseOfTheText() {
        TraceFile file = Texts.file(EVERYTHING.replace("@7", "# seven\n\n@7"));
        assertEquals("hand.trace:17", file.place(1));
        assertEquals("hand.trace:18", file.place(2));
        assertEquals(19, file.line(2, 1));
        assertEquals(23, file.line(2, 3));
        assertEquals(24, file.line(3, 0));
    }

    @Test
    void withers_eachChangesItsPartOnly() {
        Trace trace = Texts.file(EVERYTHING).trace();
        Trace other = Texts.file(Texts.HEAD).trace();
        Trace made =
                trace.withSetup(other.setup())
                        .withSubject(other.subject())
                        .withProvenance(Provenance.NONE)
                        .withSteps(List.of(), Optional.empty());
        assertEquals(other, made);
        assertEquals(other, Trace.of(other.setup(), "contpte", List.of()));
        assertEquals(
                Optional.of(KeptVerdict.PASSED), other.withVerdict(KeptVerdict.PASSED).verdict());
    }

    @Test
    void trace_failingStepBeyondItsEnd_isRejected() {
        Trace trace = Texts.file(Texts.PARTIAL_WRPROTECT).trace();
        KeptVerdict late =
                new KeptVerdict.Failed(Verdict.Kind.VIOLATION, Invariant.DIRTY_NOT_LOST, 3);
        assertRejected(
                "the failing step must be one of the trace: found step=3, the trace has steps=2",
                () -> trace.withVerdict(late));
        assertRejected(
                "step must be at least 1: step=0",
                () -> new KeptVerdict.Failed(Verdict.Kind.CRASH, Invariant.CRASH_FREE, 0));
    }

    @Test
    void subject_ofSeveralWords_isRejected() {
        Trace trace = Texts.file(Texts.HEAD).trace();
        assertRejected(
                "a subject must be one word of printable characters, or process: and a command of"
                        + " such words: subject=two words",
                () -> trace.withSubject("two words"));
    }

    @Test
    void subject_thatIsACommand_readsBack() {
        Trace trace = Texts.file(Texts.HEAD).trace().withSubject("process:./c 'a  b' --fast");
        assertEquals(trace, Texts.file(trace.text()).trace());
    }

    @Test
    void provenance_ofSeveralLines_isRejected() {
        assertRejected("it must be one line of text: a\nb", () -> Provenance.found(1, "a\nb"));
        assertRejected(
                "a search must be a line to paste: it is empty", () -> Provenance.found(1, " "));
    }

    private static void assertRejected(String message, Runnable made) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, made::run).getMessage());
    }
}
