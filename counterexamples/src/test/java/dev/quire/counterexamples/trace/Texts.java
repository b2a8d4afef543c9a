package dev.quire.counterexamples.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts for tests: traces written by hand, and expected texts beside the tests. */
public final class Texts {
    /** The configuration of most traces here, up to its end. */
    public static final String HEAD =
            """
            quire-trace 1
            machine arm64-4k cpus=2 hafdbs=1,0
            subject contpte
            mm id=1 kind=user
            vma id=1 mm=1 start=0x40000 end=0x80000 flags=rw
            folio id=7 pfn=0x100 order=4
            ---
            """;

    /** A block is mapped folded, and then protected in part. */
    public static final String PARTIAL_WRPROTECT =
            HEAD
                    + """
                    set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw
                    wrprotect_ptes mm=1 addr=0x43000 nr=2
                    """;

    /** Another CPU writes inside the operation that takes the block apart. */
    public static final String WRITE_DURING_UNFOLD =
            HEAD
                    + """
                    set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw
                    cpu=0 write mm=1 addr=0x44000 slot=70
                    wrprotect_ptes mm=1 addr=0x43000 nr=2
                    @5 cpu=1 write mm=1 addr=0x44000 slot=68
                    """;

    private static final boolean RENEW = Boolean.getBoolean("quire.renew");

    private Texts() {}

    /** A trace of one of these texts. */
    public static TraceFile file(String text) {
        return TraceFile.parse("hand.trace", text);
    }

    /**
     * Compares with a file of the test resources; {@code -Dquire.renew=true} writes it instead, for
     * a person to review as a change.
     */
    public static void assertExpected(String name, String text) throws IOException {
        Path file =
                Path.of(System.getProperty("quire.root"))
                        .resolve("counterexamples/src/test/resources")
                        .resolve(name);
        if (RENEW) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertEquals(Files.readString(file), text, name);
    }
}
