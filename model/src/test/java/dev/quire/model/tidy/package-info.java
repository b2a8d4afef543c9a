/**
 * The rules of the sources of all modules, as a test: packages and directions, sizes, names,
 * leftovers.
 *
 * <p>May import: JUnit. Read first: {@link dev.quire.model.tidy.ImportTable}, the table of who may
 * import whom.
 */
package dev.quire.model.tidy;
