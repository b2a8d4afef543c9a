package dev.quire.model.subject.process;

import dev.quire.model.machine.MachinePort;
import java.time.Duration;
import java.util.Optional;

/**
 * What a process may cost, and how it is talked to.
 *
 * @param silence how long it may say nothing; a call may take ten times that
 * @param accessesMax how many accesses it may make in a call
 * @param retriesMax how often a call may look at an entry while nobody stores, beside eight times
 *     for each entry of a block
 * @param sharedMemory whether to offer it, where the process knows it
 * @param log where the conversation is written down
 * @param start how long it may take to say hello, and to answer a reset
 */
public record ProcessOptions(
        Duration silence,
        int accessesMax,
        int retriesMax,
        boolean sharedMemory,
        Optional<WireLog> log,
        Duration start) {
    private static final Duration START = Duration.ofSeconds(20);

    /** What holds unless something else is asked for. */
    public static final ProcessOptions USUAL =
            new ProcessOptions(
                    Duration.ofSeconds(2),
                    100_000,
                    MachinePort.RETRIES_MAX,
                    false,
                    Optional.empty());

    /** With the usual time to start. */
    public ProcessOptions(
            Duration silence,
            int accessesMax,
            int retriesMax,
            boolean sharedMemory,
            Optional<WireLog> log) {
        this(silence, accessesMax, retriesMax, sharedMemory, log, START);
    }

    public ProcessOptions {
        if (silence.isNegative() || silence.isZero() || start.isNegative() || start.isZero()) {
            throw new IllegalArgumentException(
                    "times must be more than 0: silence=" + silence + " start=" + start);
        }
        if (accessesMax < 1 || retriesMax < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1: accesses="
                            + accessesMax
                            + " retries="
                            + retriesMax);
        }
    }

    WireLog.Voice voice() {
        return log.map(WireLog::voice).orElse(WireLog.Voice.SILENT);
    }
}
