/**
 * Lockless reads in real threads: Lincheck runs them against locked calls and CPUs that store, in
 * many interleavings of single accesses, and looks for an order of whole calls that explains what
 * was returned.
 *
 * May import: the project, JUnit, Lincheck. Read first: {@code SharedBlock}.
 */
package dev.quire.properties.lincheck;
