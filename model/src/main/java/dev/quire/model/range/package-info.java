/**
 * The range API as one interface, with its contract as checked preconditions.
 * May import: geometry, entry, machine, folio. Read first: {@link dev.quire.model.range.RangeApi}.
 */
package dev.quire.model.range;
