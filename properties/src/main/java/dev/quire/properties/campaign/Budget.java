package dev.quire.properties.campaign;

import java.time.Duration;
import java.util.Optional;

/**
 * What a hunt may cost, over all workers.
 *
 * <p>A budget of steps gives the same result everywhere; one of time gives what the time allows.
 *
 * @param steps the hunt ends with the sequence that reaches them
 * @param time empty: only steps count
 */
public record Budget(long steps, Optional<Duration> time) {
    /** What a hunt costs unless it is told otherwise. Unit: steps. */
    public static final long STEPS_DEFAULT = 1_000_000;

    public Budget {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1: steps=" + steps);
        }
        if (time.isPresent() && (time.get().isNegative() || time.get().isZero())) {
            throw new IllegalArgumentException("time must be more than 0: time=" + time.get());
        }
    }

    /** So many steps. */
    public static Budget ofSteps(long steps) {
        return new Budget(steps, Optional.empty());
    }

    /** So much time. */
    public static Budget ofTime(Duration time) {
        return new Budget(Long.MAX_VALUE, Optional.of(time));
    }
}
