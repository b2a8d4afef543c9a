package dev.quire.properties.matrix;

import dev.quire.model.subject.Subject;
import dev.quire.properties.campaign.Target;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Runs every way of searching on every subject. Each row depends on its subject, strategy, seeds
 * and budget alone, and rows are gathered in their order, so that threads change nothing.
 */
public final class Matrix {
    /** Seeds of each way of searching unless it is told otherwise. */
    public static final int SEEDS = 20;

    /** Steps of each search unless it is told otherwise. */
    public static final long STEPS = 100_000;

    private final Plan plan;
    private final RowKeeper kept;
    private final Progress progress;
    private final BooleanSupplier stop;
    private int done;

    private Matrix(Plan plan, RowKeeper kept, Progress progress, BooleanSupplier stop) {
        this.plan = plan;
        this.kept = kept;
        this.progress = progress;
        this.stop = stop;
    }

    /**
     * Runs what a file does not hold yet.
     *
     * @param kept takes each row as soon as it is there
     * @param stop asked now and then; rows that are not complete then are left out
     */
    public static List<Row> run(
            Plan plan, RowKeeper kept, Progress progress, BooleanSupplier stop) {
        return new Matrix(plan, kept, progress, stop).run();
    }

    private List<Row> run() {
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        plan.workers(),
                        work -> {
                            Thread thread = new Thread(work, "matrix");
                            thread.setDaemon(true);
                            return thread;
                        });
        List<Future<Optional<Row>>> running = new ArrayList<>();
        for (Entry entry : plan.entries()) {
            for (Strategy strategy : plan.strategies()) {
                if (strategy.takes(entry.target())) {
                    running.add(threads.submit(() -> row(entry, strategy)));
                }
            }
        }
        try {
            List<Row> rows = new ArrayList<>();
            for (Future<Optional<Row>> one : running) {
                one.get().ifPresent(rows::add);
            }
            return rows;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a matrix must not be interrupted", e);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }

    private Optional<Row> row(Entry entry, Strategy strategy) {
        if (stop.getAsBoolean()) {
            return Optional.empty();
        }
        int searches = strategy.seeded() ? plan.seeds() : 1;
        long budget = plan.steps() * (plan.seeds() / searches);
        String subject = entry.target().subject().name();
        Row empty =
                new Row(
                        subject,
                        strategy.machine(entry.target()),
                        entry.correct(),
                        strategy.word(),
                        strategy.seeded(),
                        budget,
                        List.of());
        Optional<Row> row = kept.find(empty).or(() -> searched(entry.target(), strategy, empty));
        row.ifPresent(this::tell);
        return row;
    }

    private synchronized void tell(Row row) {
        done++;
        progress.at(done, row);
    }

    private Optional<Row> searched(Target target, Strategy strategy, Row empty) {
        Subject own = target.subject().apart();
        int searches = strategy.seeded() ? plan.seeds() : 1;
        boolean seeded = strategy.seeded();
        List<Optional<Kill>> kills = new ArrayList<>();
        try {
            Target mine = new Target(own, target.machine());
            Strategy.Search search = strategy.open(mine);
            for (int seed = 1; seed <= searches; seed++) {
                Optional<Found> found = search.find(seed, empty.budget(), stop);
                if (stop.getAsBoolean()) {
                    return Optional.empty();
                }
                kills.add(found.map(one -> kill(own, one)));
                if (seeded && found.isPresent() && !found.get().seeded()) {
                    seeded = false;
                    break;
                }
            }
        } finally {
            own.close();
        }
        Row row = empty.with(seeded, kills);
        kept.add(row);
        return Optional.of(row);
    }

    private Kill kill(Subject subject, Found found) {
        Shrunk shrunk =
                Shrinker.shrink(
                        subject, found.setup(), found.steps(), found.verdict(), plan.shrinkSteps());
        return new Kill(found.cost(), shrunk.operations(), shrunk.verdict().signature());
    }

    /**
     * A subject to search.
     *
     * @param correct whether what is found is a false alarm
     */
    public record Entry(Target target, boolean correct) {}

    /**
     * What to run.
     *
     * @param seeds of each way of searching, from 1 on
     * @param steps the budget of a search
     * @param shrinkSteps what a shrink may cost
     * @param workers threads; they change nothing about the result
     */
    public record Plan(
            List<Entry> entries,
            List<Strategy> strategies,
            int seeds,
            long steps,
            long shrinkSteps,
            int workers) {
        public Plan {
            entries = List.copyOf(entries);
            strategies = List.copyOf(strategies);
        }

        /** How many rows it comes to. */
        public int rows() {
            int rows = 0;
            for (Entry entry : entries) {
                rows += (int) strategies.stream().filter(s -> s.takes(entry.target())).count();
            }
            return rows;
        }
    }

    /** Told of each row that is there. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (done, row) -> {};

        /** So many rows are there; this is the last of them. */
        void at(int done, Row row);
    }
}
