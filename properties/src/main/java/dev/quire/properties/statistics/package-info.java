/**
 * What was and was not reached, and what that says.
 *
 * May import: model, Commons Math. Read first: {@link
 * dev.quire.properties.statistics.Pair}.
 */
package dev.quire.properties.statistics;
