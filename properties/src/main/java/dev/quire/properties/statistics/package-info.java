/**
 * What was and was not reached, and what that says.
 *
 * May import: model, Commons Math. Read first: {@link
 * dev.quire.properties.statistics.Confidence}.
 */
package dev.quire.properties.statistics;
