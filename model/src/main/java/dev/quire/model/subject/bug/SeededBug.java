package dev.quire.model.subject.bug;

import dev.quire.model.invariant.Invariant;
import dev.quire.model.subject.Subject;

/**
 * An implementation broken on purpose, in one place.
 *
 * @param subject it, named by its fault
 * @param caughtBy the invariant that fires first on its shortest trace
 * @param history the bug in the field that it stands for, such as {@code H-01}; empty if none
 * @param machine a machine that shows it
 * @param rare whether random search misses it within its budget, and exploration does not
 */
public record SeededBug(
        Subject subject, Invariant caughtBy, String history, String machine, boolean rare) {}
