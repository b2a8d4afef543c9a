package dev.quire.properties.cli;

import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A trace that was given on the command line, and the subject to run it on.
 *
 * @param subject of {@code --subject}, else the one that the trace names
 */
record TraceInput(TraceFile file, Subject subject) {
    /** Stands for the standard input. */
    static final String STANDARD_INPUT = "-";

    static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new Refusal("found " + file + ", expected the name of a file", e);
        }
    }

    private static String standardInput(InputStream in) {
        try {
            byte[] bytes = in.readNBytes(TraceFile.BYTES_MAX);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Refusal(
                    "-: found a standard input that cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Refusal(file + ": found a file that cannot be read again", e);
        }
    }

    private static int subjectLine(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("subject[ \t].*")) {
                return i + 1;
            }
        }
        throw new AssertionError("harness bug: a trace that was read must name a subject");
    }

    /** What a command that takes a trace is told of it. */
    static final class Options {
        @Parameters(paramLabel = "FILE", description = "A trace; - reads standard input.")
        String file = "";

        @Option(
                names = "--subject",
                paramLabel = "NAME",
                description = "Subject to run it on. Default: the one that the trace names.")
        private Optional<String> subject = Optional.empty();

        TraceInput read(InputStream in) {
            TraceFile trace;
            Path path = TraceInput.path(file);
            String text = "";
            if (file.equals(STANDARD_INPUT)) {
                text = standardInput(in);
                trace = TraceFile.parse(file, text);
            } else {
                trace = TraceFile.read(path);
            }
            if (subject.isPresent()) {
                return new TraceInput(trace, Arguments.subject("--subject", subject.get()));
            }
            try {
                return new TraceInput(trace, SeededBugs.named(trace.trace().subject()));
            } catch (IllegalArgumentException e) {
                int line = subjectLine(text.isEmpty() ? text(path) : text);
                throw new TraceException(trace.name(), line, e.getMessage());
            }
        }
    }
}
