package dev.quire.counterexamples.trace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * A trace that was read from text, and the lines on which its operations stand.
 *
 * @param name the file as the user named it
 * @param subjectLine the line that names the subject
 * @param stepLines of each step: the line of its operation, then one for each act
 */
public record TraceFile(String name, Trace trace, int subjectLine, List<List<Integer>> stepLines) {
    /** The most bytes that a trace may have. */
    static final int BYTES_MAX = 64 << 20;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    public TraceFile {
        stepLines = stepLines.stream().map(List::copyOf).toList();
    }

    /**
     * Reads a file.
     *
     * @throws TraceException naming file, line, what was found and what would be right
     */
    public static TraceFile read(Path file) {
        String name = file.toString();
        if (Files.isDirectory(file)) {
            throw new TraceException(name, "found a folder, expected a trace file", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(name, in);
        } catch (NoSuchFileException e) {
            throw new TraceException(name, "found no file, expected a trace file", e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Reads all that comes from a stream, such as standard input.
     *
     * @param name what messages call it
     * @throws TraceException naming the line, what was found and what would be right
     */
    public static TraceFile read(String name, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new TraceException(
                        name,
                        "found more than 64 MiB, expected a trace of at most "
                                + BYTES_MAX
                                + " bytes",
                        null);
            }
            return parse(name, decoded(name, bytes));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static TraceException unreadable(String name, IOException why) {
        return new TraceException(
                name,
                "found what cannot be read, expected a readable file: " + why.getMessage(),
                why);
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @throws TraceException naming the line, what was found and what would be right
     */
    public static TraceFile parse(String name, String text) {
        boolean marked = text.startsWith(BYTE_ORDER_MARK);
        return new TraceParser(name, marked ? text.substring(1) : text).read();
    }

    /** A trace that lies in no file yet, with the lines that it will have there. */
    public static TraceFile of(String name, Trace trace) {
        return parse(name, trace.text());
    }

    private static String decoded(String name, byte[] bytes) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw TraceParser.notText(name, line);
        }
        return out.flip().toString();
    }

    /** Where an operation of the trace stands, as {@code FILE:LINE}. */
    public String place(int step) {
        return name + ":" + line(step, 0);
    }

    /**
     * The line of an operation or an act.
     *
     * @param step counted from 1
     * @param act 0: the operation itself, else the act, counted from 1
     */
    public int line(int step, int act) {
        return stepLines.get(step - 1).get(act);
    }
}
