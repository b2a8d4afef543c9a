package dev.quire.model.range;

/**
 * Young and dirty of a page as intervals, packed in four bits: what must be set, what may be.
 *
 * <p>Must implies may. At rest both are equal: what was seen.
 */
public final class Bounds {
    public static final int MUST_YOUNG = 1;
    public static final int MUST_DIRTY = 2;
    public static final int MAY_YOUNG = 4;
    public static final int MAY_DIRTY = 8;
    public static final int MUST = MUST_YOUNG | MUST_DIRTY;
    public static final int MAY = MAY_YOUNG | MAY_DIRTY;
    public static final int YOUNG = MUST_YOUNG | MAY_YOUNG;
    public static final int DIRTY = MUST_DIRTY | MAY_DIRTY;

    private Bounds() {}

    /** The interval of one known value. */
    public static int exactly(boolean young, boolean dirty) {
        return (young ? YOUNG : 0) | (dirty ? DIRTY : 0);
    }

    /** The must bits that a seen value lacks. */
    public static int lacking(int bounds, boolean young, boolean dirty) {
        return bounds & MUST & ~exactly(young, dirty);
    }

    /** The may bits that a seen value has beyond the interval. */
    public static int excess(int bounds, boolean young, boolean dirty) {
        return exactly(young, dirty) & MAY & ~bounds;
    }
}
