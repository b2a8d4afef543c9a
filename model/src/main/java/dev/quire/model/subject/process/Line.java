package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;

/** A line of the subject, read word by word where it lies in a buffer. */
final class Line {
    /** The longest line, its line end included. Unit: bytes. */
    static final int LENGTH_MAX = 4096;

    private byte[] bytes = new byte[0];
    private int start;
    private int at;
    private int end;

    /** The line is {@code [from, to)} of a buffer. */
    void set(byte[] buffer, int from, int to) {
        bytes = buffer;
        start = from;
        at = from;
        end = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether nothing is left. */
    boolean ended() {
        return at >= end;
    }

    /** Takes the next word if it is this one. */
    boolean takes(byte[] word) {
        int after = at + word.length;
        if (after > end || after < end && bytes[after] != ' ') {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (bytes[at + i] != word[i]) {
                return false;
            }
        }
        skip(after);
        return true;
    }

    /** Takes the beginning of the next word if it is this. */
    boolean takesStart(byte[] text) {
        if (at + text.length > end) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        at += text.length;
        return true;
    }

    private void skip(int to) {
        at = to < end ? to + 1 : end;
    }

    /** Whether the next word is {@code key=value}. */
    boolean named() {
        int i = at;
        while (i < end && bytes[i] != ' ' && bytes[i] != '=') {
            i++;
        }
        return i < end && bytes[i] == '=';
    }

    /** The byte that comes next, 0 at the end. */
    byte peek() {
        return at < end ? bytes[at] : 0;
    }

    /** The number of a call, {@code #N}. */
    int callNumber() {
        if (peek() != '#') {
            throw malformed("a call's number, such as #1");
        }
        at++;
        return count();
    }

    /** A word that is a count, a slot or an id. */
    int count() {
        long value = number();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw malformed("a smaller number");
        }
        return (int) value;
    }

    /** A word that is a number: decimal, or hexadecimal with {@code 0x}. Shape: 64 bits. */
    long number() {
        boolean hex = at + 2 < end && bytes[at] == '0' && bytes[at + 1] == 'x';
        return hex ? hexadecimal() : decimal();
    }

    private long hexadecimal() {
        int i = at + 2;
        int first = i;
        long value = 0;
        while (i < end && bytes[i] != ' ') {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0 || i - first >= 16) {
                throw malformed("1 to 16 hexadecimal digits");
            }
            value = value << 4 | digit;
            i++;
        }
        skip(i);
        return value;
    }

    private long decimal() {
        int i = at;
        long value = 0;
        while (i < end && bytes[i] != ' ') {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || i - at >= 18) {
                throw malformed("a number");
            }
            value = 10 * value + digit;
            i++;
        }
        if (i == at) {
            throw malformed("a number");
        }
        skip(i);
        return value;
    }

    /** The next word. */
    String word() {
        int from = at;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        String word = new String(bytes, from, at - from, StandardCharsets.UTF_8);
        skip(at);
        return word;
    }

    /** Everything that is left. */
    String rest() {
        String rest = Printable.of(bytes, at, end);
        at = end;
        return rest;
    }

    /** The whole line, fit to be printed. */
    String text() {
        return Printable.of(bytes, start, end);
    }

    /** What is to be said of a line that cannot be understood. */
    Malformed malformed(String expected) {
        return new Malformed("found '" + text() + "', expected " + expected);
    }

    /** A line that cannot be understood. */
    static final class Malformed extends RuntimeException {
        Malformed(String message) {
            super(message, null, false, false);
        }
    }
}
