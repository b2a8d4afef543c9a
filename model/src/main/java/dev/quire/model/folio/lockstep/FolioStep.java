package dev.quire.model.folio.lockstep;

import java.util.ArrayList;
import java.util.List;

/**
 * An operation and what others do inside it.
 *
 * @param acts in the order of their points
 */
public record FolioStep(FolioOperation operation, List<FolioAct> acts) {
    public FolioStep {
        acts = List.copyOf(acts);
        for (int i = 1; i < acts.size(); i++) {
            if (acts.get(i).point() < acts.get(i - 1).point()) {
                throw new IllegalArgumentException(
                        "acts must stand in the order of their points: "
                                + acts.get(i - 1).text()
                                + ", then "
                                + acts.get(i).text());
            }
        }
    }

    /** An operation that nothing interrupts. */
    public static FolioStep of(FolioOperation operation) {
        return new FolioStep(operation, List.of());
    }

    /** How much it counts in the length of a counterexample. */
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
