/**
 * The explorer against SPIN, on one tiny model.
 *
 * May import: benchmarks, model, properties, JMH. Read first: {@link
 * dev.quire.benchmarks.explore.Peers}.
 */
package dev.quire.benchmarks.explore;
