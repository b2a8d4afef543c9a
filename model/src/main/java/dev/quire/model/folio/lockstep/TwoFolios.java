package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.harness.Difference;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.harness.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs two implementations of folios through the same steps, each beside a reference of its own,
 * and compares them after each.
 *
 * <p>As long as neither fails, both show what one and the same reference says, so that only what a
 * step cost can differ. Where the rules leave a choice (whether a folio that may be shared is
 * reused, whether a page is migrated that is pinned meanwhile) and the two choose differently, they
 * part: none is wrong that the other is not, and nothing more is compared.
 */
public final class TwoFolios {
    private final FolioLockStep first;
    private final FolioLockStep second;
    private final FolioSubject firstSubject;
    private final FolioSubject secondSubject;
    private final Set<Difference.Kind> parts;

    private FolioDifference difference;
    private String illegal = "";

    /**
     * Two subjects on free frames.
     *
     * @param parts what is compared: of a step's cost, the pages of its cache work; a failure of
     *     one alone always counts
     */
    public TwoFolios(
            FolioMachine machine,
            FolioSubject first,
            FolioSubject second,
            Set<Difference.Kind> parts) {
        this.first = new FolioLockStep(machine, first);
        this.second = new FolioLockStep(machine, second);
        this.firstSubject = first;
        this.secondSubject = second;
        this.parts = Set.copyOf(parts);
    }

    /** Back to free frames. */
    public void reset() {
        first.reset();
        second.reset();
        difference = null;
        illegal = "";
    }

    /** The run of the first subject, to look at. */
    public FolioLockStep first() {
        return first;
    }

    /** The run of the second subject, to look at. */
    public FolioLockStep second() {
        return second;
    }

    /** How many steps both ran since the last reset. */
    public int steps() {
        return first.steps();
    }

    /** Which rule the last illegal step breaks, and on which subject it does. */
    public String whyIllegal() {
        return illegal;
    }

    /**
     * How they differ.
     *
     * @throws IllegalStateException if they do not
     */
    public FolioDifference difference() {
        if (difference == null) {
            throw new IllegalStateException("the last step must have shown a difference");
        }
        return difference;
    }

    /** Runs one operation, with what others do inside it, on both. */
    public Meeting step(FolioOperation of, List<FolioAct> inside) {
        if (!allows(first, firstSubject, of, inside)
                || !allows(second, secondSubject, of, inside)) {
            return Meeting.ILLEGAL;
        }
        boolean passes = first.step(of, inside) == Outcome.PASSED;
        boolean otherPasses = second.step(of, inside) == Outcome.PASSED;
        if (passes && otherPasses) {
            return compare(of);
        }
        if (passes == otherPasses
                && first.verdict().signature().equals(second.verdict().signature())) {
            return Meeting.PARTED;
        }
        difference = failing(of);
        return Meeting.DIFFERENT;
    }

    private boolean allows(
            FolioLockStep run, FolioSubject subject, FolioOperation of, List<FolioAct> inside) {
        if (run.allows(of, inside)) {
            return true;
        }
        illegal = subject.name() + ": " + run.whyIllegal();
        return false;
    }

    private Meeting compare(FolioOperation of) {
        if (first.result() != second.result()) {
            return Meeting.PARTED;
        }
        int work = first.worked();
        int otherWork = second.worked();
        if (work == otherWork || !parts.contains(Difference.Kind.COST)) {
            return Meeting.ALIKE;
        }
        difference =
                new FolioDifference(
                        Difference.Kind.COST,
                        first.steps(),
                        of,
                        "cache work on " + pages(work) + " against " + pages(otherWork),
                        pages(work),
                        pages(otherWork),
                        places(),
                        Optional.empty(),
                        Optional.empty());
        return Meeting.DIFFERENT;
    }

    private static String pages(int pages) {
        return pages == 1 ? "1 page" : pages + " pages";
    }

    /** At least one of them fails: in what that is seen. */
    private FolioDifference failing(FolioOperation of) {
        boolean shown = returned(first) && returned(second);
        List<FolioDifference.Place> places = shown ? places() : List.of();
        Difference.Kind kind = Difference.Kind.VERDICT;
        if (shown && differs(Difference.Kind.RESULTS, first.result() != second.result())) {
            kind = Difference.Kind.RESULTS;
        } else if (differs(Difference.Kind.STATE, !places.isEmpty())) {
            kind = Difference.Kind.STATE;
        }
        String who = first.failed() ? "only the first fails" : "only the second fails";
        return new FolioDifference(
                kind,
                first.steps(),
                of,
                first.failed() && second.failed() ? "each fails in another way" : who,
                result(first),
                result(second),
                places,
                verdict(first),
                verdict(second));
    }

    private boolean differs(Difference.Kind part, boolean seen) {
        return seen && parts.contains(part);
    }

    private static Optional<FolioVerdict> verdict(FolioLockStep run) {
        return run.failed() ? Optional.of(run.verdict()) : Optional.empty();
    }

    private static boolean returned(FolioLockStep run) {
        return !run.failed() || run.verdict().kind() == Verdict.Kind.VIOLATION;
    }

    private static String result(FolioLockStep run) {
        return returned(run) ? Integer.toString(run.result()) : "does not return";
    }

    /** Where they show different things; what is a subject's own is told, and does not count. */
    private List<FolioDifference.Place> places() {
        Map<FolioSpot, FolioPlace> others = new LinkedHashMap<>();
        second.places().forEach(place -> others.put(place.spot(), place));
        List<FolioDifference.Place> places = new ArrayList<>();
        for (FolioPlace place : first.places()) {
            FolioPlace other = others.remove(place.spot());
            if (other == null) {
                places.add(new FolioDifference.Place(place.spot(), place.text(), "none"));
            } else if (!place.seen().equals(other.seen())) {
                places.add(new FolioDifference.Place(place.spot(), place.text(), other.text()));
            }
        }
        others.values()
                .forEach(
                        other ->
                                places.add(
                                        new FolioDifference.Place(
                                                other.spot(), "none", other.text())));
        return places;
    }
}
