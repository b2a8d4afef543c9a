package dev.quire.properties.cli;

/** What a command says by its exit status. */
final class ExitStatus {
    /** Nothing was found; a replay that passes or a question that is answered, too. */
    static final int NOTHING_FOUND = 0;

    /** A counterexample was found or reproduced. */
    static final int FOUND = 1;

    /** The usage is wrong, or the input cannot be read. */
    static final int USAGE = 2;

    /** A subject could not be started, or broke off; with --fail-on-deaths one that died once. */
    static final int SUBJECT = 3;

    /**
     * Nothing was found, but a declared goal was missed or not every state was explored; of a
     * question: not every state was visited, whatever was found.
     */
    static final int GOAL_MISSED = 4;

    /** It was interrupted and had found nothing: 128 and the number of SIGINT, as shells say. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
