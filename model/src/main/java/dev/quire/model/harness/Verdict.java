package dev.quire.model.harness;

import dev.quire.model.invariant.Invariant;
import dev.quire.model.operation.Operation;
import dev.quire.model.subject.SubjectFailure;
import java.util.List;

/**
 * What is wrong with a subject: our product, never an exception.
 *
 * @param kind in one word
 * @param invariant the lowest-numbered one that does not hold
 * @param step counted from 1
 * @param operation the last call
 * @param message what was expected and what was found, where the invariant does not hold
 * @param rows the pages on which the sides differ or which the step touched
 * @param order where the entries do not show it: the step's stores near the slot, invalidations,
 *     barriers and acts, in their order, one line each; else empty
 * @param kept where it is about translations: what CPUs keep there after the step, beside the
 *     entry, one line each; else empty
 * @param act which of the step's acts showed it, counted from 0; -1: the step itself
 */
public record Verdict(
        Kind kind,
        Invariant invariant,
        int step,
        Operation operation,
        String message,
        List<Row> rows,
        List<String> order,
        List<String> kept,
        int act) {
    public Verdict {
        rows = List.copyOf(rows);
        order = List.copyOf(order);
        kept = List.copyOf(kept);
    }

    /** A failure that the pages show. */
    public Verdict(
            Kind kind,
            Invariant invariant,
            int step,
            Operation operation,
            String message,
            List<Row> rows) {
        this(kind, invariant, step, operation, message, rows, List.of(), List.of(), -1);
    }

    /** What tells two failures apart: kind, invariant, name of the last call. */
    public String signature() {
        return kind.word + " " + invariant.text() + " " + operation.call().word;
    }

    /** As a trace's header writes it: {@code violation dirty-not-lost INV-17 step=3}. */
    public String text() {
        return kind.word + " " + invariant.text() + " step=" + step;
    }

    /** In one line: what a trace's header says, the operation, and what is wrong. */
    public String sentence() {
        String first = message.lines().findFirst().orElse("");
        return text() + ", " + operation.call().word + ": " + first;
    }

    /** The kinds of failure. */
    public enum Kind {
        VIOLATION("violation", Invariant.CRASH_FREE),
        LIVELOCK("livelock", Invariant.LIVE),
        CRASH("crash", Invariant.CRASH_FREE),

        /** A process said nothing for too long. */
        HANG("hang", Invariant.LIVE),

        /** A process broke the protocol. */
        PROTOCOL("protocol", Invariant.CRASH_FREE),

        /** A check of a process's own failed. */
        SELF_CHECK("self-check", Invariant.CRASH_FREE);

        /** As traces write it. */
        public final String word;

        /** What does not hold of a call that ends in this way. */
        final Invariant broken;

        Kind(String word, Invariant broken) {
            this.word = word;
            this.broken = broken;
        }

        static Kind of(SubjectFailure failure) {
            return valueOf(failure.kind().name());
        }
    }

    /**
     * One page in a failing step.
     *
     * @param mm the address space of the page
     * @param addr its address
     * @param before the subject's entry before the step
     * @param expected the reference after the step
     * @param seen the subject's entry after the step
     * @param wrong whether the two do not agree
     */
    public record Row(
            int mm, long addr, String before, String expected, String seen, boolean wrong) {}
}
