/**
 * The kill matrix: a slice of it in every build, all of it every night, and what it is made of.
 *
 * May import: the project, JUnit. Read first: {@code KillMatrixTest}.
 */
package dev.quire.properties.matrix;
