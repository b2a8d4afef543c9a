package dev.quire.properties.campaign;

import java.util.function.BooleanSupplier;

/** Runs sequences by their number, for one worker. */
interface NumberedRunner extends AutoCloseable {
    /** Runs the sequence of a number, unless it is told to stop; a stopped one is not counted. */
    Ending run(long number, BooleanSupplier stop);

    /** What the last sequence came to, with the goals of those before it in its configuration. */
    Coverage last();

    /** How the last sequence failed, in a sentence. */
    String failure();

    /** Ends the processes of subjects that run in one. */
    @Override
    void close();

    /** How a sequence ended. */
    enum Ending {
        PASSED,
        FAILED,
        STOPPED
    }
}
