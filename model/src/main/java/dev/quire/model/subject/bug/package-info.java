/**
 * Seeded bugs: each a technique with one fault, named by the fault and by the invariant that
 * catches it.
 * May import: every package above but reference. Read first: {@link
 * dev.quire.model.subject.bug.SeededBugs}.
 */
package dev.quire.model.subject.bug;
