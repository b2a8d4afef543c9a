package dev.quire.model.subject.process;

/** A message of the subject: verb, call and, of an access, what it asks for. */
final class Incoming {
    private static final byte[] CALL = {' ', '#'};

    final Line line = new Line();
    Verb verb = Verb.ERROR;
    int number;
    int slot;

    /** What is written, exchanged, or expected of a compare-exchange. */
    long value;

    /** What a compare-exchange is to store. */
    long next;

    /** Whether it is an access to an entry. */
    boolean access() {
        return verb.compareTo(Verb.CMPXCHG) <= 0;
    }

    /** Writes an access down, as it is in a line. */
    void write(LineBuilder to) {
        to.text(verb.word).text(CALL).decimal(number).space().decimal(slot);
        if (verb != Verb.READ) {
            to.space().hex(value);
        }
        if (verb == Verb.CMPXCHG) {
            to.space().hex(next);
        }
    }

    /** What is to be said of a message that does not belong here. */
    Line.Malformed malformed(String expected) {
        if (!access()) {
            return line.malformed(expected);
        }
        LineBuilder text = new LineBuilder();
        write(text);
        return new Line.Malformed("found '" + text + "', expected " + expected);
    }

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
