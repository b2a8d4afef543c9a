/**
 * Runs a trace again, step by step: it fails as recorded, fails otherwise, or fails no longer.
 *
 * <p>May import: trace, model.harness, model.subject. Read first: {@link
 * dev.quire.counterexamples.replay.Replay}.
 */
package dev.quire.counterexamples.replay;
