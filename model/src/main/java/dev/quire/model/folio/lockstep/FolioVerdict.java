package dev.quire.model.folio.lockstep;

import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import java.util.List;

/**
 * What is wrong with an implementation of folios.
 *
 * @param invariant the lowest-numbered one that does not hold
 * @param step counted from 1
 * @param operation that shows it: the step's own, or an act in it
 * @param message what was expected and what was found
 * @param others everything else that does not hold, one line each
 */
public record FolioVerdict(
        Verdict.Kind kind,
        Invariant invariant,
        int step,
        FolioOperation operation,
        String message,
        List<String> others) {
    public FolioVerdict {
        others = List.copyOf(others);
    }

    /** What tells two failures apart: kind, invariant, name of the last call. */
    public String signature() {
        return kind.word + " " + invariant.text() + " " + operation.call().word;
    }

    /** As a trace's header writes it. */
    public String text() {
        return kind.word + " " + invariant.text() + " step=" + step;
    }

    /** In one line: what a trace's header says, the operation, and what is wrong. */
    public String sentence() {
        return text() + ", " + operation.call().word + ": " + message;
    }
}
