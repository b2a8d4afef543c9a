/**
 * Flags and mappings of a folio of 512 pages, packed, beside the reference and beside plain bit
 * operations on arrays.
 *
 * May import: model, JMH. Read first: {@link dev.quire.benchmarks.folio.FolioBenchmark}.
 */
package dev.quire.benchmarks.folio;
