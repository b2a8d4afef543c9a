package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.replay.Ending;
import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.Memory;
import dev.quire.model.subject.Subject;
import java.util.List;
import java.util.Optional;

/** What every step of a trace did to the tables, as it was seen while the trace ran again. */
public final class Film {
    private final Trace trace;
    private final Replay replay;
    private final Sides sides;
    private final List<Frame> frames;

    private Film(Trace trace, Replay replay, Sides sides, List<Frame> frames) {
        this.trace = trace;
        this.replay = replay;
        this.sides = sides;
        this.frames = List.copyOf(frames);
    }

    /**
     * Runs a trace and looks on.
     *
     * @throws dev.quire.counterexamples.trace.TraceException as a replay does
     */
    public static Film of(TraceFile file, Subject subject) {
        return of(file, subject, false);
    }

    /** The same, but after each step everything is judged, and not only what it touched. */
    public static Film judgedInFull(Trace trace, Subject subject) {
        return of(TraceFile.of("counterexample.trace", trace), subject, true);
    }

    private static Film of(TraceFile file, Subject subject, boolean inFull) {
        Camera camera = new Camera(file.trace(), inFull);
        Replay replay = Replay.run(file, subject, camera);
        Trace ran = file.trace().withSubject(subject.name());
        return new Film(ran, replay, Sides.SUBJECT_AND_REFERENCE, camera.frames());
    }

    /**
     * A trace up to a state, and in the last frame what two ways from there leave.
     *
     * @param trace ends with the calls of the one way
     * @param prepared how many of its steps lead to the state
     * @param preparing the subject that reaches the state
     * @param verdict that the two ways part
     */
    public static Film ofTwoWays(
            Trace trace,
            int prepared,
            Subject preparing,
            Verdict verdict,
            Memory one,
            Memory other) {
        Camera camera = new Camera(trace, false);
        Trace leading = trace.withSteps(trace.steps().subList(0, prepared), Optional.empty());
        Replay.run(TraceFile.of("counterexample.trace", leading), preparing, camera);
        camera.part(verdict, one, other);
        Replay parted =
                new Replay(
                        Ending.REPRODUCED,
                        trace.subject(),
                        Optional.of(verdict),
                        trace.steps().size(),
                        true);
        return new Film(trace, parted, Sides.TWO_WAYS, camera.frames());
    }

    /** The trace, with the subject that it ran on. */
    public Trace trace() {
        return trace;
    }

    /** How the run ended. */
    public Replay replay() {
        return replay;
    }

    /** How many steps were run. */
    public int steps() {
        return frames.size();
    }

    /** The number of the failing step. */
    public Optional<Integer> failing() {
        return frames.stream().filter(Frame::failed).map(Frame::number).findFirst();
    }

    Sides sides() {
        return sides;
    }

    List<Frame> frames() {
        return frames;
    }
}
