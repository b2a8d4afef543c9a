package dev.quire.properties.explore;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Explores a subject on a small machine, or two beside each other, and writes down the shortest way
 * to a failure or a difference.
 */
public final class RangeExplorer {
    private final Supplier<TracedWorld> worlds;
    private final String about;
    private final List<Subject> started = new ArrayList<>();

    /**
     * One subject.
     *
     * @param subject if it is a process, the explorer is to be closed
     * @param symmetric whether states that exchanges of folios or CPUs make alike count as one
     */
    public RangeExplorer(SmallMachine machine, Subject subject, boolean symmetric) {
        Scope scope = symmetric ? machine.scope() : machine.scope().asymmetric();
        Codes codes = new Codes();
        this.worlds =
                subject.remote()
                        ? () -> ofProcess(scope, subject, codes)
                        : () -> new RangeWorld(scope, Aim.ANY, subject, codes);
        this.about = about(machine.text(), subject, "", symmetric);
    }

    private RangeExplorer(
            String machine, Scope scope, Subject subject, boolean symmetric, Aim aim) {
        this(
                one(symmetric ? scope : scope.asymmetric(), aim, subject),
                about(machine, subject, "", symmetric));
    }

    private RangeExplorer(Supplier<TracedWorld> worlds, String about) {
        this.worlds = worlds;
        this.about = about;
    }

    private static Supplier<TracedWorld> one(Scope scope, Aim aim, Subject subject) {
        Codes codes = new Codes();
        return () -> new RangeWorld(scope, aim, subject, codes);
    }

    /** Of a process each world has one of its own. */
    private TracedWorld ofProcess(Scope scope, Subject subject, Codes codes) {
        Subject own = subject.apart();
        started.add(own);
        return new ProcessWorld(new RangeWorld(scope, Aim.ANY, own, codes));
    }

    /** Ends the processes that were started for it, if any were. */
    public void close() {
        started.forEach(Subject::close);
        started.clear();
    }

    /**
     * One that looks for the fewest operations, with each thing that others do counted as one, as
     * the length of a trace is.
     *
     * @param sought which failures count; others lead nowhere
     */
    public static RangeExplorer shortest(
            SmallMachine machine, Subject subject, Predicate<Verdict> sought) {
        Aim aim = Aim.shortest(sought);
        return new RangeExplorer(machine.text(), machine.scope(), subject, true, aim);
    }

    /**
     * The same on the configuration of a trace, with operations like the trace's.
     *
     * @param kept the translations that a CPU keeps at most, 0 to 2
     * @param preemptions how many things others may do inside one call
     * @throws IllegalArgumentException naming what of the configuration does not fit
     */
    public static RangeExplorer shortest(
            Setup setup,
            List<Step> steps,
            int kept,
            int preemptions,
            Subject subject,
            Predicate<Verdict> sought) {
        Scope scope = TraceScope.of(setup, steps, kept, preemptions);
        Aim aim = Aim.shortest(sought);
        return new RangeExplorer(setup.machine().text(), scope, subject, false, aim);
    }

    /**
     * One subject, whose every state somebody is shown, with the operations that are legal there.
     *
     * @param visit what is told of the operations, on any thread, given the run whose state they
     *     meet
     */
    public static RangeExplorer visited(
            SmallMachine machine, Subject subject, Function<LockStep, Consumer<Operation>> visit) {
        Codes codes = new Codes();
        Scope scope = machine.scope();
        return new RangeExplorer(
                () ->
                        new VisitedWorld(
                                new RangeWorld(scope, Aim.ANY, subject, codes), machine, visit),
                about(machine.text(), subject, "", true));
    }

    /**
     * Two subjects; what they differ in takes the place of a failure.
     *
     * @param parts what is compared beside failures of one alone; the state must be among them
     */
    public static RangeExplorer against(
            SmallMachine machine,
            Subject first,
            Subject second,
            Set<Difference.Kind> parts,
            boolean symmetric) {
        if (!parts.contains(Difference.Kind.STATE)) {
            throw new IllegalArgumentException("the state must be compared: " + parts);
        }
        Codes codes = new Codes();
        Scope scope = symmetric ? machine.scope() : machine.scope().asymmetric();
        String words =
                parts.stream().sorted().map(Difference.Kind::word).collect(Collectors.joining(","));
        return new RangeExplorer(
                () ->
                        new PairWorld(
                                scope,
                                new TwoSubjects(machine.setup(), first, second, parts),
                                codes),
                about(
                        machine.text(),
                        first,
                        " against=" + second.name() + " compare=" + words,
                        symmetric));
    }

    private static String about(
            String machine, Subject subject, String against, boolean symmetric) {
        return machine
                + " subject="
                + subject.name()
                + against
                + " symmetry="
                + (symmetric ? 1 : 0);
    }

    /** Explores within these limits. */
    public Exploration run(Limits limits, Explorer.Progress progress, BooleanSupplier stop) {
        return new Explorer(worlds, limits).run(progress, stop);
    }

    /**
     * The same, from where a journal ends; what is found is appended to it.
     *
     * @throws Journal.JournalException if it cannot be read or written
     */
    public Exploration run(
            Limits limits, Journal journal, Explorer.Progress progress, BooleanSupplier stop) {
        return new Explorer(worlds, limits, journal).run(progress, stop);
    }

    /** What is explored, in a line: a journal goes on with the same only. */
    public String about() {
        return about;
    }

    /**
     * The operations of a failure. The path has one state for all its images, so each operation is
     * looked for that leads to an image of the next state.
     */
    public List<Step> steps(Exploration.Failure failure) {
        TracedWorld world = worlds.get();
        List<Step> steps = new ArrayList<>();
        long[] at = new long[world.words()];
        world.initial(at);
        for (long[] next : failure.path().subList(1, failure.path().size())) {
            step(world, at, next).ifPresent(steps::add);
        }
        world.enter(at, 0);
        while (world.advance()) {
            if (world.failed()) {
                steps.add(world.step());
                return List.copyOf(steps);
            }
        }
        throw new NotAlike();
    }

    /**
     * The first operation that leads to an image of a state; {@code at} becomes that image. Empty
     * where only the number of acts grows.
     */
    private static Optional<Step> step(TracedWorld world, long[] at, long[] next) {
        long[] reached = new long[next.length];
        world.enter(at, 0);
        while (world.advance()) {
            if (!world.failed() && world.pack(reached) && Arrays.equals(reached, next)) {
                world.pack(at, false, false);
                return world.waited() ? Optional.empty() : Optional.of(world.step());
            }
        }
        throw new NotAlike();
    }
}
