package dev.quire.properties.allure;

import dev.quire.model.geometry.Numbers;
import dev.quire.model.invariant.Goal;
import io.qameta.allure.Allure;
import java.util.ArrayList;
import java.util.List;

/** What a property ran, told in its result whether it passed or failed. */
public final class Account {
    private final String machine;
    private final String subject;
    private final long seed;
    private long sequences;
    private long steps;
    private long goals;

    /** Nothing has run. */
    public Account(String machine, String subject, long seed) {
        this.machine = machine;
        this.subject = subject;
        this.seed = seed;
    }

    /** Takes in sequences, the steps of all, and a bit for each goal that they reached. */
    public void add(long sequencesRun, long stepsRun, long goalsReached) {
        sequences += sequencesRun;
        steps += stepsRun;
        goals |= goalsReached;
    }

    public long sequences() {
        return sequences;
    }

    /** The goals that no sequence reached. */
    public List<String> missed() {
        List<String> missed = new ArrayList<>();
        for (Goal goal : Goal.values()) {
            if ((goals & goal.bit()) == 0) {
                missed.add(goal.title());
            }
        }
        return missed;
    }

    /** Writes it into the result of the property under way: once, at its end. */
    public void publish() {
        Allure.parameter("machine", machine);
        Allure.parameter("subject", subject);
        Allure.parameter("seed", Numbers.hex(seed));
        Allure.parameter("sequences", sequences);
        Allure.parameter("steps", steps);
        int all = Goal.values().length;
        List<String> missed = missed();
        String reached = all - missed.size() + " of " + all;
        Allure.parameter(
                "goals",
                missed.isEmpty() ? reached : reached + ", missed " + String.join(" ", missed));
    }

    /** Adds a line of its own to the result, such as a bound that was computed. */
    public static void note(String name, String value) {
        Allure.parameter(name, value);
    }
}
