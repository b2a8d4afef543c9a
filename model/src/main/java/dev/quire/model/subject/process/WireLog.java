package dev.quire.model.subject.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The conversation with all processes, written down: {@code 1> line} to the first process, {@code
 * 1< line} from it.
 */
public final class WireLog implements AutoCloseable {
    private final OutputStream file;
    private int voices;

    /** A log that goes to this stream, which is closed with it. */
    public WireLog(OutputStream file) {
        this.file = file;
    }

    /** The part of one more process. */
    synchronized Voice voice() {
        return new Voice(this, ++voices);
    }

    private synchronized void write(String mark, byte[] bytes, int from, int to) {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.write(mark.getBytes(StandardCharsets.US_ASCII));
            line.write(bytes, from, to - from);
            line.write('\n');
            file.write(line.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What one process and the harness say. */
    static final class Voice {
        /** Writes nothing down. */
        static final Voice SILENT = new Voice(null, 0);

        private final WireLog log;
        private final String sent;
        private final String received;

        private Voice(WireLog log, int number) {
            this.log = log;
            this.sent = number + "> ";
            this.received = number + "< ";
        }

        boolean silent() {
            return log == null;
        }

        void sent(byte[] bytes, int from, int to) {
            if (log != null) {
                log.write(sent, bytes, from, to);
            }
        }

        void received(byte[] bytes, int from, int to) {
            if (log != null) {
                log.write(received, bytes, from, to);
            }
        }
    }
}
