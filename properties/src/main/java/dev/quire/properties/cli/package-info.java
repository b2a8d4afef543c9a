/**
 * The command line: parse, delegate, print, exit status.
 *
 * May import: every package above, model, counterexamples, picocli, Jackson, the progress bar. Read
 * first: {@link dev.quire.properties.cli.Quire}.
 */
package dev.quire.properties.cli;
