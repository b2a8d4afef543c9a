package dev.quire.properties.estimate;

import dev.quire.properties.statistics.Estimate;

/** The estimates of several seeds and the truth of each, added up. */
final class Sums {
    private int count;
    private int held;
    private double value;
    private double low;
    private double high;
    private double truth;
    private double error;
    private double squares;

    /**
     * Adds one.
     *
     * @param scale what its error is divided by
     */
    void add(Estimate estimate, double truthOfIt, double scale) {
        double off = (estimate.value() - truthOfIt) / scale;
        count++;
        held += estimate.low() <= truthOfIt && truthOfIt <= estimate.high() ? 1 : 0;
        value += estimate.value();
        low += estimate.low();
        high += estimate.high();
        truth += truthOfIt;
        error += off;
        squares += off * off;
    }

    int held() {
        return held;
    }

    Estimate mean() {
        return new Estimate(value / count, low / count, high / count);
    }

    double meanTruth() {
        return truth / count;
    }

    double meanError() {
        return error / count;
    }

    double spread() {
        return Math.sqrt(squares / count);
    }
}
