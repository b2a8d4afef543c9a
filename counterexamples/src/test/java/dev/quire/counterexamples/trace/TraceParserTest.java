package dev.quire.counterexamples.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way in which a trace cannot be read, with its line and its words. */
final class TraceParserTest {
    private static final String GOOD = Texts.WRITE_DURING_UNFOLD;

    private static final String LINES =
            "machine, subject, verdict, seed, search, mm, vma, folio or ---";

    /** A trace with one place changed, and the message it brings. */
    private static Arguments bad(String place, String instead, String message) {
        String text = GOOD.replaceFirst(place, instead);
        assertNotEquals(GOOD, text, place);
        return Arguments.of(text, message);
    }

    static Stream<Arguments> wholeFiles() {
        return Stream.of(
                Arguments.of("", "1: found an empty file, expected quire-trace 1"),
                Arguments.of(
                        "\n# only this\n",
                        "2: found no line that is not a comment, expected quire-trace 1"),
                Arguments.of(
                        GOOD.substring(0, GOOD.indexOf("---")),
                        "6: found the end of the file, expected --- and operations below the"
                                + " configuration"),
                bad("trace 1", "trace 2", "1: found quire-trace 2, expected quire-trace 1"),
                bad(
                        "quire",
                        "a".repeat(90),
                        "1: found " + "a".repeat(80) + "..., expected quire-trace 1"),
                bad(
                        "wrprotect",
                        "\u0000",
                        "10: found bytes that are not text, expected UTF-8 text"
                                + " that starts with quire-trace 1"));
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                bad("folio id", "colour", "6: found colour=7 pfn=0x100 order=4, expected " + LINES),
                bad(
                        "subject contpte\n",
                        "",
                        "6: found no subject in the configuration, expected"
                                + " subject NAME, such as subject contpte"),
                bad(
                        "machine.*\n",
                        "",
                        "6: found no machine in the configuration, expected"
                                + " machine NAME, such as machine arm64-4k"),
                bad(
                        "contpte",
                        "a b",
                        "3: found subject a b, expected one name, such as subject" + " contpte"),
                bad(
                        "contpte",
                        "\u00e9",
                        "3: found subject \u00e9, expected one name, such as" + " subject contpte"),
                bad(
                        "mm id",
                        "subject plain\nmm id",
                        "4: found a second subject, expected the one of line 3 only"),
                bad("mm id", "seed\nmm id", "4: found seed alone, expected its value"),
                bad(
                        "mm id",
                        "seed 17\nmm id",
                        "4: found 17, expected 0x and 1 to 16 hexadecimal digits"),
                bad(
                        "arm64-4k",
                        "sparc",
                        "2: unknown machine sparc, expected one of arm64-4k,"
                                + " arm64-16k, arm64-64k, arm64-64k-52, arm64-4k-lpa2,"
                                + " arm64-16k-lpa2,"
                                + " arm64-small"),
                bad(
                        "machine.*",
                        "machine",
                        "2: found machine alone, expected its name, such as" + " machine arm64-4k"),
                bad("cpus=2", "cpus=9", "2: cpus: found 9, expected a decimal number from 1 to 8"),
                bad(
                        "cpus=2",
                        "cores=2",
                        "2: found cores=2, expected key=value with [cpus] [hafdbs] [bbm] [nobbm]"),
                bad("1,0", "1,0 bbm=1", "2: bbm: found 1, expected 0 or 2"),
                bad("1,0", "1,0 bbm=0 nobbm=1", "2: bbm: found 0, expected 2 with nobbm=1"),
                bad("1,0", "1", "2: hafdbs: found 1, expected 0 or 1 for each of cpus=2"),
                bad("1,0", "1,2", "2: hafdbs: found 1,2, expected 0 or 1 for each of cpus=2"));
    }

    static Stream<Arguments> verdicts() {
        return Stream.of(
                bad(
                        "mm id",
                        "verdict failed\nmm id",
                        "4: found verdict failed, expected passed or"
                                + " KIND INVARIANT INV-N step=K, such as violation"
                                + " dirty-not-lost INV-17"
                                + " step=3"),
                bad(
                        "mm id",
                        "verdict mismatch live INV-84 step=1\nmm id",
                        "4: found mismatch, expected one of passed, violation, livelock, crash,"
                                + " hang, protocol, self-check"),
                bad(
                        "mm id",
                        "verdict crash alive INV-84 step=1\nmm id",
                        "4: unknown invariant" + " alive, expected one of 'quire list invariants'"),
                bad(
                        "mm id",
                        "verdict livelock live INV-85 step=1\nmm id",
                        "4: found INV-85, expected live INV-84"),
                bad(
                        "mm id",
                        "verdict livelock live INV-84 step=0\nmm id",
                        "4: found 0, expected a decimal number from 1 to 2147483647"),
                bad(
                        "mm id",
                        "verdict livelock live INV-84 step=4\nmm id",
                        "4: the failing step"
                                + " must be one of the trace: found step=4, the trace has"
                                + " steps=3"));
    }

    static Stream<Arguments> configurations() {
        return Stream.of(
                bad("kind=user", "kind=root", "4: found root, expected one of user, kernel, efi"),
                bad(" kind=user", "", "4: found no kind, expected id kind"),
                bad("kind=user", "id=2", "4: found id again, expected each key once"),
                bad(
                        "id=1 kind",
                        "id=256 kind",
                        "4: id: found 256, expected a decimal number from 1 to 255"),
                bad("mm=1 start", "mm=2 start", "5: found mm=2, expected an mm of a line above"),
                bad("flags=rw", "flags=w", "5: found w, expected one of r, rw, rx, rwx"),
                bad(
                        "0x80000",
                        "0xffffffffffffffff",
                        "5: end: found 0xffffffffffffffff, expected at"
                                + " most 0x7fffffffffffffff"),
                bad(
                        "0x80000",
                        "80000",
                        "5: end: found 80000, expected 0x and 1 to 16 hexadecimal digits"),
                bad(
                        "0x80000",
                        "0x20000",
                        "5: a vma must start before it ends: start=0x40000 end=0x20000"),
                bad(
                        "0x80000",
                        "0x80001",
                        "5: a vma must be page aligned: start=0x40000 end=0x80001"),
                bad("0x80000", "0x7ffffffff000", "5: a vma must need at most 256 tables: id=1"),
                bad(
                        "folio",
                        "vma id=2 mm=1 start=0x7f000 end=0x90000 flags=r\nfolio",
                        "6: vmas must not overlap: ids 1 and 2"),
                bad("---", "mm id=1 kind=user\n---", "7: mm ids must differ: 1"),
                bad(
                        "order=4",
                        "order=14",
                        "6: order: found 14, expected a decimal number from 0 to 13"),
                bad(
                        "pfn=0x100",
                        "pfn=0x101",
                        "6: a folio must be aligned to its size: pfn=0x101 order=4"),
                bad(
                        "pfn=0x100",
                        "pfn=0x1000000000",
                        "6: a folio must lie below frame" + " 0x1000000000: pfn=0x1000000000"));
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                bad(
                        "set_ptes",
                        "set_pages",
                        "8: unknown operation set_pages, expected one of"
                                + " 'quire list operations'"),
                bad(
                        "prot=rw",
                        "prot=w",
                        "8: prot: found w, expected one of none, ro, rw, rx, rwx, x, kro, krw"),
                bad(" nr=16", "", "8: set_ptes must have the keys nr"),
                bad(
                        "mm=1 addr=0x43000",
                        "mm=0 addr=0x43000",
                        "10: mm: found 0, expected a decimal number from 1 to 255"),
                bad(
                        "set_ptes.*",
                        "@0 cpu=1 read mm=1 addr=0x40000",
                        "8: found an act before any"
                                + " operation, expected the operation that it acts in"),
                bad(
                        "@5",
                        "@6 cpu=1 read mm=1 addr=0x40000\n@5",
                        "12: found @5 after @6, expected" + " acts in the order of their accesses"),
                bad("@5", "@100000", "11: found 100000, expected a decimal number from 0 to 99999"),
                bad("@5 ", "@5", "11: found 5cpu=1, expected a decimal number from 0 to 99999"),
                bad(
                        "@5 cpu=1",
                        "@5 cpu=8",
                        "11: cpu: found 8, expected a decimal number from 0 to 7, below the cpus="
                                + " of the machine"));
    }

    @ParameterizedTest
    @MethodSource({"wholeFiles", "headers", "verdicts", "configurations", "operations"})
    void text_wrongInOnePlace_isRejectedWithItsLine(String text, String message) {
        TraceException e = assertThrows(TraceException.class, () -> Texts.file(text));
        assertEquals("hand.trace:" + message, e.getMessage());
    }

    @Test
    void text_changedAnywhere_isReadOrRejectedInItsFile() {
        for (int at = 0; at < GOOD.length(); at++) {
            for (String instead : List.of("", "\n", " ", "=", "9", "x", "\ufffd", "0000000000")) {
                String text = GOOD.substring(0, at) + instead + GOOD.substring(at + 1);
                try {
                    Trace trace = Texts.file(text).trace();
                    assertEquals(trace, TraceFile.of("again", trace).trace());
                } catch (TraceException e) {
                    assertTrue(e.getMessage().matches("hand[.]trace:[0-9]+: .+"), e.getMessage());
                }
            }
        }
    }

    @Test
    void overlap_ofTwoFoliosAmongMany_isFoundAtTheSecond() {
        StringBuilder folios = new StringBuilder("folio");
        for (int i = 0; i < 1000; i++) {
            folios.append(" id=").append(i + 10).append(" pfn=0x").append(Integer.toHexString(i));
            folios.append("000 order=0\nfolio");
        }
        String text = GOOD.replace("folio", folios).replace("pfn=0x2f5000", "pfn=0x2f4000");
        TraceException e = assertThrows(TraceException.class, () -> Texts.file(text));
        assertEquals(
                "hand.trace:763: folios must not overlap: Folio[id=766, pfn=3096576, order=0]"
                        + " and Folio[id=767, pfn=3096576, order=0]",
                e.getMessage());
    }

    @Test
    void file_read_isNamedAsGiven(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.trace"), GOOD);
        assertEquals(file.toString(), TraceFile.read(file).name());
        Files.writeString(file, "quire-trace 9");
        assertFails(file, ":1: found quire-trace 9, expected quire-trace 1");
    }

    @Test
    void file_withoutText_isRejectedWithItsLine(@TempDir Path folder) throws IOException {
        byte[] bytes = "quire-trace 1\n# x\n??".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        Path file = Files.write(folder.resolve("b.trace"), bytes);
        assertFails(
                file,
                ":3: found bytes that are not text, expected UTF-8 text that starts with"
                        + " quire-trace 1");
        Files.write(file, new byte[] {(byte) 0x7f, 'E', 'L', 'F'});
        assertFails(
                file,
                ":1: found bytes that are not text, expected UTF-8 text that starts with"
                        + " quire-trace 1");
        Files.write(file, new byte[] {'q', (byte) 0xc3});
        assertFails(
                file,
                ":1: found bytes that are not text, expected UTF-8 text that starts with"
                        + " quire-trace 1");
    }

    @Test
    void file_beyond64MiB_isRejected(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.trace");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(TraceFile.BYTES_MAX + 1L);
        }
        assertFails(file, ": found more than 64 MiB, expected a trace of at most 67108864 bytes");
    }

    @Test
    void file_thatIsNone_isRejected(@TempDir Path folder) {
        assertFails(folder, ": found a folder, expected a trace file");
        assertFails(folder.resolve("no.trace"), ": found no file, expected a trace file");
    }

    private static void assertFails(Path file, String message) {
        TraceException e = assertThrows(TraceException.class, () -> TraceFile.read(file));
        assertEquals(file + message, e.getMessage());
    }
}
