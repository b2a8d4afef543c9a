/**
 * Hunts over folios: generated sequences, shrinking, workers.
 *
 * <p>May import: choice, model, counterexamples, and what a campaign is told (its budget and its
 * interruption). Read first: {@link dev.quire.properties.folio.FolioHunt}.
 */
package dev.quire.properties.folio;
