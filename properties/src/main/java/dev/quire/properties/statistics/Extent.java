package dev.quire.properties.statistics;

import java.util.Locale;

/** How many slots a range has, beside a block. */
public enum Extent {
    ONE,
    BELOW_BLOCK,
    BLOCK,
    ABOVE_BLOCK;

    /** As results write it. */
    public final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
}
