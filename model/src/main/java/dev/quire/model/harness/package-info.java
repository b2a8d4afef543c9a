/**
 * The lock-step runner: apply to both sides, compare, check what was touched.
 * May import: every package above but the techniques. Read first: {@link
 * dev.quire.model.harness.LockStep}.
 */
package dev.quire.model.harness;
