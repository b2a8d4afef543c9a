/**
 * Traces as tests that read without Quire: a JUnit class, a KUnit case, a C program.
 *
 * <p>May import: trace, replay, folio, model. Read first: {@link
 * dev.quire.counterexamples.export.Export}.
 */
package dev.quire.counterexamples.export;
