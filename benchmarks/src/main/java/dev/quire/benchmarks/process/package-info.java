/**
 * Calls a second of a subject in another process, over each transport: the kit's folding subject.
 *
 * May import: model, counterexamples, properties, JMH. Read first: {@link
 * dev.quire.benchmarks.process.ProcessBenchmark}.
 */
package dev.quire.benchmarks.process;
