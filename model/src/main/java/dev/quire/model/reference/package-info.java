/**
 * The trusted half: one page at a time, no contiguous bit, access and dirty as intervals.
 * May import: range and its imports. Read first: {@link dev.quire.model.reference.Reference}.
 */
package dev.quire.model.reference;
