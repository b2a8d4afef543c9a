/**
 * How many steps the harness checks a second, beside the same steps driven by a test engine.
 *
 * May import: model, properties, JMH, jqwik. Read first: {@link
 * dev.quire.benchmarks.harness.StepBenchmark}.
 */
package dev.quire.benchmarks.harness;
