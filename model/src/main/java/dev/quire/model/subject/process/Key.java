package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The arguments of calls, in the order in which lines have them and cells count them; where a cell
 * has them, some in the same place since no call has both.
 */
enum Key {
    MM(4, 0, false),
    VMA(4, 32, false),
    ADDR(0, true),
    PTEP(3, 0, false),
    PTE(1, true),
    ENTRY(1, true),
    OLD(1, true),
    NEW(2, true),
    NR(3, 32, false),
    MAX_NR(3, 32, false),
    FLAGS(5, 32, true),
    FULL(5, 32, true),
    DIRTY(5, 32, true),
    TO(1, true),
    TO_PTEP(5, 32, false);

    private static final long LOW = 0xffffffffL;

    /** The word of a cell's arguments, counted from 0. */
    final int word;

    /** Its lowest bit there. */
    final int shift;

    /** All its bits, before they are shifted. */
    final long mask;

    /** As a line has it, with a space before it and an equals sign behind. */
    final byte[] bytes;

    private final boolean hex;

    Key(int word, boolean hex) {
        this(word, 0, -1, hex);
    }

    Key(int word, int shift, boolean hex) {
        this(word, shift, LOW, hex);
    }

    Key(int word, int shift, long mask, boolean hex) {
        this.word = word;
        this.shift = shift;
        this.mask = mask;
        this.hex = hex;
        String name = " " + name().toLowerCase(Locale.ROOT) + "=";
        bytes = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Writes it with its value in those words. */
    void write(LineBuilder line, long[] words) {
        long value = words[word] >>> shift & mask;
        line.text(bytes);
        if (hex) {
            line.hex(value);
        } else {
            line.decimal((int) value);
        }
    }
}
