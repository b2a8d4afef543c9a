package dev.quire.model.invariant;

import java.util.ArrayList;
import java.util.List;

/** The violations of one step; usually none, and then it costs nothing. */
public final class Findings {
    private final List<Violation> violations = new ArrayList<>();
    private final Antecedents antecedents = new Antecedents();
    private int act = -1;

    /** Which invariants were put to the test; {@link #clear} forgets nothing of it. */
    public Antecedents antecedents() {
        return antecedents;
    }

    /** What is found from now on comes of this act of the step; of none of them if below 0. */
    public void during(int number) {
        act = number;
    }

    /** Adds one. */
    public void add(Invariant invariant, int slot, String detail) {
        violations.add(new Violation(invariant, slot, detail, act));
    }

    public boolean isEmpty() {
        return violations.isEmpty();
    }

    /** All, in the order of their invariants' numbers, then of their slots. */
    public List<Violation> sorted() {
        List<Violation> sorted = new ArrayList<>(violations);
        sorted.sort(
                (a, b) ->
                        a.invariant != b.invariant
                                ? Integer.compare(a.invariant.number, b.invariant.number)
                                : Integer.compare(a.slot, b.slot));
        return sorted;
    }

    /** Forgets all. */
    public void clear() {
        act = -1;
        if (!violations.isEmpty()) {
            violations.clear();
        }
    }

    /**
     * An invariant that does not hold.
     *
     * @param slot where, or -1
     * @param detail what was expected and what was found
     * @param act the act of the step that showed it, or -1
     */
    public record Violation(Invariant invariant, int slot, String detail, int act) {}
}
