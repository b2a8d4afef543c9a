package dev.quire.model.subject.process;

import dev.quire.model.machine.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Lines over the subject's standard input and output. */
final class Pipes implements Transport {
    private static final byte[] VALUE = "value #".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OK = "ok #".getBytes(StandardCharsets.US_ASCII);

    private final Child child;
    private final OutputStream output;
    private final InputStream input;
    private final WireLog.Voice log;
    private final LineBuilder line = new LineBuilder();
    private final byte[] out = new byte[1 << 15];
    private final byte[] in = new byte[1 << 15];
    private int pending;
    private int at;
    private int limit;
    private boolean closed;

    Pipes(Child child, WireLog.Voice log) {
        this.child = child;
        this.output = child.output();
        this.input = child.input();
        this.log = log;
    }

    @Override
    public void send(LineBuilder line) {
        if (pending + line.length() + 1 > out.length) {
            flush();
        }
        System.arraycopy(line.bytes(), 0, out, pending, line.length());
        pending += line.length();
        out[pending++] = '\n';
        log.sent(line.bytes(), 0, line.length());
    }

    @Override
    public void call(Outgoing call) {
        call.write(line);
        send(line);
    }

    @Override
    public void lend(Memory memory, int from, int to) {
        for (int slot = from; slot < to; slot += LineBuilder.LENT_MAX) {
            send(line.clear().lend(memory, slot, Math.min(to, slot + LineBuilder.LENT_MAX)));
        }
    }

    @Override
    public void value(int number, long value) {
        send(line.clear().text(VALUE).decimal(number).space().hex(value));
    }

    @Override
    public void ok(int number) {
        send(line.clear().text(OK).decimal(number));
    }

    private void flush() {
        try {
            child.awaited();
            output.write(out, 0, pending);
            output.flush();
        } catch (IOException e) {
            // Nobody listens any more; what was said before that comes first, then the end.
            closed = true;
        } finally {
            child.answered();
            pending = 0;
        }
    }

    @Override
    public void receive(Incoming into) {
        int end = at;
        while (true) {
            while (end < limit && in[end] != '\n') {
                end++;
            }
            if (end < limit) {
                break;
            }
            if (limit - at >= Line.LENGTH_MAX) {
                into.line.set(in, at, limit);
                throw into.line.malformed("lines of at most " + Line.LENGTH_MAX + " bytes");
            }
            end -= at;
            fill();
            end += at;
        }
        into.line.set(in, at, end);
        at = end + 1;
        log.received(in, into.line.start(), end);
        into.parse();
    }

    /** Waits for more bytes; what is left of the last ones comes first. */
    private void fill() {
        System.arraycopy(in, at, in, 0, limit - at);
        limit -= at;
        at = 0;
        if (pending > 0 && !closed) {
            flush();
        }
        child.awaited();
        try {
            int read = input.read(in, limit, in.length - limit);
            if (read < 0 && child.endsSoon()) {
                read = input.read(in, limit, in.length - limit);
            }
            if (read < 0) {
                throw Gone.GONE;
            }
            limit += read;
        } catch (IOException e) {
            throw Gone.GONE;
        } finally {
            child.answered();
        }
    }

    @Override
    public void finish() {
        if (pending > 0) {
            flush();
        }
    }
}
