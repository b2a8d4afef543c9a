/**
 * Invariants and goals as objects, in one numbered catalogue, and the checks behind them.
 * May import: geometry, entry, machine, folio, range, operation. Read first: {@link
 * dev.quire.model.invariant.Invariant}.
 */
package dev.quire.model.invariant;
