package dev.quire.properties.campaign;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a comparison of two subjects came to.
 *
 * @param total of what both ran; its goals are the first subject's
 * @param parting the sequence of the lowest number that shows a difference
 * @param sequence that number, from 0
 * @param interrupted whether it ended before its budget, and found nothing
 * @param seconds how long it took: the one figure that differs from run to run
 */
public record Comparison(
        Plan plan,
        Pair pair,
        Coverage total,
        Optional<Parting> parting,
        OptionalLong sequence,
        boolean interrupted,
        double seconds) {}
