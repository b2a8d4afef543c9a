package dev.quire.model.subject.process;

import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.SubjectFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The calls of one process, and its accesses while it runs them.
 *
 * <p>A call that nothing can disturb is lent the entries that it may read, and waits for nothing; a
 * call inside which others act waits at every access. Others act while an access is applied to the
 * port, so a call of theirs is nested here as it is there; or, in a process that is one CPU's, the
 * call stands, and its access is applied later. Whatever goes wrong ends the process: what it would
 * say next is not known.
 */
final class Conversation {
    private static final byte[] STEP = bytes("step ");
    private static final byte[] ABORT = bytes("abort #");
    private static final byte[] PTE = bytes("pte=");
    private static final int CALLS_NESTED_MAX = 8;
    private static final int PATIENCE = 10;
    private static final int GOOD_CALLS = 20;
    private static final long HURRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Child child;
    private final Transport transport;
    private final ProcessOptions options;
    private final SideEffects effects = new SideEffects();
    private final Incoming in = new Incoming();
    private final LineBuilder out = new LineBuilder();
    private final Outgoing call = new Outgoing();
    private final Recent recent = new Recent();
    private final Pace pace;

    private boolean hurries;
    private int slots;
    private int calls;
    private int depth;
    private int begun;
    private boolean steps;
    private int lentFrom;
    private int lentTo;
    private long result;
    private long resultPte;
    private boolean hasResultPte;
    private boolean leaves;
    private boolean stands;
    private int accessesStanding;
    private String warnedStanding = "";

    Conversation(Child child, Transport transport, ProcessOptions options, Pace pace) {
        this.child = child;
        this.transport = transport;
        this.options = options;
        this.pace = pace;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A sequence begins on this many slots; the process has forgotten everything. */
    void restart(int slotsReadable, List<AddressSpace> mms) {
        slots = slotsReadable;
        effects.begin(mms);
        calls = 0;
        depth = 0;
        stands = false;
        listen();
    }

    /** Goes back to where nothing stands or waits, as after a start; false if that fails. */
    boolean calms() {
        try {
            unwind();
            if (steps) {
                steps = false;
                transport.send(out.clear().text(STEP).decimal(0));
            }
            return true;
        } catch (SubjectFailure | Transport.Gone e) {
            return false;
        }
    }

    /** Unwinds the call that stands, if one does. */
    void unwind() {
        if (!stands) {
            return;
        }
        stands = false;
        listen();
        child.patience(Long.MAX_VALUE);
        boolean known = false;
        try {
            unwind(begun);
            known = true;
        } catch (Line.Malformed e) {
            throw failure(SubjectFailure.Kind.PROTOCOL, e.getMessage());
        } catch (Transport.Gone e) {
            throw gone();
        } finally {
            if (!known) {
                child.end();
            }
        }
    }

    private void unwind(int number) {
        transport.send(out.clear().text(ABORT).decimal(number));
        receive(number);
        complain();
        if (in.verb != Verb.ABORTED) {
            throw in.malformed("aborted #" + number);
        }
    }

    /** Whether to wait no longer than the good calls so far suggest. */
    void hurry(boolean hurriesNow) {
        hurries = hurriesNow;
    }

    private void listen() {
        long silence = options.silence().toNanos();
        long hurried = Math.max(HURRY_NANOS, GOOD_CALLS * pace.slowestNanos);
        child.silence(hurries ? Math.min(silence, hurried) : silence);
    }

    /** Whether the process has ended, or is to be taken for ended. */
    boolean dead() {
        return child.dead() || child.expired();
    }

    /** Begins a call that may read the blocks of these slots. */
    Outgoing begin(Port port, Function function, Memory memory, int slot, int end) {
        if (depth == 0) {
            prepare(port, memory, slot, end);
        }
        begun = ++calls;
        return call.begin(function, begun, port.cpu());
    }

    /** Stores wait only where a call may be nested before them; hardware needs no one to stop. */
    private void prepare(Port port, Memory memory, int slot, int end) {
        boolean undisturbed = port.undisturbed();
        if (steps != port.calledInto()) {
            steps = port.calledInto();
            transport.send(out.clear().text(STEP).decimal(steps ? 1 : 0));
        }
        lentFrom = slot;
        lentTo = undisturbed ? end : slot;
        transport.lend(memory, lentFrom, lentTo);
    }

    /** Runs the call that was begun, or goes on with it; where the port ends it, it stands. */
    void stand(Port port) {
        leaves = true;
        run(port);
    }

    /** Runs the call that was begun, to its return. */
    void run(Port port) {
        int number = begun;
        if (depth == CALLS_NESTED_MAX) {
            throw new AssertionError("harness bug: calls must not be nested so deeply");
        }
        long startNanos = 0;
        if (depth++ == 0) {
            if (!stands) {
                recent.clear();
            }
            startNanos = System.nanoTime();
            listen();
            child.patience(startNanos + PATIENCE * options.silence().toNanos());
        }
        boolean known = false;
        try {
            if (!stands) {
                transport.call(call);
            }
            serve(port, number);
            known = true;
        } catch (CallAborted e) {
            known = true;
            throw e;
        } catch (Line.Malformed e) {
            throw failure(SubjectFailure.Kind.PROTOCOL, e.getMessage());
        } catch (Transport.Gone e) {
            throw gone();
        } finally {
            depth--;
            if (!known) {
                child.end();
            }
        }
        if (depth == 0) {
            pace.slowestNanos = Math.max(pace.slowestNanos, System.nanoTime() - startNanos);
        }
    }

    /** The value that the last call returned. */
    long result() {
        return result;
    }

    /** The entry that it returned beside that, or another. */
    long resultPte(long otherwise) {
        return hasResultPte ? resultPte : otherwise;
    }

    private void receive(int number) {
        transport.receive(in);
        recent.add(in);
        if (child.expired()) {
            throw Transport.Gone.GONE;
        }
        if (in.number != number) {
            throw in.malformed("a message of call #" + number);
        }
    }

    private void serve(Port port, int number) {
        int accesses = 0;
        String warned = "";
        if (stands) {
            stands = false;
            accesses = accessesStanding;
            warned = warnedStanding;
            access(port, number, accesses, warned);
        }
        while (true) {
            receive(number);
            if (++accesses > options.accessesMax()) {
                throw failure(SubjectFailure.Kind.LIVELOCK, "more than " + accesses(accesses));
            }
            switch (in.verb) {
                case READ, WRITE, XCHG, CMPXCHG -> access(port, number, accesses, warned);
                case RETURN -> {
                    returned();
                    if (!warned.isEmpty()) {
                        throw failure(SubjectFailure.Kind.SELF_CHECK, warned);
                    }
                    return;
                }
                case WARN -> warned = warned.isEmpty() ? "it warns: " + in.line.rest() : warned;
                case BUG, ERROR -> complain();
                default -> effect(port, number);
            }
        }
    }

    /** A message after which nothing can come that matters. */
    private void complain() {
        if (in.verb == Verb.BUG) {
            throw failure(SubjectFailure.Kind.SELF_CHECK, "it gives up: " + in.line.rest());
        } else if (in.verb == Verb.ERROR) {
            throw failure(
                    SubjectFailure.Kind.PROTOCOL, "it does not understand: " + in.line.rest());
        }
    }

    private static String accesses(int count) {
        return count - 1 + " accesses in one call";
    }

    /** Applies an access of the call, before which others may act; answers if it waits. */
    private void access(Port port, int number, int accesses, String warned) {
        Verb verb = in.verb;
        int slot = in.slot;
        if (slot >= slots) {
            throw in.malformed("a slot below " + slots);
        }
        boolean lent = depth == 1 && slot >= lentFrom && slot < lentTo;
        boolean waits = verb == Verb.WRITE ? steps : !lent;
        long found = 0;
        try {
            switch (verb) {
                case READ -> found = port.read(slot);
                case WRITE -> port.write(slot, in.value);
                case XCHG -> found = port.exchange(slot, in.value);
                default -> found = port.compareExchange(slot, in.value, in.next);
            }
        } catch (CallAborted e) {
            if (leaves) {
                stands = true;
                accessesStanding = accesses;
                warnedStanding = warned;
                throw e;
            }
            abort(e, number, waits, accesses);
            throw e;
        }
        if (verb == Verb.WRITE) {
            acknowledge(number);
        } else if (waits) {
            transport.value(number, found);
        }
    }

    private void acknowledge(int number) {
        if (steps) {
            transport.ok(number);
        }
    }

    /** Unwinds a call at the first line that waits; one that never waits runs to its return. */
    private void abort(CallAborted why, int number, boolean waitsNow, int accessesBefore) {
        boolean waits = waitsNow;
        int accesses = accessesBefore;
        while (!waits) {
            if (why == CallAborted.UNCHANGED) {
                String what = "it looks again and again at slot " + in.slot + ", nobody stores";
                throw failure(SubjectFailure.Kind.LIVELOCK, what);
            }
            if (why == CallAborted.ENDLESS || ++accesses > options.accessesMax()) {
                throw failure(SubjectFailure.Kind.LIVELOCK, "more than " + accesses(accesses));
            }
            receive(number);
            complain();
            boolean lent = in.slot >= lentFrom && in.slot < lentTo && depth == 1;
            switch (in.verb) {
                case RETURN -> {
                    return;
                }
                case READ, XCHG, CMPXCHG -> waits = !lent;
                case FOLIO_FLAG -> waits = steps || !SideEffects.quiet(in.line);
                case ALLOC_TABLE -> waits = true;
                default -> waits = steps;
            }
        }
        unwind(number);
    }

    private void effect(Port port, int number) {
        if (in.verb == Verb.FOLIO_FLAG) {
            boolean quiet = SideEffects.quiet(in.line);
            long was = effects.flag(in.line);
            if (!quiet) {
                transport.value(number, was);
                return;
            }
        } else {
            effects.apply(port, in);
        }
        acknowledge(number);
    }

    private void returned() {
        if (in.cell) {
            result = in.value;
            resultPte = in.next;
            hasResultPte = (in.how & Incoming.PTE) != 0;
            return;
        }
        hasResultPte = false;
        result = in.line.ended() || in.line.named() ? 0 : in.line.number();
        while (!in.line.ended()) {
            if (in.line.takesStart(PTE)) {
                resultPte = in.line.number();
                hasResultPte = true;
            } else {
                in.line.word();
            }
        }
    }

    private SubjectFailure gone() {
        if (child.expired()) {
            drain();
            return failure(SubjectFailure.Kind.HANG, silent());
        }
        return failure(SubjectFailure.Kind.CRASH, child.ending());
    }

    private String silent() {
        if (child.outOfPatience()) {
            return "its call did not end in " + seconds(PATIENCE * options.silence().toMillis());
        }
        return hurries
                ? "it said nothing for much longer than its other calls take"
                : "it said nothing for " + seconds(options.silence().toMillis());
    }

    private static String seconds(long millis) {
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    /** What it still had to say when it was told to end. */
    private void drain() {
        try {
            for (int i = 0; i < options.accessesMax(); i++) {
                transport.receive(in);
                recent.add(in);
            }
        } catch (Transport.Gone | Line.Malformed e) {
            child.end();
        }
    }

    private SubjectFailure failure(SubjectFailure.Kind kind, String what) {
        child.end();
        StringBuilder text = new StringBuilder(what).append(", ").append(recent.text());
        for (String line : child.errorLines()) {
            text.append("\n           | ").append(line);
        }
        return new SubjectFailure(kind, text.toString());
    }

    /** How long the good calls of a command took, in all its processes so far. */
    static final class Pace {
        private long slowestNanos;
    }
}
