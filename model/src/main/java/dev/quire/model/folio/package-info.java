/**
 * Folios: where they lie, which one a frame belongs to, their flags, and what the core does with
 * them.
 * May import: geometry. Read first: {@link dev.quire.model.folio.Folio}.
 */
package dev.quire.model.folio;
