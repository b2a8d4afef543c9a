/**
 * Folios: where they lie and which one a frame belongs to.
 * May import: geometry. Read first: {@link dev.quire.model.folio.Folio}.
 */
package dev.quire.model.folio;
