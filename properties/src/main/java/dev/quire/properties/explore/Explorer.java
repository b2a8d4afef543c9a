package dev.quire.properties.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Visits every state of a world, breadth first, so that the first broken promise it meets has a
 * shortest way to it.
 *
 * <p>A batch of states is expanded by all threads while nobody changes the store; then what they
 * found is added in the order in which one thread would have found it. So numbers, parents and the
 * failure that is reported do not depend on the threads. What meets a part without a code is run
 * again by one thread, which gives out codes in that order, too.
 */
public final class Explorer {
    private static final int CHUNK = 64;
    private static final int CHUNKS_OF_A_WORKER = 64;
    private static final int CHUNKS_OF_ONE = 16;
    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private final List<Expansion.Worker> workers = new ArrayList<>();
    private final World own;
    private final int words;
    private final Limits limits;
    private final StateStore store;
    private final Optional<Journal> journal;
    private final Expansion[] expansions;
    private final Merger merger;

    private int expanded;
    private int depth;
    private int levelEnd;
    private long generated;
    private long told;
    private long nanosBefore;
    private long start;

    /** An exploration of a world; each thread has one of its own. */
    public Explorer(Supplier<? extends World> world, Limits limits) {
        this(world, limits, Optional.empty());
    }

    /**
     * One that goes on where a journal ends, and keeps that up.
     *
     * @throws Journal.JournalException if it cannot be read
     */
    public Explorer(Supplier<? extends World> world, Limits limits, Journal journal) {
        this(world, limits, Optional.of(journal));
    }

    private Explorer(Supplier<? extends World> world, Limits limits, Optional<Journal> journal) {
        this.limits = limits;
        this.journal = journal;
        own = world.get();
        workers.add(new Expansion.Worker(own));
        while (workers.size() < limits.workers()) {
            workers.add(new Expansion.Worker(world.get()));
        }
        words = own.words();
        store = new StateStore(words);
        int several = CHUNKS_OF_A_WORKER * limits.workers();
        expansions = new Expansion[limits.workers() == 1 ? CHUNKS_OF_ONE : several];
        for (int i = 0; i < expansions.length; i++) {
            expansions[i] = new Expansion(words);
        }
        merger = new Merger(store, limits.workers(), expansions.length);
        long[] first = new long[words];
        own.initial(first);
        store.add(first, 0, store.hash(first, 0), -1);
        levelEnd = 1;
        journal.ifPresent(kept -> kept.restore(store, own).ifPresent(this::goOn));
    }

    private void goOn(Journal.Reached reached) {
        expanded = reached.expanded();
        depth = reached.depth();
        levelEnd = reached.levelEnd();
        generated = reached.generated();
        nanosBefore = reached.nanos();
    }

    /** Explores until all is visited, a limit is reached, or it is told to stop. */
    public Exploration run(Progress progress, BooleanSupplier stop) {
        told = System.nanoTime();
        start = told - nanosBefore;
        try (Crew crew = new Crew(limits.workers())) {
            while (true) {
                if (expanded == levelEnd && expanded < store.count()) {
                    depth++;
                    levelEnd = store.count();
                }
                if (expanded == store.count()) {
                    return result(Exploration.End.FIXPOINT, null);
                }
                if (depth >= limits.depth()) {
                    return result(Exploration.End.DEPTH, null);
                }
                if (stop.getAsBoolean()) {
                    return result(Exploration.End.STOPPED, null);
                }
                Exploration ended = batch(crew);
                if (ended != null) {
                    return ended;
                }
                journal.ifPresent(kept -> kept.append(store, own, reached()));
                tell(progress);
            }
        }
    }

    private Journal.Reached reached() {
        long nanos = System.nanoTime() - start;
        return new Journal.Reached(expanded, depth, levelEnd, generated, nanos);
    }

    /** Expands the next states; what the exploration came to if that ends it, else null. */
    private Exploration batch(Crew crew) {
        int from = expanded;
        int end = Math.min(levelEnd, from + CHUNK * expansions.length);
        int chunks = expand(crew, (end - from + CHUNK - 1) / CHUNK, end);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < chunks; i++) {
            found.add(expansions[i].found());
        }
        int whole = merger.merge(crew, found, limits.bytes());
        for (int i = 0; i < Math.min(whole + 1, chunks); i++) {
            generated += expansions[i].generated();
        }
        if (whole < chunks) {
            expanded = from + whole * CHUNK;
            return result(Exploration.End.MEMORY, null);
        }
        Expansion last = expansions[chunks - 1];
        if (last.failedIn() >= 0) {
            expanded = last.failedIn();
            return result(Exploration.End.FAILURE, failure(last));
        }
        expanded = end;
        return null;
    }

    /** Expands chunks to the first that fails; how many those are. */
    private int expand(Crew crew, int chunks, int end) {
        int from = expanded;
        crew.run(
                chunks,
                (worker, chunk) -> {
                    int at = from + chunk * CHUNK;
                    int to = Math.min(end, at + CHUNK);
                    expansions[chunk].run(workers.get(worker), store, at, to, false);
                });
        boolean forgot = false;
        for (int i = 0; i < chunks; i++) {
            if (expansions[i].unknown()) {
                if (!forgot) {
                    workers.get(0).forget();
                    forgot = true;
                }
                int at = from + i * CHUNK;
                int to = Math.min(end, at + CHUNK);
                expansions[i].run(workers.get(0), store, at, to, true);
            }
            if (expansions[i].failedIn() >= 0) {
                return i + 1;
            }
        }
        return chunks;
    }

    private Exploration.Failure failure(Expansion expansion) {
        List<long[]> path = new ArrayList<>();
        for (int at = expansion.failedIn(); at >= 0; at = store.parent(at)) {
            long[] state = new long[words];
            store.get(at, state, 0);
            path.add(state);
        }
        Collections.reverse(path);
        return new Exploration.Failure(path, expansion.failedTransition());
    }

    private Exploration result(Exploration.End end, Exploration.Failure failure) {
        boolean deeper = store.count() > levelEnd;
        return new Exploration(
                end,
                store.count(),
                expanded,
                generated,
                deeper ? depth + 1 : depth,
                expanded == store.count() ? depth : depth - 1,
                (System.nanoTime() - start) / 1e9,
                store.bytes(),
                Optional.ofNullable(failure));
    }

    private void tell(Progress progress) {
        long now = System.nanoTime();
        if (now - told >= PROGRESS_NANOS) {
            told = now;
            int queue = store.count() - expanded;
            double seconds = (now - start) / 1e9;
            progress.at(generated, store.count(), depth, queue, seconds, store.bytes());
        }
    }

    /** Told every second how far an exploration is. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (generated, distinct, depth, queue, seconds, bytes) -> {};

        void at(long generated, int distinct, int depth, int queue, double seconds, long bytes);
    }
}
