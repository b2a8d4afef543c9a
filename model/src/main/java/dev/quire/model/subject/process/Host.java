package dev.quire.model.subject.process;

import dev.quire.model.folio.Folio;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.SubjectUnavailable;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The process of one thread, from one configuration to the next: started when it is needed, and
 * anew after it has ended; with those of CPUs whose reads stand while others run.
 */
final class Host {
    private static final int STARTS_MAX = 10;

    private final String command;
    private final ProcessOptions options;
    private final List<String> words;
    private final Conversation.Pace pace;
    private final TreeMap<Integer, Host> ofCpus = new TreeMap<>();
    private final Incoming in = new Incoming();
    private final LineBuilder out = new LineBuilder();

    private Child child;
    private Transport transport;
    private Conversation conversation;
    private MachineSpec machine;
    private ProcessApi knows;
    private boolean hurries;

    /**
     * A command that nobody has started yet.
     *
     * @throws SubjectUnavailable if there is no such program
     */
    Host(String command, ProcessOptions options) {
        this(command, options, new Conversation.Pace());
    }

    private Host(String command, ProcessOptions options, Conversation.Pace pace) {
        this.command = command;
        this.options = options;
        this.pace = pace;
        this.words = CommandWords.of(command);
    }

    /** The same command for another thread. */
    Host apart() {
        return new Host(command, options);
    }

    /** The same command for a CPU of this thread; it ends when this one does. */
    Host ofCpu(int cpu) {
        return ofCpus.computeIfAbsent(cpu, key -> new Host(command, options, pace));
    }

    int retriesMax() {
        return options.retriesMax();
    }

    void hurry(boolean hurriesNow) {
        hurries = hurriesNow;
        ofCpus.values().forEach(host -> host.hurry(hurries));
        if (conversation != null) {
            conversation.hurry(hurries);
        }
    }

    /** The conversation with a process that knows the configuration of a run. */
    Conversation ready(ProcessApi run) {
        if (knows != run) {
            restart(run);
        }
        return conversation;
    }

    /**
     * Makes the process forget everything but the configuration of a run; those of CPUs do so when
     * they are needed.
     *
     * @throws SubjectUnavailable if it cannot be started, or does not answer
     */
    void restart(ProcessApi run) {
        ofCpus.values().forEach(host -> host.knows = null);
        for (int starts = 1; starts <= STARTS_MAX; starts++) {
            try {
                if (conversation == null || conversation.dead() || !conversation.calms()) {
                    close();
                    start(run.setup().machine());
                }
                configure(run);
                return;
            } catch (Refused e) {
                throw e.unavailable();
            } catch (Line.Malformed e) {
                throw unavailable(e.getMessage(), e);
            } catch (Transport.Gone e) {
                if (starts == STARTS_MAX || child.expired()) {
                    throw unavailable(ending(), e);
                }
                kill();
            }
        }
    }

    private void configure(ProcessApi run) {
        Setup setup = run.setup();
        child.silence(options.silence().toNanos());
        child.patience(System.nanoTime() + options.start().toNanos());
        transport.send(out.clear().text("reset"));
        expect(Verb.OK);
        if (!setup.machine().equals(machine)) {
            hello(setup.machine(), "");
        }
        for (AddressSpace mm : setup.mms()) {
            out.clear().text("mm id=").decimal(mm.id()).text(" kind=").text(mm.kind().word);
            transport.send(out);
        }
        for (Vma vma : setup.vmas()) {
            out.clear().text("vma id=").decimal(vma.id()).text(" mm=").decimal(vma.mm());
            out.text(" start=").hex(vma.start()).text(" end=").hex(vma.end());
            transport.send(out.text(" flags=").text(vma.word()));
        }
        for (Folio folio : setup.folios()) {
            out.clear().text("folio id=").decimal(folio.id()).text(" pfn=").hex(folio.pfn());
            transport.send(out.text(" order=").decimal(folio.order()).text(" flags=0x0"));
        }
        child.patience(Long.MAX_VALUE);
        conversation.restart(run.slotsReadable(), setup.mms());
        knows = run;
    }

    private void expect(Verb verb) {
        transport.receive(in);
        if (in.verb != verb) {
            throw in.line.malformed(verb.name().toLowerCase(java.util.Locale.ROOT));
        }
    }

    /**
     * Starts it on a machine.
     *
     * @throws SubjectUnavailable if it does not start, answer, or know that machine
     */
    Hello first(MachineSpec wanted) {
        try {
            return start(wanted);
        } catch (Line.Malformed e) {
            throw unavailable(e.getMessage(), e);
        } catch (Transport.Gone e) {
            if (child.expired() || !child.killed()) {
                throw unavailable(ending(), e);
            }
            kill();
            return start(wanted);
        }
    }

    private Hello start(MachineSpec wanted) {
        child = Child.start(words);
        WireLog.Voice voice = options.voice();
        transport = new Pipes(child, voice);
        child.silence(options.start().toNanos());
        child.patience(System.nanoTime() + options.start().toNanos());
        machine = null;
        Hello said = options.sharedMemory() ? share(wanted, voice) : hello(wanted, "");
        child.patience(Long.MAX_VALUE);
        conversation = new Conversation(child, transport, options, pace);
        conversation.hurry(hurries);
        return said;
    }

    /** Names a file in hello, and goes on over it if the subject does. */
    private Hello share(MachineSpec wanted, WireLog.Voice voice) {
        Path file = SharedMemory.file();
        try {
            Hello said = hello(wanted, " shm=" + file);
            if (said.sharedMemory()) {
                transport = SharedMemory.over(file, child, said.places(), voice);
            }
            return said;
        } finally {
            SharedMemory.forget(file);
        }
    }

    private String ending() {
        return child.expired() ? "hello or reset was not answered in time" : child.ending();
    }

    private Hello hello(MachineSpec wanted, String more) {
        Hello.write(out, wanted);
        transport.send(out.text(more));
        transport.receive(in);
        if (in.verb == Verb.ERROR) {
            String why = "not on " + wanted.name() + ": " + in.line.rest();
            throw new Refused(unavailable(why, null));
        }
        if (in.verb != Verb.HELLO) {
            throw in.line.malformed("hello");
        }
        machine = wanted;
        return Hello.parse(in.line);
    }

    private SubjectUnavailable unavailable(String why, Throwable cause) {
        StringBuilder text = new StringBuilder("process:").append(command).append(": ").append(why);
        kill();
        child.errorLines().forEach(line -> text.append("\n  | ").append(line));
        return new SubjectUnavailable(text.toString(), cause);
    }

    private void kill() {
        child.end();
        conversation = null;
        knows = null;
    }

    /** Lets the process end, if one runs. */
    void close() {
        ofCpus.values().forEach(Host::close);
        if (conversation == null) {
            if (child != null) {
                child.end();
            }
            return;
        }
        if (!conversation.dead() && conversation.calms()) {
            child.silence(TimeUnit.MILLISECONDS.toNanos(100));
            try {
                transport.send(out.clear().text("bye"));
                transport.finish();
            } catch (Transport.Gone e) {
                knows = null;
            }
        }
        child.leave();
        conversation = null;
        knows = null;
    }

    /** The subject does not know this machine, but perhaps another one. */
    static final class Refused extends RuntimeException {
        private final transient SubjectUnavailable unavailable;

        private Refused(SubjectUnavailable unavailable) {
            super(unavailable.getMessage(), unavailable);
            this.unavailable = unavailable;
        }

        SubjectUnavailable unavailable() {
            return unavailable;
        }
    }
}
