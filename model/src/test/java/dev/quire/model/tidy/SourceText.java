package dev.quire.model.tidy;

import java.util.Arrays;

/**
 * A Java source as written, and two views of it: code without comments and literals, comments
 * alone.
 *
 * <p>What a view leaves out is blank there, so that an offset and a line mean the same in all
 * three.
 */
record SourceText(String written, String code, String comments) {

    private static final String TEXT_BLOCK = "\"\"\"";

    static SourceText of(String written) {
        char[] code = blank(written);
        char[] comments = blank(written);
        int at = 0;
        while (at < written.length()) {
            int end;
            if (written.startsWith("//", at)) {
                end = endOf("\n", written, at);
                written.getChars(at, end, comments, at);
            } else if (written.startsWith("/*", at)) {
                end = endOf("*/", written, at + 2);
                written.getChars(at, end, comments, at);
            } else if (written.startsWith(TEXT_BLOCK, at)) {
                end = endOfLiteral(TEXT_BLOCK, written, at + TEXT_BLOCK.length());
            } else if (written.charAt(at) == '"' || written.charAt(at) == '\'') {
                end = endOfLiteral(written.substring(at, at + 1), written, at + 1);
            } else {
                end = at + 1;
                written.getChars(at, end, code, at);
            }
            at = end;
        }
        return new SourceText(written, new String(code), new String(comments));
    }

    /** The line of an offset; lines count from 1. */
    int lineAt(int offset) {
        int line = 1;
        int at = written.indexOf('\n');
        while (at >= 0 && at < offset) {
            line++;
            at = written.indexOf('\n', at + 1);
        }
        return line;
    }

    private static char[] blank(String written) {
        char[] blank = new char[written.length()];
        Arrays.fill(blank, ' ');
        for (int at = written.indexOf('\n'); at >= 0; at = written.indexOf('\n', at + 1)) {
            blank[at] = '\n';
        }
        return blank;
    }

    private static int endOf(String closing, String written, int from) {
        int at = written.indexOf(closing, from);
        return at < 0 ? written.length() : at + closing.length();
    }

    private static int endOfLiteral(String quote, String written, int from) {
        int at = from;
        while (at < written.length() && !written.startsWith(quote, at)) {
            at += written.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + quote.length(), written.length());
    }
}
