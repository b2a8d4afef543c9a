/**
 * Every generated operation as one record, its line of text both ways, and the contract that judges
 * it.
 * May import: geometry, entry, machine, folio, range. Read first: {@link
 * dev.quire.model.operation.Operation}.
 */
package dev.quire.model.operation;
