/**
 * Sequences out of any choices, run in lock step, and how many of them a build runs.
 *
 * May import: the project. Read first: {@link dev.quire.properties.sequence.GeneratedRun}.
 */
package dev.quire.properties.sequence;
