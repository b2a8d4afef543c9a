package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;

/** Bytes of a subject, fit to be printed: cut to a length, with no control characters. */
final class Printable {
    private static final int CHARACTERS_MAX = 200;

    private Printable() {}

    /** The bytes {@code [from, to)}, cut. */
    static String of(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + CHARACTERS_MAX);
        String text = new String(bytes, from, end - from, StandardCharsets.UTF_8);
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c == '\t' ? ' ' : Character.isISOControl(c) || c > '~' ? '?' : c);
        }
        return end < to ? printable.append("...").toString() : printable.toString();
    }
}
