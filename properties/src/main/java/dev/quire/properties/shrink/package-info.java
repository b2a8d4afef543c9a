/**
 * The shortest failing list of operations with the same failure signature.
 *
 * May import: model, counterexamples.trace. Read first: {@link
 * dev.quire.properties.shrink.Shrinker}.
 */
package dev.quire.properties.shrink;
