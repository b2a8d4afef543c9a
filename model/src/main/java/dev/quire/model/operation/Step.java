package dev.quire.model.operation;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation and what others do inside it.
 *
 * @param acts in the order of their accesses
 */
public record Step(Operation operation, List<Act> acts) {
    public Step {
        acts = List.copyOf(acts);
        for (int i = 1; i < acts.size(); i++) {
            if (acts.get(i).access() < acts.get(i - 1).access()) {
                throw new IllegalArgumentException(
                        "acts must stand in the order of their accesses: "
                                + acts.get(i - 1).text()
                                + ", then "
                                + acts.get(i).text());
            }
        }
    }

    /** An operation that nothing interrupts. */
    public static Step of(Operation operation) {
        return new Step(operation, List.of());
    }

    /** How much it counts in the length of a counterexample: each act is one more. */
    public int operations() {
        return 1 + acts.size();
    }

    /** Its lines, the operation's first. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(operation.text());
        acts.forEach(act -> lines.add(act.text()));
        return lines;
    }
}
