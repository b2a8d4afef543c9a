package dev.quire.counterexamples.store;

import dev.quire.counterexamples.trace.Trace;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One trace of a folder, as its index lists it.
 *
 * @param signature of the failure that it is kept for; empty if it is kept because it passes
 * @param operations its length
 */
public record Entry(
        Path file, String subject, String machine, Optional<String> signature, int operations) {
    static Entry of(Path file, Trace trace) {
        return new Entry(
                file,
                trace.subject(),
                trace.setup().machine().name(),
                trace.signature(),
                trace.operations());
    }

    /** The file's name in its folder. */
    public String name() {
        return file.getFileName().toString();
    }

    /** Whether it is kept for the same failure, of the same subject, on the same machine. */
    boolean tellsTheSame(Entry other) {
        return signature.isPresent()
                && signature.equals(other.signature)
                && subject.equals(other.subject)
                && machine.equals(other.machine);
    }
}
