package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import java.util.List;
import java.util.Optional;

/** What every step of a trace did to the tables, as it was seen while the trace ran again. */
public final class Film {
    private final Trace trace;
    private final Replay replay;
    private final List<Frame> frames;

    private Film(Trace trace, Replay replay, List<Frame> frames) {
        this.trace = trace;
        this.replay = replay;
        this.frames = List.copyOf(frames);
    }

    /**
     * Runs a trace and looks on.
     *
     * @throws dev.quire.counterexamples.trace.TraceException as a replay does
     */
    public static Film of(TraceFile file, Subject subject) {
        Camera camera = new Camera(file.trace());
        Replay replay = Replay.run(file, subject, camera);
        return new Film(file.trace().withSubject(subject.name()), replay, camera.frames());
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

    List<Frame> frames() {
        return frames;
    }
}
