/**
 * Holds the estimates of what hunts have not met against the exact counts of the explorer, on small
 * machines. Read {@link dev.quire.properties.estimate.Trials} first.
 *
 * <p>Imports: {@code choice}, {@code explore}, {@code statistics}, {@code model}.
 */
package dev.quire.properties.estimate;
