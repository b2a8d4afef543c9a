/**
 * What people see of a trace: the failure report, a film strip for the terminal, and the blocks
 * before and after a step as SVG.
 *
 * <p>May import: trace, replay, model. Read first: {@link
 * dev.quire.counterexamples.picture.FailureReport}.
 */
package dev.quire.counterexamples.picture;
