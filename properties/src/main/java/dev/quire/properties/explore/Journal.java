package dev.quire.properties.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An exploration on disk: what was found since the last entry is appended after each batch. What an
 * entry cut short by a kill holds is dropped, and found again.
 *
 * <p>Shape: a line that says what is explored, then entries: their length in bytes, their CRC-32C,
 * four counters, the codes that are new and the states that are new, each with its parent; all
 * numbers big-endian.
 */
public final class Journal implements AutoCloseable {
    private static final String MAGIC = "quire-exploration 1 ";
    private static final int HEAD = 8;
    private static final int ABOUT_MAX = 1_024;
    private static final int BYTES_MAX = 1 << 30;

    private final Path file;
    private final FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private int states;
    private int codes;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Begins a file.
     *
     * @param about what is explored, in one line: a resumed exploration must be of the same
     * @throws JournalException if the file is there or cannot be written
     */
    public static Journal create(Path file, String about) {
        try {
            Journal journal =
                    new Journal(
                            file,
                            FileChannel.open(
                                    file,
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE));
            journal.write(ByteBuffer.wrap(line(about)));
            return journal;
        } catch (IOException e) {
            throw new JournalException(file, "it must be a new file that can be written: " + e, e);
        }
    }

    private static byte[] line(String about) {
        return (MAGIC + about + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Opens a file whose exploration is to go on.
     *
     * @throws JournalException if there is none, or it is of another exploration
     */
    public static Journal open(Path file, String about) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new JournalException(file, "found no file, expected a checkpoint", null);
            }
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal journal = new Journal(file, channel);
            String found = journal.about();
            if (!found.equals(MAGIC + about)) {
                channel.close();
                throw new JournalException(
                        file,
                        "found the checkpoint '" + found + "', expected '" + MAGIC + about + "'",
                        null);
            }
            return journal;
        } catch (IOException e) {
            throw new JournalException(file, "it must be a checkpoint that can be read: " + e, e);
        }
    }

    /** The first line; the channel then stands behind it. */
    private String about() throws IOException {
        ByteBuffer start = ByteBuffer.allocate(ABOUT_MAX);
        int length = Math.max(0, channel.read(start, 0));
        String text = new String(start.array(), 0, length, StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        channel.position(line.getBytes(StandardCharsets.UTF_8).length + 1L);
        return line;
    }

    /** Whether all of a buffer could be read. */
    private boolean read(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                return false;
            }
        }
        into.flip();
        return true;
    }

    private void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    /** Puts back what was kept, and drops what was cut short; how far it had come, if at all. */
    Optional<Reached> restore(StateStore store, World world) {
        try {
            Optional<Reached> reached = Optional.empty();
            long end = channel.position();
            ByteBuffer entry = next();
            while (entry != null) {
                reached =
                        Optional.of(
                                new Reached(
                                        entry.getInt(),
                                        entry.getInt(),
                                        entry.getInt(),
                                        entry.getLong()));
                takeCodes(entry, world);
                takeStates(entry, store, world.words());
                end = channel.position();
                entry = next();
            }
            channel.truncate(end);
            channel.position(end);
            return reached;
        } catch (IOException e) {
            throw new JournalException(file, "it must be a checkpoint that can be read: " + e, e);
        }
    }

    /** The next whole entry, or null. */
    private ByteBuffer next() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (!read(head)) {
            return null;
        }
        int length = head.getInt();
        int sum = head.getInt();
        if (length < 0 || length > BYTES_MAX || length > channel.size() - channel.position()) {
            return null;
        }
        ByteBuffer entry = ByteBuffer.allocate(length);
        if (!read(entry) || sum(entry.array(), 0, length) != sum) {
            return null;
        }
        return entry;
    }

    private static int sum(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return (int) sum.getValue();
    }

    private void takeCodes(ByteBuffer entry, World world) {
        long[] added = new long[entry.getInt()];
        for (int i = 0; i < added.length; i++) {
            added[i] = entry.getLong();
        }
        world.learn(added);
        codes += added.length;
    }

    private void takeStates(ByteBuffer entry, StateStore store, int words) {
        long[] state = new long[words];
        int added = entry.getInt();
        for (int i = 0; i < added; i++) {
            for (int word = 0; word < words; word++) {
                state[word] = entry.getLong();
            }
            store.add(state, 0, store.hash(state, 0), entry.getInt());
        }
        states += added;
    }

    /**
     * Appends what is new.
     *
     * @throws JournalException if it cannot be written; what was appended before stays whole
     */
    void append(StateStore store, World world, Reached reached) {
        int words = world.words();
        long[] known = world.codes();
        int added = store.count() - states;
        int length = 28 + 8 * (known.length - codes) + added * (8 * words + 4);
        reserve(HEAD + length);
        buffer.clear().position(HEAD);
        buffer.putInt(reached.expanded).putInt(reached.depth).putInt(reached.levelEnd);
        buffer.putLong(reached.generated);
        buffer.putInt(known.length - codes);
        for (int i = codes; i < known.length; i++) {
            buffer.putLong(known[i]);
        }
        buffer.putInt(added);
        long[] state = new long[words];
        for (int number = states; number < store.count(); number++) {
            store.get(number, state, 0);
            for (long word : state) {
                buffer.putLong(word);
            }
            buffer.putInt(store.parent(number));
        }
        buffer.putInt(0, length);
        buffer.putInt(4, sum(buffer.array(), HEAD, length));
        buffer.limit(HEAD + length).position(0);
        try {
            write(buffer);
        } catch (IOException e) {
            throw new JournalException(file, "it cannot be written: " + e.getMessage(), e);
        }
        states = store.count();
        codes = known.length;
    }

    private void reserve(int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(2 * bytes);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * How far an exploration has come.
     *
     * @param expanded the states whose transitions were all run
     * @param depth transitions from the first state to the next one
     * @param levelEnd the number of the first state that is deeper than that
     * @param generated the transitions that were run
     */
    record Reached(int expanded, int depth, int levelEnd, long generated) {}

    /** A checkpoint that cannot be read or written; the message names the file. */
    public static final class JournalException extends RuntimeException {
        JournalException(Path file, String what, Throwable cause) {
            super(file + ": " + what, cause);
        }
    }
}
