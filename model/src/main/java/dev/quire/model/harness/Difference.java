package dev.quire.model.harness;

import dev.quire.model.invariant.Invariant;
import dev.quire.model.operation.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How two subjects differ after the same steps.
 *
 * @param step counted from 1
 * @param operation the last call
 * @param message what differs, with the place
 * @param first what the call returned or cost on the first subject
 * @param second the same on the second
 * @param rows the pages of the blocks that differ; of those that the step touched, if none does
 * @param firstVerdict what is wrong with the first subject by itself
 * @param secondVerdict what is wrong with the second one by itself
 */
public record Difference(
        Kind kind,
        int step,
        Operation operation,
        String message,
        String first,
        String second,
        List<Row> rows,
        Optional<Verdict> firstVerdict,
        Optional<Verdict> secondVerdict) {
    public Difference {
        rows = List.copyOf(rows);
    }

    /** What tells two differences apart: kind, name of the last call, each side's failure. */
    public String signature() {
        return kind.word()
                + " "
                + operation.call().word
                + signature(" first: ", firstVerdict)
                + signature(" second: ", secondVerdict);
    }

    private static String signature(String side, Optional<Verdict> verdict) {
        return verdict.map(one -> side + one.signature()).orElse("");
    }

    /** As a failure, for those who only know these: of the side that fails, else of neither. */
    public Verdict asVerdict() {
        return firstVerdict
                .or(() -> secondVerdict)
                .orElseGet(
                        () ->
                                new Verdict(
                                        Verdict.Kind.VIOLATION,
                                        Invariant.MEANING_EQUAL,
                                        step,
                                        operation,
                                        message,
                                        List.of()));
    }

    /** In one line. */
    public String sentence() {
        return kind.word() + " step=" + step + ", " + operation.call().word + ": " + message;
    }

    /** In what two subjects can differ. */
    public enum Kind {
        /** What a call returned. */
        RESULTS,

        /** What a page means, or whether it is young or dirty. */
        STATE,

        /** How often a call stored, went to memory, invalidated and waited. */
        COST,

        /** One fails its own checks, or each fails in another way. */
        VERDICT;

        /** As the command line and reports write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One page after the last step.
     *
     * @param differs whether the views differ and no bounds explain it
     */
    public record Row(int mm, long addr, String first, String second, boolean differs) {}
}
