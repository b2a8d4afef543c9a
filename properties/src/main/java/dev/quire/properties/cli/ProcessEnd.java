package dev.quire.properties.cli;

import dev.quire.properties.campaign.Interruption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How this process ends: with the status of its command, also when Ctrl-C comes in between. Then
 * the command is told to end early, and has some seconds to print and keep what it knows.
 */
final class ProcessEnd {
    private static final long GRACE_SECONDS = 5;

    private final Interruption interruption;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::shutDown, "end");
    private volatile int status = ExitStatus.INTERRUPTED;

    private ProcessEnd(Interruption interruption) {
        this.interruption = interruption;
    }

    /** Listens to SIGINT and SIGTERM, which make the JVM shut down. */
    static ProcessEnd watch(Interruption interruption) {
        ProcessEnd end = new ProcessEnd(interruption);
        Runtime.getRuntime().addShutdownHook(end.hook);
        return end;
    }

    private void shutDown() {
        interruption.request();
        try {
            boolean inTime = done.await(GRACE_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(inTime ? status : ExitStatus.INTERRUPTED);
        } catch (InterruptedException e) {
            Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
        }
    }

    /** Ends the process, whether or not a signal has begun to. */
    void with(int commandStatus) {
        status = commandStatus;
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            interruption.request();
        }
        System.exit(commandStatus);
    }
}
