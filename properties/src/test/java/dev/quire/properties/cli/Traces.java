package dev.quire.properties.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small traces, as text. */
final class Traces {
    /** What every trace here starts with: eight lines, the operations follow from line 9 on. */
    private static final String HEAD =
            """
            quire-trace 1
            machine arm64-4k cpus=2 hafdbs=1,0
            subject SUBJECT
            VERDICT
            mm id=1 kind=user
            vma id=1 mm=1 start=0x40000 end=0x80000 flags=rw
            folio id=7 pfn=0x100 order=4
            ---
            """;

    /** A write-protect of part of a block. */
    static final String PARTIAL =
            """
            set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw
            ptep_get mm=1 addr=0x40000
            wrprotect_ptes mm=1 addr=0x43000 nr=2
            """;

    /** Fails on PARTIAL at its last step. */
    static final String BUG = "wrprotects-part-without-unfold";

    private Traces() {}

    static String of(String subject, String verdict, String operations) {
        return HEAD.replace("SUBJECT", subject).replace("VERDICT", verdict) + operations;
    }

    /** A trace without a verdict; a comment stands in its line. */
    static String of(String subject, String operations) {
        return of(subject, "# no verdict", operations);
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
