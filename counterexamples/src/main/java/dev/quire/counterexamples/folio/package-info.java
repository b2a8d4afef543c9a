/**
 * Traces of folios: their text, running them again, and telling what happens.
 *
 * <p>May import: trace, replay, picture, model. Read first: {@link
 * dev.quire.counterexamples.folio.FolioTrace}.
 */
package dev.quire.counterexamples.folio;
