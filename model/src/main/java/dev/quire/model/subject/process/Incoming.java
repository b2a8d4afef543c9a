package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;

/**
 * A message of the subject: verb, call and, of an access or of a cell, the rest as numbers. What
 * came as another line still is to be read from it.
 */
final class Incoming {
    /** Bits of {@link #how}: a return has a value, or a further one. */
    static final int VALUE = 1;

    static final int PTE = 2;

    /** Bits of {@link #how}, of an invalidation. */
    static final int LAST_LEVEL = 1;

    static final int NO_SYNC = 2;
    static final int LOCAL = 4;

    /** Values of {@link #how}, of a barrier; a dsb is 0. */
    static final int DSB_ST = 1;

    static final int ISB = 2;

    private static final byte[] CALL = {' ', '#'};
    private static final byte[][] BARRIERS = {bytes(" dsb"), bytes(" dsb-st"), bytes(" isb")};

    final Line line = new Line();
    Verb verb = Verb.ERROR;

    /** Whether it came as a cell of numbers, not as a line. */
    boolean cell;

    int number;

    /** Of an access; of an invalidation, the address space. */
    int slot;

    /** What is written, exchanged, expected of a compare-exchange, returned; a start. */
    long value;

    /** What a compare-exchange is to store; the entry that is returned beside a value; an end. */
    long next;

    /** Of an invalidation. Unit: bytes. */
    long stride;

    /** Of an invalidation. */
    int level;

    /** Which parts a return has, how an invalidation is to be made, which barrier it is. */
    int how;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether it is an access to an entry. */
    boolean access() {
        return verb.compareTo(Verb.CMPXCHG) <= 0;
    }

    /** Whether its numbers say all of it. */
    boolean numbers() {
        return cell || access();
    }

    /** Becomes a copy of one whose numbers say all of it. */
    void copy(Incoming other) {
        verb = other.verb;
        cell = other.cell;
        number = other.number;
        slot = other.slot;
        value = other.value;
        next = other.next;
        stride = other.stride;
        level = other.level;
        how = other.how;
    }

    /** Writes its numbers down, as they are in a line. */
    void write(LineBuilder to) {
        to.text(verb.word).text(CALL).decimal(number);
        switch (verb) {
            case READ -> to.space().decimal(slot);
            case WRITE, XCHG -> to.space().decimal(slot).space().hex(value);
            case CMPXCHG -> to.space().decimal(slot).space().hex(value).space().hex(next);
            case RETURN -> {
                if ((how & VALUE) != 0) {
                    to.space().hex(value);
                }
                if ((how & PTE) != 0) {
                    to.text(" pte=").hex(next);
                }
            }
            case TLBI -> {
                to.text(" mm=").decimal(slot).text(" start=").hex(value).text(" end=").hex(next);
                to.text(" stride=").hex(stride).text(" level=").decimal(level);
                to.text(" last-level=").decimal(how & LAST_LEVEL);
                to.text(" sync=").decimal((how & NO_SYNC) == 0 ? 1 : 0);
                to.text(" local=").decimal((how & LOCAL) == 0 ? 0 : 1);
            }
            case BARRIER -> to.text(BARRIERS[how]);
            default -> throw new AssertionError("harness bug: " + verb + " is no cell");
        }
    }

    /** What is to be said of a message that does not belong here. */
    Line.Malformed malformed(String expected) {
        if (!numbers()) {
            return line.malformed(expected);
        }
        LineBuilder text = new LineBuilder();
        write(text);
        return new Line.Malformed("found '" + text + "', expected " + expected);
    }

    /** Reads it from {@link #line}. */
    void parse() {
        cell = false;
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
