package dev.quire.properties.ask;

import java.util.List;
import java.util.Locale;

/**
 * The end of a search: the shortest sequence after which a design does what the question is about,
 * or none in all states, or none in those that it was allowed to visit.
 *
 * @param setting under which the designs were compared; empty if nothing need be said
 * @param first design, or what stands for the truth
 * @param frames of the machine
 * @param operations that were tried in each state
 * @param steps the shortest sequence; empty if none was found
 * @param which of the designs does it at its last step
 * @param seen what its last step shows
 * @param states that were visited
 * @param tried legal steps
 * @param depth all sequences of so many steps were tried
 * @param end why the search ended
 */
public record Difference(
        String setting,
        String first,
        String second,
        int frames,
        int operations,
        List<String> steps,
        Which which,
        String seen,
        long states,
        long tried,
        int depth,
        End end) {
    public Difference {
        steps = List.copyOf(steps);
    }

    /** Which designs do what is searched for. */
    public enum Which {
        NONE,
        FIRST,
        SECOND,
        BOTH;

        static Which of(boolean first, boolean second) {
            return first ? second ? BOTH : FIRST : second ? SECOND : NONE;
        }
    }

    /** Why a search ended. */
    public enum End {
        FOUND("it ended with what it found"),
        ALL("these are all"),
        CUT("it was cut, these are not all");

        /** As answers write it. */
        public final String sentence;

        End(String sentence) {
            this.sentence = sentence;
        }
    }

    public boolean found() {
        return end == End.FOUND;
    }

    /** Whether nothing was found in any state that there is. */
    public boolean holds() {
        return end == End.ALL;
    }

    /** Whether states were left that it was not allowed to visit. */
    boolean cut() {
        return end == End.CUT;
    }

    /** Both, as answers write them. */
    public String designs() {
        return (setting.isEmpty() ? "" : setting + ": ") + first + "; " + second;
    }

    /** The design that does it, or both. */
    String who() {
        return switch (which) {
            case FIRST -> quoted(first);
            case SECOND -> quoted(second);
            default -> "either of " + quoted(first) + " and " + quoted(second);
        };
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    /** In one line. */
    public String result() {
        return found()
                ? "after " + Words.steps(steps.size()) + ": " + who() + ": " + seen
                : "no difference";
    }

    /** What was visited, in one line. */
    public String extent() {
        return String.format(
                Locale.ROOT,
                "%s, %s of %s on %s; %s%s",
                Words.many(states, "state"),
                Words.many(tried, "step"),
                Words.many(operations, "operation"),
                Words.many(frames, "frame"),
                end.sentence,
                end == End.CUT ? ": sequences of up to " + Words.steps(depth) : "");
    }

    /**
     * A part of a sentence: what the second design does, or does not, and how far that was looked
     * for. Where it is not the second design alone that does it, this is said instead.
     */
    String outcome(String does, String doesNot) {
        if (which == Which.SECOND) {
            return does + " after " + Words.steps(steps.size());
        }
        if (found()) {
            return "it is "
                    + who()
                    + " that fails, after "
                    + Words.steps(steps.size())
                    + " ("
                    + seen
                    + ")";
        }
        return doesNot + " in " + visited();
    }

    /** The states of a search that found nothing. */
    String visited() {
        String count = Words.many(states, "state");
        return holds() ? "all " + count : count + " (not all)";
    }
}
