/**
 * Two ways that must lead to the same state: a call split into parts, with and without {@code
 * full}, and calls that swap places.
 *
 * May import: the project, JUnit, jqwik. Read first: {@code TwoWays}.
 */
package dev.quire.properties.alike;
