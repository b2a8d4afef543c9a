/**
 * Folios packed and broken on purpose: each bug replaces one step.
 * May import: geometry, folio, folio.packed, invariant, folio.lockstep. Read first: {@link
 * dev.quire.model.folio.bug.FolioSubjects}.
 */
package dev.quire.model.folio.bug;
