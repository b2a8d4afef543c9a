package dev.quire.properties.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of an exploration; the one that asks is the first of them. */
final class Crew implements AutoCloseable {
    private final int workers;
    private final ExecutorService others;

    Crew(int workers) {
        this.workers = workers;
        this.others = Executors.newCachedThreadPool(Crew::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "explore");
        thread.setDaemon(true);
        return thread;
    }

    /** Does all pieces of some work, each on any thread, and returns when all are done. */
    void run(int pieces, Work work) {
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 1; i < Math.min(workers, pieces); i++) {
            int worker = i;
            running.add(others.submit(() -> take(worker, next, pieces, work)));
        }
        take(0, next, pieces, work);
        try {
            for (Future<?> other : running) {
                other.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("an exploration must not be interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a transition died: " + e.getCause(), e.getCause());
        }
    }

    /** Does pieces that nobody has taken yet, in their order, as long as there are any. */
    private static void take(int worker, AtomicInteger next, int pieces, Work work) {
        for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
            work.piece(worker, i);
        }
    }

    @Override
    public void close() {
        others.shutdownNow();
    }

    /** Work in pieces. */
    interface Work {
        /** Does one of them, on the thread of this number from 0. */
        void piece(int worker, int number);
    }
}
