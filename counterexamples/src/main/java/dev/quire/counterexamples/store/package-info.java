/**
 * A folder of traces: its names, its index, and what is kept when something new is found.
 *
 * <p>May import: trace, model. Read first: {@link dev.quire.counterexamples.store.CorpusStore}.
 */
package dev.quire.counterexamples.store;
