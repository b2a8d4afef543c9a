package dev.quire.model.harness;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Runs two subjects through the same steps, each beside a reference of its own, and compares them
 * after each.
 *
 * <p>What others do inside a call they do at its n-th access, which is another moment in another
 * design; what a CPU keeps of a block it need not keep of a page. Where that lets an access fault
 * on one side only and its handler change the page there, the two part: neither is wrong, and
 * nothing more is compared.
 */
public final class TwoSubjects {
    private final Subject firstSubject;
    private final Subject secondSubject;
    private final LockStep first;
    private final LockStep second;
    private final Likeness likeness;

    private int steps;
    private Difference difference;
    private boolean firstObjects;
    private Rule broken = Rule.LEGAL;
    private Operation illegal;

    /**
     * Two subjects on empty tables.
     *
     * @param parts what is compared; a failure of one alone always is
     */
    public TwoSubjects(Setup setup, Subject first, Subject second, Set<Difference.Kind> parts) {
        this.firstSubject = first;
        this.secondSubject = second;
        this.first = new LockStep(setup, first);
        this.second = new LockStep(setup, second);
        this.likeness = new Likeness(this.first, this.second, parts);
    }

    /** What is compared unless a caller wants other things. */
    public static Set<Difference.Kind> usualParts() {
        return EnumSet.of(Difference.Kind.RESULTS, Difference.Kind.STATE);
    }

    /** Back to empty tables. */
    public void reset() {
        first.reset();
        second.reset();
        likeness.reset();
        steps = 0;
        difference = null;
        broken = Rule.LEGAL;
    }

    /** The run of the first subject, to look at. */
    public LockStep first() {
        return first;
    }

    /** The run of the second subject, to look at. */
    public LockStep second() {
        return second;
    }

    /** Goes on from states that were put back into both runs: such as both have shown alike. */
    public void resume() {
        likeness.resume();
        steps = 0;
        difference = null;
    }

    /** How many steps both ran since the last reset. */
    public int steps() {
        return steps;
    }

    /** Whether both subjects have the functions that an operation calls. */
    public boolean offers(Operation operation) {
        return firstSubject.offers(operation) && secondSubject.offers(operation);
    }

    /**
     * Which rule the last step breaks, which was illegal, and on which subject it does.
     *
     * @throws IllegalStateException if no step was illegal since the last reset
     */
    public String whyIllegal() {
        if (broken == Rule.LEGAL) {
            throw new IllegalStateException("a step must have been illegal since the last reset");
        }
        Subject subject = firstObjects ? firstSubject : secondSubject;
        LockStep run = firstObjects ? first : second;
        return subject.name() + ": " + run.contract().explain(broken, illegal);
    }

    /**
     * How they differ.
     *
     * @throws IllegalStateException if they do not
     */
    public Difference difference() {
        if (difference == null) {
            throw new IllegalStateException("the last step must have shown a difference");
        }
        return difference;
    }

    /** Runs one operation, with what others do inside it, on both. */
    public Meeting step(Operation operation, List<Act> acts) {
        if (!legal(first, firstSubject, operation, acts)
                || !legal(second, secondSubject, operation, acts)) {
            return Meeting.ILLEGAL;
        }
        likeness.before(operation);
        Outcome one = first.step(operation, acts);
        Outcome other = second.step(operation, acts);
        steps++;
        if (one == Outcome.PASSED && other == Outcome.PASSED) {
            difference = likeness.compare(operation, acts, steps);
            if (difference != null) {
                return Meeting.DIFFERENT;
            }
            return likeness.parted() ? Meeting.PARTED : Meeting.ALIKE;
        }
        boolean judged = judged(one) && judged(other);
        if (!judged || one == other && alikeWrong()) {
            return Meeting.PARTED;
        }
        difference = likeness.verdicts(operation, steps);
        return Meeting.DIFFERENT;
    }

    private static boolean judged(Outcome outcome) {
        return outcome == Outcome.PASSED || outcome == Outcome.FAILED;
    }

    private boolean alikeWrong() {
        return first.verdict().signature().equals(second.verdict().signature());
    }

    /** Whether a step may run on one side; a step that only one side may run runs on neither. */
    private boolean legal(LockStep run, Subject subject, Operation operation, List<Act> acts) {
        Rule rule = Rule.OFFERED;
        if (subject.offers(operation)) {
            rule = run.contract().check(operation);
        }
        if (rule == Rule.LEGAL && operation.preempted()) {
            rule = run.lockless().check(operation);
        }
        Operation asked = operation;
        for (int i = 0; i < acts.size() && rule == Rule.LEGAL; i++) {
            asked = acts.get(i).operation();
            rule = subject.offers(asked) ? run.contract().checkAct(operation, asked) : Rule.OFFERED;
        }
        if (rule != Rule.LEGAL) {
            firstObjects = run == first;
            broken = rule;
            illegal = asked;
        }
        return rule == Rule.LEGAL;
    }

    /** What became of a step. */
    public enum Meeting {
        /** Both ran it, and nothing differs that the bounds do not explain. */
        ALIKE,

        /** It breaks the contract on one of them; nothing was changed. */
        ILLEGAL,

        /** Both went on legally to states that cannot be compared, or both fail alike. */
        PARTED,

        /** They differ. */
        DIFFERENT
    }
}
