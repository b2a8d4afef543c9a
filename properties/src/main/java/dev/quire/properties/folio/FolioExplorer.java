package dev.quire.properties.folio;

import dev.quire.counterexamples.folio.FolioReplay;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Journal;
import dev.quire.properties.explore.Limits;
import dev.quire.properties.explore.NotAlike;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Explores folios on a small machine, and writes down the shortest way to a failure. */
public final class FolioExplorer {
    private final FolioSmallMachine machine;
    private final FolioSubject subject;
    private final boolean symmetric;
    private final Supplier<FolioWorld> worlds;
    private final List<FolioWorld> all = new ArrayList<>();

    /**
     * One subject.
     *
     * @param symmetric whether states that an exchange of the folios makes alike count as one
     */
    public FolioExplorer(FolioSmallMachine machine, FolioSubject subject, boolean symmetric) {
        this.machine = machine;
        this.subject = subject;
        this.symmetric = symmetric;
        FolioRuns runs = new FolioRuns();
        worlds =
                () -> {
                    FolioWorld world = new FolioWorld(machine, subject, runs, symmetric);
                    all.add(world);
                    return world;
                };
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

    /** The calls that were legal in some state of an exploration, and ran. */
    Set<FolioCall> calls() {
        Set<FolioCall> ran = EnumSet.noneOf(FolioCall.class);
        for (FolioCall call : FolioCall.values()) {
            if (all.stream().anyMatch(world -> (world.calls() >>> call.ordinal() & 1) != 0)) {
                ran.add(call);
            }
        }
        return ran;
    }

    /** What is explored, in a line: a journal goes on with the same only. */
    public String about() {
        return machine.text() + " subject=" + subject.name() + " symmetry=" + (symmetric ? 1 : 0);
    }

    /** The steps of a failure: each leads to the next state of its path, or to its image. */
    public List<FolioStep> steps(Exploration.Failure failure) {
        FolioWorld world = worlds.get();
        List<FolioStep> steps = new ArrayList<>();
        long[] at = new long[world.words()];
        world.initial(at);
        for (long[] next : failure.path().subList(1, failure.path().size())) {
            steps.add(step(world, at, next));
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

    private static FolioStep step(FolioWorld world, long[] at, long[] next) {
        long[] reached = new long[next.length];
        world.enter(at, 0);
        while (world.advance()) {
            if (!world.failed() && world.pack(reached) && Arrays.equals(reached, next)) {
                world.packItself(at);
                return world.step();
            }
        }
        throw new NotAlike();
    }

    /** The trace of a failure, whose text must fail alike. */
    public Found trace(Exploration.Failure failure, String search) {
        List<FolioStep> steps = steps(failure);
        FolioLockStep run = new FolioLockStep(machine.machine(), subject);
        steps.forEach(run::step);
        Provenance provenance = new Provenance(Optional.empty(), Optional.of(search), List.of());
        FolioTrace trace =
                FolioTrace.failing(
                        machine.machine(), subject.name(), provenance, steps, run.verdict());
        FolioTraceFile file = FolioTraceFile.parse("explored", trace.text());
        if (FolioReplay.run(file, subject).ending() != Ending.REPRODUCED) {
            throw new AssertionError("harness bug: what was explored must replay: " + trace.text());
        }
        return new Found(trace, run.verdict());
    }

    /** A shortest way to a failure, and what fails. */
    public record Found(FolioTrace trace, FolioVerdict verdict) {}
}
