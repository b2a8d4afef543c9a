package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The first words of a subject's lines. */
enum Verb {
    READ,
    WRITE,
    XCHG,
    CMPXCHG,
    RETURN,
    TLBI,
    BARRIER,
    DCACHE,
    ICACHE,
    FOLIO_FLAG,
    ALLOC_TABLE,
    FREE_TABLE,
    TABLE_FLAG,
    WARN,
    BUG,
    ABORTED,
    ERROR,
    OK,
    HELLO;

    private static final Verb[] ALL = values();

    final byte[] word;

    Verb() {
        String text = name().toLowerCase(Locale.ROOT).replace('_', '-');
        word = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Takes the verb of a line. */
    static Verb of(Line line) {
        for (Verb verb : ALL) {
            if (line.takes(verb.word)) {
                return verb;
            }
        }
        throw line.malformed("a message of the protocol");
    }
}
