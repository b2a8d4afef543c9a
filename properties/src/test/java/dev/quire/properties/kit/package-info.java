/**
 * The kit for C: it compiles without a warning, its example passes what the Java subject passes,
 * and each of its bugs is found. Skipped where there is no C compiler.
 *
 * <p>May import: the project, JUnit. Read first: {@link dev.quire.properties.kit.KitBugsTest}.
 */
package dev.quire.properties.kit;
