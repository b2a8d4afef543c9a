/**
 * Every state that a small machine can reach, to a depth or to a fixpoint.
 *
 * May import: choice, generate, model. Read first: {@link
 * dev.quire.properties.explore.Explorer}.
 */
package dev.quire.properties.explore;
