package dev.quire.properties.statistics;

/**
 * An estimated number and its interval.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {
    public Estimate {
        if (!(low <= value && value <= high)) {
            throw new IllegalArgumentException(
                    "an interval must hold its estimate: " + low + ", " + value + ", " + high);
        }
    }
}
