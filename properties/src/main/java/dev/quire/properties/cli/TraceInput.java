package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessSubject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
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

    /** What a command that takes a trace is told of it. */
    static final class Options {
        /** So much is looked at to tell of which system a trace is; larger ones are refused. */
        private static final int STANDARD_INPUT_MAX = 64 << 20;

        private Optional<byte[]> pending = Optional.empty();

        @Parameters(paramLabel = "FILE", description = "A trace; - reads standard input.")
        String file = "";

        @Option(
                names = "--subject",
                paramLabel = "NAME",
                description = "Subject to run it on. Default: the one that the trace names.")
        private Optional<String> subject = Optional.empty();

        @Mixin private final ProcessArguments processes = new ProcessArguments();

        /** Ends what runs for it. */
        void close() {
            processes.close();
        }

        /** What is done with the file where it is a trace of folios. */
        Optional<FolioCommands> folio(Console console, boolean json) {
            if (!file.equals(STANDARD_INPUT)) {
                return FolioCommands.ofFile(console, file, subject, json);
            }
            try {
                byte[] bytes = console.in().readNBytes(STANDARD_INPUT_MAX);
                pending = Optional.of(bytes);
                String text = new String(bytes, StandardCharsets.UTF_8);
                return FolioCommands.ofText(console, file, text, subject, json);
            } catch (IOException e) {
                throw new TraceException(file, 1, "found what cannot be read: " + e, e);
            }
        }

        /** What comes from standard input, of which some may have been read already. */
        private InputStream all(InputStream in) {
            return pending.<InputStream>map(
                            bytes -> new SequenceInputStream(new ByteArrayInputStream(bytes), in))
                    .orElse(in);
        }

        /** The second subject, which is started if it is a process. */
        Subject second(AgainstArguments against) {
            return against.second(processes);
        }

        TraceInput read(InputStream in) {
            TraceFile trace =
                    file.equals(STANDARD_INPUT)
                            ? TraceFile.read(file, all(in))
                            : TraceFile.read(TraceInput.path(file));
            if (subject.isPresent()) {
                FolioText.kind(subject.get())
                        .ifPresent(
                                kind -> {
                                    throw new Refusal(
                                            "--subject: found "
                                                    + kind
                                                    + ", expected one of ranges, as the trace is:"
                                                    + " 'quire list subjects', 'quire list bugs'");
                                });
                return new TraceInput(
                        trace, Arguments.subject("--subject", subject.get(), processes));
            }
            if (ProcessSubject.isNamed(trace.trace().subject())) {
                throw new TraceException(
                        trace.name(),
                        trace.subjectLine(),
                        "found a command, which is not run because a file says so; to run it add"
                                + " --subject="
                                + FailureReport.quoted(trace.trace().subject()));
            }
            try {
                return new TraceInput(trace, SeededBugs.named(trace.trace().subject()));
            } catch (IllegalArgumentException e) {
                throw new TraceException(trace.name(), trace.subjectLine(), e.getMessage());
            }
        }
    }
}
