/**
 * Runs the benchmarks and judges their ratios.
 *
 * May import: benchmarks below it, model, properties, JMH. Read first: {@link
 * dev.quire.benchmarks.Ratios}.
 */
package dev.quire.benchmarks;
