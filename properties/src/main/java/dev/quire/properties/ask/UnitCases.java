package dev.quire.properties.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Folios of each order against units of each size: what held, what broke, and why. */
final class UnitCases {
    private final String name;
    private final List<String> sound = new ArrayList<>();
    private final List<String> reasonsOfLarger = new ArrayList<>();
    private final List<String> reasonsOfSmaller = new ArrayList<>();
    private final List<String> reasonsOfOwn = new ArrayList<>();
    private boolean unitsOfFolios = true;
    private int cases;
    private int broken;
    private int cut;
    private int cutOfLarger;
    private int cutOfSmaller;
    private int cutOfOwn;
    private int ownCut;
    private int ownSound;
    private int own;
    private long states;

    /** Of a design of this name. */
    UnitCases(String name) {
        this.name = name;
    }

    /** As the table shows a search. */
    static String cell(Difference found) {
        return found.found()
                ? Integer.toString(found.steps().size())
                : found.holds() ? "none" : "cut";
    }

    /**
     * Takes in one case.
     *
     * @param reason why it broke; empty if it did not
     */
    void add(int order, int unit, Difference found, String reason) {
        cases++;
        count(found);
        broken += found.found() ? 1 : 0;
        if (found.cut()) {
            cut++;
            cutOfLarger += order > unit ? 1 : 0;
            cutOfSmaller += order < unit ? 1 : 0;
            cutOfOwn += order == unit ? 1 : 0;
        }
        if (found.holds()) {
            sound.add((4 << order) + " KiB in units of " + (4 << unit));
        }
        unitsOfFolios &= found.holds() == (order == unit);
        if (found.found()) {
            List<String> reasons =
                    order > unit ? reasonsOfLarger : order < unit ? reasonsOfSmaller : reasonsOfOwn;
            reasons.add(reason);
        }
    }

    /** Takes in a case whose unit is the folio. */
    void addOwn(Difference found) {
        own++;
        count(found);
        ownSound += found.holds() ? 1 : 0;
        ownCut += found.cut() ? 1 : 0;
    }

    private void count(Difference found) {
        states += found.states();
    }

    /** How many searches were cut. */
    int cut() {
        return cut + ownCut;
    }

    String first() {
        String visited =
                Words.many(states, "state")
                        + (states == 1 ? " was visited, " : " were visited, ")
                        + (cut() > 0
                                ? "which are not all."
                                : "all that there are where nothing breaks.");
        if (cut == cases) {
            return "Whether \""
                    + name
                    + "\" tells the truth is unknown in each of "
                    + cases
                    + " cases, whose searches were cut; "
                    + visited;
        }
        return "\""
                + name
                + "\" tells the truth in "
                + sound.size()
                + " of "
                + cases
                + " cases ("
                + (unitsOfFolios ? "those whose unit is the folio itself: " : "")
                + (sound.isEmpty() ? "none" : String.join(", ", sound))
                + "), breaks in "
                + broken
                + (cut > 0 ? " and is unknown in " + cut + ", which were cut" : "")
                + "; "
                + visited;
    }

    String second() {
        return "Of folios larger than the unit "
                + counted(reasonsOfLarger, cutOfLarger)
                + ", of smaller ones "
                + counted(reasonsOfSmaller, cutOfSmaller)
                + (reasonsOfOwn.isEmpty() && cutOfOwn == 0
                        ? ""
                        : ", of those as large " + counted(reasonsOfOwn, cutOfOwn))
                + "; with whatever size has been allocated as the unit it is "
                + ofOwn()
                + " orders.";
    }

    private String ofOwn() {
        if (ownCut == own) {
            return "unknown at each of " + own;
        }
        return "sound at "
                + (own == ownSound ? "each" : ownSound)
                + (ownCut > 0 ? " and unknown at " + ownCut : "")
                + " of "
                + own;
    }

    private static String counted(List<String> reasons, int cut) {
        Map<String, Integer> counts = new TreeMap<>();
        reasons.forEach(reason -> counts.merge(reason, 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach(
                (reason, count) ->
                        parts.add(count + (count == 1 ? " breaks as " : " break as ") + reason));
        if (cut > 0) {
            parts.add(cut + (cut == 1 ? " is unknown" : " are unknown"));
        }
        return parts.isEmpty() ? "none breaks" : Words.list(parts);
    }
}
