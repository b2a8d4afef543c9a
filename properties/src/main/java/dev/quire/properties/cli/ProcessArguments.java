package dev.quire.properties.cli;

import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.model.subject.process.WireLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a command is told of subjects that are processes. */
final class ProcessArguments {
    /** All its options, for commands that have no process for them. */
    static final List<String> NAMES =
            List.of(
                    "--wire-log",
                    "--call-time",
                    "--call-accesses",
                    "--call-retries",
                    "--shared-memory");

    private static final long ACCESSES_MOST = 1_000_000_000;

    @Option(
            names = "--wire-log",
            paramLabel = "FILE",
            description = "Write the conversation with process: subjects there.")
    private Optional<String> wireLog = Optional.empty();

    @Option(
            names = "--call-time",
            paramLabel = "T",
            description = "How long a process may say nothing in a call. Default: 2s.")
    private Optional<String> callTime = Optional.empty();

    @Option(
            names = "--call-accesses",
            paramLabel = "N",
            description = "How many accesses a call of a process may make. Default: 100000.")
    private Optional<String> callAccesses = Optional.empty();

    @Option(
            names = "--call-retries",
            paramLabel = "N",
            description = "How often it may look at what nobody changes. Default: 1000.")
    private Optional<String> callRetries = Optional.empty();

    @Option(
            names = "--shared-memory",
            description = "Talk to a process over shared memory, if it knows that: faster.")
    private boolean sharedMemory;

    private final List<Subject> opened = new ArrayList<>();
    private Optional<ProcessOptions> read = Optional.empty();

    /** What was asked for; the file of the log is opened. */
    ProcessOptions options() {
        if (read.isEmpty()) {
            ProcessOptions usual = ProcessOptions.USUAL;
            Duration silence =
                    callTime.map(text -> Arguments.duration("--call-time", text))
                            .orElse(usual.silence());
            long accesses =
                    callAccesses
                            .map(text -> Arguments.count("--call-accesses", text, 1, ACCESSES_MOST))
                            .orElse((long) usual.accessesMax());
            long retries =
                    callRetries
                            .map(text -> Arguments.count("--call-retries", text, 1, ACCESSES_MOST))
                            .orElse((long) usual.retriesMax());
            Optional<WireLog> log = wireLog.map(ProcessArguments::log);
            read =
                    Optional.of(
                            new ProcessOptions(
                                    silence, (int) accesses, (int) retries, sharedMemory, log));
        }
        return read.get();
    }

    /** The subject of a name, which is started. */
    Subject subject(String name) {
        Subject subject = ProcessSubject.of(name, options());
        opened.add(subject);
        return subject;
    }

    /** Ends what was started, and closes the log. */
    void close() {
        opened.forEach(Subject::close);
        read.flatMap(ProcessOptions::log).ifPresent(WireLog::close);
    }

    private static WireLog log(String name) {
        Path file = TraceInput.path(name);
        try {
            return new WireLog(Files.newOutputStream(file));
        } catch (IOException e) {
            throw new Refusal("--wire-log: found " + file + ", expected a file to write", e);
        }
    }
}
