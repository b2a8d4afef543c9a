package dev.quire.model.folio.lockstep;

import dev.quire.model.geometry.Numbers;

/**
 * What another CPU does inside an operation: a call, or a piece of one. The first piece begins it,
 * further ones of the same text go on with it; one that is left standing ends after the operation.
 *
 * @param point before the operation's point of this number, counted from 0; past the last one, at
 *     the end
 * @param points how many of its own points it passes before it stops at the next one; {@link
 *     #WHOLE}: it does not stop
 */
public record FolioAct(int point, int points, FolioOperation operation) {
    public static final int POINT_MAX = 9_999;

    /** To the end of the call. */
    public static final int WHOLE = -1;

    private static final String POINTS = "points=";

    /** A whole call. */
    public FolioAct(int point, FolioOperation operation) {
        this(point, WHOLE, operation);
    }

    /** Whether the call ends with it. */
    public boolean isWhole() {
        return points == WHOLE;
    }

    /** The same at another point. */
    public FolioAct withPoint(int other) {
        return new FolioAct(other, points, operation);
    }

    /** The same with another call. */
    public FolioAct withOperation(FolioOperation other) {
        return new FolioAct(point, points, other);
    }

    /** As a trace writes it. */
    public String text() {
        String stops = isWhole() ? "" : POINTS + points + " ";
        return "@" + point + " " + stops + operation.text();
    }

    /**
     * Reads a line that starts with {@code @}.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    public static FolioAct parse(String text) {
        int space = text.indexOf(' ');
        if (!text.startsWith("@") || space < 0) {
            throw new IllegalArgumentException(
                    "expected @POINT [points=N] OPERATION, found " + text);
        }
        int point = Numbers.parseCount(text.substring(1, space), 0, POINT_MAX);
        String rest = text.substring(space + 1).trim();
        int end = rest.indexOf(' ');
        if (!rest.startsWith(POINTS) || end < 0) {
            return new FolioAct(point, FolioOperation.parse(rest));
        }
        int points = Numbers.parseCount(rest.substring(POINTS.length(), end), 0, POINT_MAX);
        return new FolioAct(point, points, FolioOperation.parse(rest.substring(end + 1)));
    }
}
