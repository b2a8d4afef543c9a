package dev.quire.model.folio.lockstep;

import dev.quire.model.invariant.Invariant;
import java.util.ArrayList;
import java.util.List;

/** What does not hold after a step; empty, and without cost, as long as everything does. */
final class FolioFindings {
    private final List<Finding> found = new ArrayList<>();

    boolean isEmpty() {
        return found.isEmpty();
    }

    void clear() {
        found.clear();
    }

    void add(Invariant invariant, String message) {
        found.add(new Finding(invariant, message));
    }

    /** A number that must be another one. */
    void number(Invariant invariant, int pfn, String what, long expected, long seen) {
        add(
                invariant,
                "page 0x"
                        + Integer.toHexString(pfn)
                        + " must have "
                        + what
                        + " "
                        + expected
                        + ", it has "
                        + seen);
    }

    /** The one with the lowest number; of equal ones, the first. */
    Finding first() {
        Finding first = found.get(0);
        for (Finding each : found) {
            if (each.invariant.number < first.invariant.number) {
                first = each;
            }
        }
        return first;
    }

    /** All others, in the order in which they were found. */
    List<String> others() {
        Finding first = first();
        return found.stream()
                .filter(each -> each != first)
                .map(each -> each.invariant.text() + ": " + each.message)
                .toList();
    }

    /** One thing that does not hold. */
    record Finding(Invariant invariant, String message) {}
}
