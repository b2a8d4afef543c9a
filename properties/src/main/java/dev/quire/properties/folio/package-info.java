/**
 * Hunts over folios: generated sequences, shrinking, workers; and every state of small machines.
 *
 * <p>May import: choice, explore, model, counterexamples, and what a campaign is told (its budget
 * and its interruption). Read first: {@link dev.quire.properties.folio.FolioHunt}.
 */
package dev.quire.properties.folio;
