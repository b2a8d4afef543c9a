package dev.quire.model.subject.process;

import dev.quire.model.subject.SubjectUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running process: its streams, how long it may keep others waiting, and its end. */
final class Child {
    private static final long GRACE_MILLIS = 100;
    private static final int ERRORS_MAX = 16384;
    private static final int SIGNAL_BASE = 128;
    private static final int SIGKILL = 9;
    private static final String[] SIGNALS = {
        "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
        "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS"
    };

    private final Process process;
    private final Thread errorReader;
    private final byte[] errors = new byte[ERRORS_MAX];
    private int errorsSeen;

    private volatile long silenceNanos = Long.MAX_VALUE / 2;
    private volatile long patienceEnd = Long.MAX_VALUE;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile boolean outOfPatience;
    private volatile boolean expired;
    private long killAt = Long.MAX_VALUE;

    private Child(Process process) {
        this.process = process;
        this.errorReader = new Thread(this::readErrors, "process-errors");
        errorReader.setDaemon(true);
        errorReader.start();
    }

    /**
     * Starts a command.
     *
     * @throws SubjectUnavailable if it cannot be
     */
    static Child start(List<String> words) {
        List<String> command = new ArrayList<>(words);
        Reaper.instance().grouper().ifPresent(setsid -> command.add(0, setsid));
        try {
            Child child = new Child(new ProcessBuilder(command).start());
            Reaper.instance().add(child.process.pid());
            Deadlines.add(child);
            return child;
        } catch (IOException e) {
            throw new SubjectUnavailable(
                    "process:" + String.join(" ", words) + ": " + e.getMessage(), e);
        }
    }

    OutputStream output() {
        return process.getOutputStream();
    }

    InputStream input() {
        return process.getInputStream();
    }

    private void readErrors() {
        byte[] buffer = new byte[1024];
        try (InputStream stream = process.getErrorStream()) {
            int read = stream.read(buffer);
            while (read >= 0) {
                keepErrors(buffer, read);
                read = stream.read(buffer);
            }
        } catch (IOException e) {
            keepErrors(new byte[0], 0);
        }
    }

    private synchronized void keepErrors(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            errors[errorsSeen % ERRORS_MAX] = buffer[i];
            errorsSeen = errorsSeen + 1 < 0 ? ERRORS_MAX : errorsSeen + 1;
        }
    }

    /** What is worth telling of the end of its standard error, fit to be printed. */
    List<String> errorLines() {
        try {
            errorReader.join(GRACE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = new ArrayList<>();
        synchronized (this) {
            int from = Math.max(0, errorsSeen - ERRORS_MAX);
            byte[] tail = new byte[errorsSeen - from];
            for (int i = 0; i < tail.length; i++) {
                tail[i] = errors[(from + i) % ERRORS_MAX];
            }
            int start = 0;
            for (int i = 0; i <= tail.length; i++) {
                if (i == tail.length || tail[i] == '\n') {
                    if (i > start) {
                        lines.add(Printable.of(tail, start, i));
                    }
                    start = i + 1;
                }
            }
        }
        return LastWords.of(lines);
    }

    /** How long it may keep others waiting at a time. */
    void silence(long nanos) {
        silenceNanos = nanos;
    }

    /** The moment at which it must have ended its call. */
    void patience(long endNanos) {
        patienceEnd = endNanos;
    }

    /** Somebody begins to wait for it. */
    void awaited() {
        deadline = Math.min(System.nanoTime() + silenceNanos, patienceEnd);
    }

    /** Nobody waits for it. */
    void answered() {
        deadline = Long.MAX_VALUE;
    }

    /** Whether it kept somebody waiting for too long. */
    boolean expired() {
        return expired;
    }

    /** Whether it was the whole call that took too long, not one wait. */
    boolean outOfPatience() {
        return expired && outOfPatience;
    }

    /** Ends it if it is time to. */
    void look(long now) {
        if (!expired && now > deadline) {
            outOfPatience = now > patienceEnd;
            expired = true;
            killAt = now + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
            destroy();
        } else if (now > killAt) {
            killAt = Long.MAX_VALUE;
            kill();
        }
    }

    /** Asks it to end; where it has no group of its own, what it started is ended by name. */
    private void destroy() {
        if (Reaper.instance().grouper().isEmpty()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        }
        process.destroy();
    }

    private void kill() {
        Reaper.instance().kill(process.pid());
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Ends it by SIGTERM, and SIGKILL where that does not help. */
    void end() {
        if (!ended(0)) {
            destroy();
        }
        forget();
    }

    /** Waits a little for it to end by itself, then ends it. */
    void leave() {
        if (!ended(GRACE_MILLIS)) {
            destroy();
        }
        forget();
    }

    private void forget() {
        if (!ended(GRACE_MILLIS)) {
            kill();
            ended(10 * GRACE_MILLIS);
        }
        Deadlines.remove(this);
        Reaper.instance().bury(process.pid());
        closeStreams();
    }

    private void closeStreams() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            errorReader.interrupt();
        }
    }

    private boolean ended(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    /** Whether it ends at once: what it had still written can then be read. */
    boolean endsSoon() {
        return ended(5 * GRACE_MILLIS);
    }

    /** Whether somebody killed it, which says nothing about the program. */
    boolean killed() {
        return endsSoon() && process.exitValue() == SIGNAL_BASE + SIGKILL;
    }

    /** How it ended, in words, if it ends soon; a signal by its name. */
    String ending() {
        if (!endsSoon()) {
            return "the process closed its output and lives on";
        }
        int status = process.exitValue();
        int signal = status - SIGNAL_BASE;
        return signal > 0 && signal < SIGNALS.length
                ? "the process was ended by SIG" + SIGNALS[signal]
                : "the process exited with status " + status;
    }

    /** Whether it has ended. */
    boolean dead() {
        return !process.isAlive();
    }
}
