package dev.quire.model.subject.process;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.SubjectUnavailable;
import java.util.Optional;

/** Subjects that are commands, by names such as {@code process:./subject --fast}. */
public final class ProcessSubject {
    /** How the name of such a subject begins. */
    public static final String PREFIX = "process:";

    private ProcessSubject() {}

    /** Whether a name is that of such a subject. */
    public static boolean isNamed(String name) {
        return name.startsWith(PREFIX);
    }

    /**
     * The subject of a name: it is started, and asked what it is.
     *
     * @throws SubjectUnavailable if it cannot be started, or says no hello on any machine
     */
    public static Subject of(String name, ProcessOptions options) {
        Host host = new Host(name.substring(PREFIX.length()), options);
        Optional<SubjectUnavailable> refused = Optional.empty();
        for (MachineSpec machine : Machines.all()) {
            try {
                Hello hello = host.first(machine);
                ProcessApi api = ProcessApi.asking(host, hello, machine);
                return new Subject(
                        name,
                        "a process: " + hello.name(),
                        api,
                        hello.contVisible(),
                        hello.foldsExactly());
            } catch (Host.Refused e) {
                refused = refused.isPresent() ? refused : Optional.of(e.unavailable());
            }
        }
        throw refused.orElseThrow();
    }

    /** The first machine that a subject takes, the usual one first. */
    public static MachineSpec machineOf(Subject subject) {
        if (subject.api() instanceof ProcessApi api) {
            return api.asked();
        }
        throw new IllegalArgumentException("a subject must be a process: " + subject.name());
    }
}
