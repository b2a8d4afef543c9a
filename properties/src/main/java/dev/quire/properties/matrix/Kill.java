package dev.quire.properties.matrix;

/**
 * What a search that found something came to.
 *
 * @param cost the steps that it ran until then
 * @param operations the length of the sequence after shrinking
 * @param signature the shrunk failure's: kind, invariant, call
 */
public record Kill(long cost, int operations, String signature) {}
