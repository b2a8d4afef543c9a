package dev.quire.model.subject.process;

import dev.quire.model.machine.Memory;
import java.nio.charset.StandardCharsets;

/** One line to the subject while it is written: bytes, without the line end. */
final class LineBuilder {
    /** How many entries a line may lend: each takes 19 bytes at most. */
    static final int LENT_MAX = 200;

    private static final byte[] LEND = "lend ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes = new byte[Line.LENGTH_MAX];
    private int length;

    LineBuilder clear() {
        length = 0;
        return this;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    LineBuilder text(byte[] text) {
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    LineBuilder text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    LineBuilder space() {
        bytes[length++] = ' ';
        return this;
    }

    LineBuilder decimal(int value) {
        if (value < 0) {
            return text(Integer.toString(value));
        }
        int divisor = 1;
        while (value / divisor >= 10) {
            divisor *= 10;
        }
        while (divisor > 0) {
            bytes[length++] = (byte) ('0' + value / divisor % 10);
            divisor /= 10;
        }
        return this;
    }

    LineBuilder hex(long value) {
        bytes[length++] = '0';
        bytes[length++] = 'x';
        int shift = value == 0 ? 0 : 63 - Long.numberOfLeadingZeros(value) & ~3;
        while (shift >= 0) {
            bytes[length++] = DIGITS[(int) (value >>> shift) & 15];
            shift -= 4;
        }
        return this;
    }

    /** Writes down that the entries of slots {@code [from, to)} are lent. */
    LineBuilder lend(Memory memory, int from, int to) {
        text(LEND).decimal(from);
        for (int slot = from; slot < to; slot++) {
            space().hex(memory.raw(slot));
        }
        return this;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
