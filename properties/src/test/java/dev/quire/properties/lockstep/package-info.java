/**
 * Subjects and the reference in lock step: every subject on every machine, and what the runner
 * itself promises.
 *
 * May import: the project, JUnit, jqwik. Read first: {@code LockStepProperties}.
 */
package dev.quire.properties.lockstep;
