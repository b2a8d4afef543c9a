/**
 * The range API over a full table, beside the reference and beside bare loops over an array.
 *
 * May import: model, JMH. Read first: {@link dev.quire.benchmarks.range.RangeBenchmark}.
 */
package dev.quire.benchmarks.range;
