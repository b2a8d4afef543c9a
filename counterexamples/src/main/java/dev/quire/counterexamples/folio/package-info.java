/**
 * Traces of folios: their text, and running them again.
 *
 * <p>May import: trace, model. Read first: {@link dev.quire.counterexamples.folio.FolioTrace}.
 */
package dev.quire.counterexamples.folio;
