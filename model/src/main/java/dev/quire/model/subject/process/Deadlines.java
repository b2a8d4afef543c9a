package dev.quire.model.subject.process;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ends processes that let somebody wait for too long, so that whoever waits sees the end of its
 * input: pipes know no time limits.
 *
 * <p>There is one for the whole JVM: one thread, however many processes.
 */
final class Deadlines {
    private static final long LOOK_MILLIS = 10;
    private static final List<Child> CHILDREN = new CopyOnWriteArrayList<>();
    private static boolean looks;

    private Deadlines() {}

    /** Begins to look at a process. */
    static void add(Child child) {
        CHILDREN.add(child);
        synchronized (Deadlines.class) {
            if (!looks) {
                looks = true;
                Thread thread = new Thread(Deadlines::look, "process-deadlines");
                thread.setDaemon(true);
                thread.start();
            }
        }
    }

    static void remove(Child child) {
        CHILDREN.remove(child);
    }

    private static void look() {
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                continue;
            }
            long now = System.nanoTime();
            for (Child child : CHILDREN) {
                child.look(now);
            }
        }
    }
}
