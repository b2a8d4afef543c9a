package dev.quire.model.process;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Port;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The port of a scripted subject: every access is a line. */
final class ScriptedPort implements Port {
    final int number;
    final String call;
    private final ScriptedSubject subject;
    private final int cpu;
    private int accesses;

    ScriptedPort(ScriptedSubject subject, int number, int cpu, String call) {
        this.subject = subject;
        this.number = number;
        this.cpu = cpu;
        this.call = call;
    }

    private void say(String verb, String rest) {
        subject.fault.at(this, accesses++);
        subject.out.print(verb + " #" + subject.fault.number(this) + rest + "\n");
    }

    private static String hex(long value) {
        return " 0x" + Long.toHexString(value);
    }

    private long answer() {
        try {
            while (true) {
                String line = subject.line();
                if (line == null) {
                    Runtime.getRuntime().halt(0);
                }
                String[] words = line.split(" ");
                boolean mine = words.length > 1 && words[1].equals("#" + number);
                if (mine && words[0].equals("value")) {
                    return ScriptedSubject.number(words[2]);
                }
                if (mine && words[0].equals("ok")) {
                    return 0;
                }
                if (mine && words[0].equals("abort")) {
                    throw new Aborted();
                }
                subject.handle(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean lent(int slot) {
        return subject.depth == 1 && subject.lent.containsKey(slot);
    }

    private void acknowledged() {
        if (subject.steps) {
            answer();
        }
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public Geometry geometry() {
        return subject.machine.geometry();
    }

    @Override
    public Encoding encoding() {
        return subject.machine.encoding();
    }

    @Override
    public boolean nobbm() {
        return subject.machine.nobbm();
    }

    @Override
    public long read(int slot) {
        say("read", " " + slot);
        return lent(slot) ? subject.lent.get(slot) : answer();
    }

    @Override
    public void write(int slot, long value) {
        say("write", " " + slot + hex(value));
        subject.lent.computeIfPresent(slot, (key, old) -> value);
        acknowledged();
    }

    @Override
    public long exchange(int slot, long value) {
        say("xchg", " " + slot + hex(value));
        return lent(slot) ? subject.lent.put(slot, value) : answer();
    }

    @Override
    public long compareExchange(int slot, long expected, long next) {
        say("cmpxchg", " " + slot + hex(expected) + hex(next));
        if (!lent(slot)) {
            return answer();
        }
        long found = subject.lent.get(slot);
        if (found == expected) {
            subject.lent.put(slot, next);
        }
        return found;
    }

    @Override
    public void invalidate(int mm, long start, long end, long stride, int flags) {
        say(
                "tlbi",
                " mm="
                        + mm
                        + " start="
                        + hex(start).strip()
                        + " end="
                        + hex(end).strip()
                        + " stride="
                        + hex(stride).strip()
                        + " level="
                        + subject.fault.level(this)
                        + " last-level="
                        + ((flags & LAST_LEVEL) != 0 ? 1 : 0)
                        + " sync=0 local="
                        + ((flags & LOCAL) != 0 ? 1 : 0));
        acknowledged();
    }

    @Override
    public void barrier(int kind) {
        say("barrier", kind == BARRIER_DSB ? " dsb" : " dsb-st");
        acknowledged();
    }

    @Override
    public long folioStart(long pfn) {
        return subject.owners().start(pfn);
    }

    @Override
    public int folioPages(long pfn) {
        return subject.owners().pages(pfn);
    }

    @Override
    public void warn(String what) {
        subject.out.print("warn #" + number + " " + what + "\n");
    }

    /** The harness unwinds the call. */
    static final class Aborted extends RuntimeException {
        Aborted() {
            super("aborted", null, false, false);
        }
    }
}
