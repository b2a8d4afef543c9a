package dev.quire.model.subject.process;

/** A message of the subject: verb, call and, of an access, what it asks for. */
final class Incoming {
    final Line line = new Line();
    Verb verb = Verb.ERROR;
    int number;
    int slot;

    /** What is written, exchanged, or expected of a compare-exchange. */
    long value;

    /** What a compare-exchange is to store. */
    long next;

    /** Reads it from {@link #line}. */
    void parse() {
        verb = Verb.of(line);
        if (verb == Verb.HELLO || verb == Verb.OK) {
            return;
        }
        number = line.callNumber();
        switch (verb) {
            case READ -> slot = line.count();
            case WRITE, XCHG -> {
                slot = line.count();
                value = line.number();
            }
            case CMPXCHG -> {
                slot = line.count();
                value = line.number();
                next = line.number();
            }
            default -> {
                return;
            }
        }
        if (!line.ended()) {
            throw line.malformed("no more words");
        }
    }
}
