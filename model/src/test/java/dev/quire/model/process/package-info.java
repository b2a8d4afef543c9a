/**
 * Subjects in processes of their own, run by the harness: a scripted one that fails in every way.
 *
 * <p>May import: everything of model. Read first: {@link dev.quire.model.process.VerdictTest}.
 */
package dev.quire.model.process;
