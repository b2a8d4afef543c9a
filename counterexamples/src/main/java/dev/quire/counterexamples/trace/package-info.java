/**
 * A configuration and a list of operations as versioned text, both ways: the one format in which
 * counterexamples are kept, shortened, replayed and exported.
 *
 * <p>May import: model. Read first: {@link dev.quire.counterexamples.trace.Trace}.
 */
package dev.quire.counterexamples.trace;
