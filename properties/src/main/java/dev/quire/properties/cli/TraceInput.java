package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessSubject;
import java.io.InputStream;
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
            return FolioCommands.of(console, file, subject, json);
        }

        /** The second subject, which is started if it is a process. */
        Subject second(AgainstArguments against) {
            return against.second(processes);
        }

        TraceInput read(InputStream in) {
            TraceFile trace =
                    file.equals(STANDARD_INPUT)
                            ? TraceFile.read(file, in)
                            : TraceFile.read(TraceInput.path(file));
            if (subject.isPresent()) {
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
