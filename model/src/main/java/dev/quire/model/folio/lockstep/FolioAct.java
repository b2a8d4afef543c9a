package dev.quire.model.folio.lockstep;

import dev.quire.model.geometry.Numbers;

/**
 * What another CPU does inside an operation.
 *
 * @param point before the operation's point of this number, counted from 0; past the last one, at
 *     the end
 */
public record FolioAct(int point, FolioOperation operation) {
    public static final int POINT_MAX = 9_999;

    /** As a trace writes it. */
    public String text() {
        return "@" + point + " " + operation.text();
    }

    /**
     * Reads a line that starts with {@code @}.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    public static FolioAct parse(String text) {
        int space = text.indexOf(' ');
        if (!text.startsWith("@") || space < 0) {
            throw new IllegalArgumentException("expected @POINT OPERATION, found " + text);
        }
        int point = Numbers.parseCount(text.substring(1, space), 0, POINT_MAX);
        return new FolioAct(point, FolioOperation.parse(text.substring(space + 1)));
    }
}
