package dev.quire.properties.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An exploration on disk: what was found since the last entry is appended after each batch. What an
 * entry cut short by a kill holds is dropped, and found again, as is a last one that is
 * damaged; any other damaged one is refused.
 *
 * <p>Shape: a line, then entries. The line has tabs between its fields: the only build that may go
 * on; what is explored; and the options of the command line that say so. An entry: its length in
 * bytes, the same with each bit turned, its CRC-32C, five counters, the codes that are new and the
 * states that are new, each with its parent; all numbers big-endian.
 */
public final class Journal implements AutoCloseable {
    private static final String MAGIC = "quire-exploration 4 ";
    private static final String TAB = "\t";
    private static final String READ = "read and written";
    private static final int HEAD = 12;
    private static final int LINE_MAX = 1 << 16;
    private static final int SHOWN_MAX = 80;
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
     * @param options of the command line, for who resumes it
     * @throws JournalException if the file is there, cannot be written, or an option has no room in
     *     a line
     */
    public static Journal create(Path file, String about, List<String> options) {
        List<String> fields = new ArrayList<>(List.of(build(), about));
        fields.addAll(options);
        byte[] line = (String.join(TAB, fields) + "\n").getBytes(StandardCharsets.UTF_8);
        boolean plain = fields.stream().noneMatch(field -> field.matches("(?s).*[\t\r\n].*"));
        if (!plain || line.length > LINE_MAX) {
            throw new JournalException(
                    file,
                    "found a tab, a line end or more than "
                            + LINE_MAX
                            + " bytes in "
                            + options
                            + ", expected options that fit in a line",
                    null);
        }
        try {
            Journal journal =
                    new Journal(
                            file,
                            FileChannel.open(
                                    file,
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.READ,
                                    StandardOpenOption.WRITE));
            journal.write(ByteBuffer.wrap(line));
            return journal;
        } catch (IOException e) {
            throw new JournalException(FileFault.text(file, "made and written", e), e);
        }
    }

    private static String build() {
        return MAGIC + Build.words();
    }

    /**
     * The options that a file was begun with.
     *
     * @throws JournalException if it is no checkpoint of this build
     */
    public static List<String> options(Path file) {
        try (FileChannel channel = channel(file, StandardOpenOption.READ)) {
            List<String> fields = new Journal(file, channel).fields();
            return List.copyOf(fields.subList(2, fields.size()));
        } catch (IOException e) {
            throw new JournalException(FileFault.text(file, READ, e), e);
        }
    }

    private static FileChannel channel(Path file, StandardOpenOption... options)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new JournalException(
                    file,
                    "found "
                            + (Files.exists(file) ? "no file but a folder" : "no file")
                            + ", expected a checkpoint",
                    null);
        }
        return FileChannel.open(file, options);
    }

    /**
     * Opens a file whose exploration is to go on.
     *
     * @throws JournalException if there is none, or it is of another build or exploration
     */
    public static Journal open(Path file, String about) {
        try {
            Journal journal =
                    new Journal(
                            file, channel(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
            boolean same = false;
            try {
                String found = journal.fields().get(1);
                same = found.equals(about);
                if (!same) {
                    throw new JournalException(
                            file,
                            "found a checkpoint of '" + found + "', expected '" + about + "'",
                            null);
                }
            } finally {
                if (!same) {
                    journal.channel.close();
                }
            }
            return journal;
        } catch (IOException e) {
            throw new JournalException(FileFault.text(file, READ, e), e);
        }
    }

    /** The fields of the first line, two or more; the channel then stands behind it. */
    private List<String> fields() throws IOException {
        ByteBuffer start = ByteBuffer.allocate(LINE_MAX);
        int length = 0;
        for (int got = 0; got >= 0 && start.hasRemaining(); length += Math.max(0, got)) {
            got = channel.read(start, length);
        }
        int end = 0;
        while (end < length && start.get(end) != '\n') {
            end++;
        }
        String line = new String(start.array(), 0, end, StandardCharsets.UTF_8);
        String[] fields = line.split(TAB, -1);
        if (!fields[0].equals(build()) || fields.length < 2 || end == length) {
            String found = fields[0].substring(0, Math.min(SHOWN_MAX, fields[0].length()));
            throw new JournalException(
                    file,
                    "found '"
                            + found
                            + "', expected a checkpoint of this build, which begins with '"
                            + build()
                            + "'",
                    null);
        }
        channel.position(end + 1L);
        return List.of(fields);
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
                                        entry.getLong(),
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
            throw new JournalException(FileFault.text(file, READ, e), e);
        }
    }

    /** The next whole entry; null where the file ends, with a whole one or in the midst of one. */
    private ByteBuffer next() throws IOException {
        long start = channel.position();
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (!read(head)) {
            return null;
        }
        int length = head.getInt();
        boolean sized = length == ~head.getInt() && length >= 0 && length <= BYTES_MAX;
        long behind = channel.size() - channel.position() - Math.max(0, length);
        if (sized && behind < 0) {
            return null;
        }
        if (sized) {
            ByteBuffer entry = ByteBuffer.allocate(length);
            if (read(entry) && sum(entry.array(), 0, length) == head.getInt()) {
                return entry;
            }
        }
        if (sized && behind == 0) {
            return null;
        }
        throw new JournalException(
                file,
                "found a damaged entry at byte "
                        + start
                        + ", expected whole entries; the file is as it was, and"
                        + " cut to its first "
                        + start
                        + " bytes it can be resumed from there",
                null);
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
        int length = 36 + 8 * (known.length - codes) + added * (8 * words + 4);
        reserve(HEAD + length);
        buffer.clear().position(HEAD);
        buffer.putInt(reached.expanded).putInt(reached.depth).putInt(reached.levelEnd);
        buffer.putLong(reached.generated).putLong(reached.nanos);
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
        buffer.putInt(0, length).putInt(4, ~length);
        buffer.putInt(8, sum(buffer.array(), HEAD, length));
        buffer.limit(HEAD + length).position(0);
        try {
            write(buffer);
        } catch (IOException e) {
            throw new JournalException(FileFault.text(file, "written", e), e);
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
     * @param nanos how long that took
     */
    record Reached(int expanded, int depth, int levelEnd, long generated, long nanos) {}

    /** A checkpoint that cannot be read or written; the message names the file. */
    public static final class JournalException extends RuntimeException {
        JournalException(Path file, String what, Throwable cause) {
            this(file + ": " + what, cause);
        }

        private JournalException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
