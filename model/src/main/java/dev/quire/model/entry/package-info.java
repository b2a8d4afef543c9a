/**
 * What one page-table entry means, and the contract of an encoding.
 * May import: geometry. Read first: {@link dev.quire.model.entry.Meaning}.
 */
package dev.quire.model.entry;
