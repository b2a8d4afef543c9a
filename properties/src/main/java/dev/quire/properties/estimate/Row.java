package dev.quire.properties.estimate;

import dev.quire.properties.statistics.Estimate;

/**
 * What some first sequences of several seeds say of what they have not met, beside the truth.
 *
 * @param length operations in a sequence
 * @param states that fewer operations than the length lead to, images counted once
 * @param exact the pairs that sequences of the length can meet
 * @param sequences how many were looked at of each seed
 * @param seen mean of the pairs that they met
 * @param total the estimate of all pairs, seen and unseen, and its interval: the means
 * @param totalError mean of estimate less exact, in parts of exact
 * @param totalSpread root of the mean square of that
 * @param totalHeld seeds whose interval holds the exact number
 * @param chance the estimated share of sequences that meet a new pair, and its interval: the means
 * @param share mean of the share of the following sequences that do
 * @param chanceError mean of estimate less share
 * @param chanceSpread root of the mean square of that
 * @param chanceHeld seeds whose interval holds the share
 * @param seeds how many there are
 */
public record Row(
        int length,
        int states,
        int exact,
        int sequences,
        double seen,
        Estimate total,
        double totalError,
        double totalSpread,
        int totalHeld,
        Estimate chance,
        double share,
        double chanceError,
        double chanceSpread,
        int chanceHeld,
        int seeds) {}
