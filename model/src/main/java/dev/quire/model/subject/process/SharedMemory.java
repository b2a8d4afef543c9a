package dev.quire.model.subject.process;

import dev.quire.model.machine.Memory;
import dev.quire.model.subject.SubjectUnavailable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * The same messages in two rings of a file that both sides map; see {@code quire.h} for the layout.
 *
 * <p>A cell is 64 bytes: its order, which is stored last; kind and call; six words. What there is
 * most of has a kind of its own, and is no text on either side unless it is logged. A side that
 * waits spins, then yields, then sleeps; only then it is looked whether the process still lives.
 */
final class SharedMemory implements Transport {
    private static final int BYTES = 0x15000;
    private static final int TAKEN_BY_SUBJECT = 0x40;
    private static final int TAKEN_BY_HARNESS = 0x80;
    private static final int TO_SUBJECT = 0x1000;
    private static final int TO_SUBJECT_CELLS = 256;
    private static final int TO_HARNESS = 0x5000;
    private static final int TO_HARNESS_CELLS = 1024;
    private static final int CELL = 64;
    private static final int TEXT_MAX = 40;
    private static final int TEXT_GOES_ON = 0x100;
    private static final int TAKE = 16;

    private static final int TEXT = 1;
    private static final int READ = 2;
    private static final int WRITE = 3;
    private static final int XCHG = 4;
    private static final int CMPXCHG = 5;
    private static final int RETURN = 6;
    private static final int TLBI = 7;
    private static final int BARRIER = 8;
    private static final int VALUE = 16;
    private static final int OK = 17;
    private static final int CALL = 18;
    private static final int LEND = 19;

    private static final int KIND = 0xff;
    private static final int PLACES = 256;
    private static final int LENT_IN_CELL = 5;

    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 800 : 0;
    private static final int YIELDS = 100;
    private static final long NAP_NANOS = 50_000;
    private static final VarHandle WORDS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Child child;
    private final WireLog.Voice log;
    private final ByteBuffer shared;
    private final int[] places;
    private final byte[] text = new byte[Line.LENGTH_MAX + TEXT_MAX];
    private final LineBuilder said = new LineBuilder();
    private long sent;
    private long sentTaken;
    private long taken;

    private SharedMemory(Child child, int[] places, WireLog.Voice log, ByteBuffer shared) {
        this.child = child;
        this.places = places;
        this.log = log;
        this.shared = shared;
    }

    /** A new file to share, where it stays in memory if the system has such a place. */
    static Path file() {
        Path memory = Path.of("/dev/shm");
        byte[] start = new byte[BYTES];
        byte[] magic = "cells/2".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, start, 0, magic.length);
        try {
            Path file =
                    Files.isDirectory(memory) && Files.isWritable(memory)
                            ? Files.createTempFile(memory, "quire-", ".shm")
                            : Files.createTempFile("quire-", ".shm");
            Reaper.instance().keep(file);
            return Files.write(file, start);
        } catch (IOException e) {
            throw new SubjectUnavailable("no file can be made to share: " + e.getMessage(), e);
        }
    }

    /**
     * The rings in a file that the subject has mapped, too; its name is not needed after that.
     *
     * @param places of functions among the subject's own, by ordinal
     */
    static SharedMemory over(Path file, Child child, int[] places, WireLog.Voice log) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer shared = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            return new SharedMemory(child, places, log, shared.order(ByteOrder.nativeOrder()));
        } catch (IOException e) {
            throw new SubjectUnavailable("a file cannot be shared: " + e.getMessage(), e);
        }
    }

    /** Takes the name of a file away; what is mapped stays. */
    static void forget(Path file) {
        try {
            Files.deleteIfExists(file);
            Reaper.instance().forget(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** The byte at which the next cell to the subject begins, once it is free. */
    private int freeCell() {
        int turns = 0;
        while (sent - sentTaken >= TO_SUBJECT_CELLS) {
            sentTaken = (long) WORDS.getAcquire(shared, TAKEN_BY_SUBJECT);
            if (sent - sentTaken >= TO_SUBJECT_CELLS) {
                pause(turns++);
            }
        }
        if (turns > 0) {
            child.answered();
        }
        return TO_SUBJECT + (int) (sent % TO_SUBJECT_CELLS) * CELL;
    }

    private void publish(int cell) {
        WORDS.setRelease(shared, cell, ++sent);
    }

    private void pause(int turn) {
        if (turn < SPINS) {
            Thread.onSpinWait();
            return;
        }
        if (turn == SPINS) {
            child.awaited();
        }
        if (turn < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(NAP_NANOS);
            if (turn % TAKE == 0 && child.dead()) {
                throw Gone.GONE;
            }
        }
    }

    @Override
    public void send(LineBuilder line) {
        log.sent(line.bytes(), 0, line.length());
        text(line);
    }

    private void text(LineBuilder line) {
        int at = 0;
        while (at < line.length()) {
            int cell = freeCell();
            int bytes = Math.min(TEXT_MAX, line.length() - at);
            shared.putLong(cell + 8, TEXT);
            shared.put(cell + 24, line.bytes(), at, bytes);
            at += bytes;
            shared.putLong(cell + 16, at < line.length() ? bytes | TEXT_GOES_ON : bytes);
            publish(cell);
        }
    }

    @Override
    public void call(Outgoing call) {
        int place = places[call.function.ordinal()];
        boolean fits = place >= 0 && place < PLACES;
        if (!fits || !log.silent()) {
            call.write(said);
            log.sent(said.bytes(), 0, said.length());
        }
        if (!fits) {
            text(said);
            return;
        }
        int cell = freeCell();
        long what = (long) call.given << 16 | (long) place << 8 | CALL;
        shared.putLong(cell + 8, (long) call.number << 32 | what);
        for (int i = 0; i < Outgoing.WORDS; i++) {
            shared.putLong(cell + 16 + 8 * i, call.words[i]);
        }
        publish(cell);
    }

    @Override
    public void lend(Memory memory, int from, int to) {
        for (int slot = from; slot < to; slot += LENT_IN_CELL) {
            int count = Math.min(LENT_IN_CELL, to - slot);
            int cell = freeCell();
            shared.putLong(cell + 8, count << 8 | LEND);
            shared.putLong(cell + 16, slot);
            for (int i = 0; i < count; i++) {
                shared.putLong(cell + 24 + 8 * i, memory.raw(slot + i));
            }
            publish(cell);
        }
        for (int slot = from; slot < to && !log.silent(); slot += LineBuilder.LENT_MAX) {
            said.clear().lend(memory, slot, Math.min(to, slot + LineBuilder.LENT_MAX));
            log.sent(said.bytes(), 0, said.length());
        }
    }

    private void answer(int kind, int number, long value) {
        int cell = freeCell();
        shared.putLong(cell + 8, (long) number << 32 | kind);
        shared.putLong(cell + 16, value);
        publish(cell);
    }

    @Override
    public void value(int number, long value) {
        answer(VALUE, number, value);
        if (!log.silent()) {
            said.clear().text("value #").decimal(number).space().hex(value);
            log.sent(said.bytes(), 0, said.length());
        }
    }

    @Override
    public void ok(int number) {
        answer(OK, number, 0);
        if (!log.silent()) {
            said.clear().text("ok #").decimal(number);
            log.sent(said.bytes(), 0, said.length());
        }
    }

    /** The byte at which the next cell of the subject begins, once it is there. */
    private int arrived() {
        int cell = TO_HARNESS + (int) (taken % TO_HARNESS_CELLS) * CELL;
        int turns = 0;
        while ((long) WORDS.getAcquire(shared, cell) != taken + 1) {
            pause(turns++);
        }
        if (turns > SPINS) {
            child.answered();
        }
        return cell;
    }

    private void take() {
        if (++taken % TAKE == 0) {
            WORDS.setRelease(shared, TAKEN_BY_HARNESS, taken);
        }
    }

    @Override
    public void receive(Incoming into) {
        int cell = arrived();
        long kindAndCall = shared.getLong(cell + 8);
        int kind = (int) kindAndCall & KIND;
        if (kind == TEXT) {
            line(into, cell);
            return;
        }
        into.cell = true;
        into.line.set(text, 0, 0);
        into.number = (int) (kindAndCall >>> 32);
        into.how = (int) kindAndCall >>> 8;
        if (kind >= READ && kind <= CMPXCHG) {
            access(into, kind, cell);
        } else {
            other(into, kind, cell);
        }
        take();
        if (!log.silent()) {
            into.write(said.clear());
            log.received(said.bytes(), 0, said.length());
        }
    }

    private void access(Incoming into, int kind, int cell) {
        if (into.how != 0) {
            throw unknown(kind, into.how);
        }
        into.slot = small(shared.getLong(cell + 16));
        into.value = shared.getLong(cell + 24);
        into.next = shared.getLong(cell + 32);
        into.verb =
                switch (kind) {
                    case READ -> Verb.READ;
                    case WRITE -> Verb.WRITE;
                    case XCHG -> Verb.XCHG;
                    default -> Verb.CMPXCHG;
                };
    }

    private void other(Incoming into, int kind, int cell) {
        into.value = shared.getLong(cell + 16);
        into.next = shared.getLong(cell + 24);
        int forms = 0;
        switch (kind) {
            case RETURN -> {
                into.verb = Verb.RETURN;
                forms = 4;
            }
            case TLBI -> {
                into.verb = Verb.TLBI;
                into.stride = shared.getLong(cell + 32);
                long mmAndLevel = shared.getLong(cell + 40);
                into.slot = (int) mmAndLevel;
                into.level = (int) (mmAndLevel >>> 32);
                forms = 8;
            }
            case BARRIER -> {
                into.verb = Verb.BARRIER;
                forms = 3;
            }
            default -> throw unknown(kind, into.how);
        }
        if (into.how >= forms) {
            throw unknown(kind, into.how);
        }
    }

    /** What does not fit becomes what no slot is. */
    private static int small(long value) {
        return value >= 0 && value < Integer.MAX_VALUE ? (int) value : Integer.MAX_VALUE;
    }

    private static Line.Malformed unknown(int kind, int how) {
        return new Line.Malformed(
                "found a cell of kind " + kind + " and form " + how + ", expected a known one");
    }

    /** A line lies in one cell or more. */
    private void line(Incoming into, int first) {
        int cell = first;
        int length = 0;
        boolean goesOn = true;
        while (goesOn) {
            int kind = (int) shared.getLong(cell + 8) & KIND;
            if (kind != TEXT) {
                throw new Line.Malformed(
                        "found a cell of kind " + kind + ", expected the rest of a line");
            }
            long word = shared.getLong(cell + 16);
            int bytes = (int) word & TEXT_GOES_ON - 1;
            if (bytes == 0 || bytes > TEXT_MAX) {
                throw new Line.Malformed("found a cell of " + bytes + " bytes, expected 1 to 40");
            }
            goesOn = (word & TEXT_GOES_ON) != 0;
            shared.get(cell + 24, text, length, bytes);
            length += bytes;
            take();
            if (length >= Line.LENGTH_MAX) {
                into.line.set(text, 0, length);
                throw into.line.malformed("lines of at most " + Line.LENGTH_MAX + " bytes");
            }
            cell = goesOn ? arrived() : cell;
        }
        into.line.set(text, 0, length);
        log.received(text, 0, length);
        into.parse();
    }

    @Override
    public void finish() {
        child.answered();
    }
}
