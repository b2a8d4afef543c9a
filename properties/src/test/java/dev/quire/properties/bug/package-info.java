/**
 * Every seeded bug: caught within its budget, by the invariant that it names, in a few operations.
 *
 * May import: the project, JUnit. Read first: {@code SeededBugsTest}.
 */
package dev.quire.properties.bug;
