/**
 * Seeds, budgets, workers and stop rules: generated sequences run in lock step, and what they find.
 *
 * May import: every package above, model, counterexamples. Read first: {@link
 * dev.quire.properties.campaign.SequenceRunner}.
 */
package dev.quire.properties.campaign;
