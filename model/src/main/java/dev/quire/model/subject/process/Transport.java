package dev.quire.model.subject.process;

import dev.quire.model.machine.Memory;

/** How lines go to a subject and come back. For one thread. */
interface Transport {
    /** Sends a line, at the latest when the next message is waited for. */
    void send(LineBuilder line);

    /** Sends a call, at the latest when the next message is waited for. */
    void call(Outgoing call);

    /** Lends the entries of slots {@code [from, to)}. */
    void lend(Memory memory, int from, int to);

    /** Sends {@code value #N 0x...}. */
    void value(int number, long value);

    /** Sends {@code ok #N}. */
    void ok(int number);

    /**
     * Waits for the next message.
     *
     * @throws Gone if there will be none
     * @throws Line.Malformed if it cannot be understood
     */
    void receive(Incoming into);

    /** Sends what is still to be sent. */
    void finish();

    /** The subject's end of the conversation is closed. */
    final class Gone extends RuntimeException {
        static final Gone GONE = new Gone();

        private Gone() {
            super("gone", null, false, false);
        }
    }
}
