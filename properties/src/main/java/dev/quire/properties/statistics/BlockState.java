package dev.quire.properties.statistics;

import java.util.Locale;

/** What a block holds when an operation meets it. */
public enum BlockState {
    /** Nothing in any slot. */
    NONE,
    /** Nothing in some slots, pages in the others. */
    PART,
    /** A softleaf in some slot, nothing in another. */
    PART_SOFTLEAF,
    /** Consecutive pages of one folio, mapped alike, and not contiguous. */
    ALIKE,
    /** The same, contiguous. */
    FOLDED,
    /** A page in every slot; of several folios, out of order, or mapped differently. */
    MIXED,
    /** Nothing in no slot, a softleaf in some. */
    MIXED_SOFTLEAF;

    /** As results write it. */
    public final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
}
