/**
 * The kill matrix: every seeded bug against every way of searching, and the correct subjects too.
 *
 * May import: campaign, choice, engine, explore, generate, shrink, statistics, counterexamples,
 * model. Read first: {@link dev.quire.properties.matrix.Matrix}.
 */
package dev.quire.properties.matrix;
