/**
 * Folio flags, counts and mappings kept per folio, as bits and fields of words.
 * May import: geometry, folio. Read first: {@link dev.quire.model.folio.packed.PackedFolios}.
 */
package dev.quire.model.folio.packed;
