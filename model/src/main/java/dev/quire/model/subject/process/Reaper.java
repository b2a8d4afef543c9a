package dev.quire.model.subject.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Sees to it that no process outlives this one, even if it is killed, nor a file shared with one: a
 * shell that knows them, and kills and removes them when its input ends. Without a shell a process
 * must see to that itself, by the end of its own input.
 *
 * <p>There is one for the whole JVM, as there is one JVM to outlive.
 */
final class Reaper {
    private static final String SCRIPT =
            "trap '' INT TERM HUP; l=; f=; while read -r v p; do case $v in"
                    + " live) l=$p;; file) f=$p;; kill) kill -s KILL -- $p;; esac; done;"
                    + " [ -z \"$f\" ] || rm -f -- $f;"
                    + " [ -z \"$l\" ] || kill -s KILL -- $l";
    private static final Reaper INSTANCE = new Reaper();

    private static final Pattern PLAIN = Pattern.compile("[\\w./-]+");

    private final TreeSet<Long> live = new TreeSet<>();
    private final TreeSet<Path> files = new TreeSet<>();
    private final boolean groups = CommandWords.inPath("setsid").isPresent();
    private OutputStream shell;
    private boolean none;

    private Reaper() {}

    static Reaper instance() {
        return INSTANCE;
    }

    /** The program that makes a command the first of a group of processes, where there is one. */
    Optional<String> grouper() {
        return groups ? CommandWords.inPath("setsid") : Optional.empty();
    }

    /** A process that must not outlive this one. */
    synchronized void add(long pid) {
        live.add(pid);
        tell("live", names(live));
    }

    /** A file that must not outlive this process; left alone if the shell would split its name. */
    synchronized void keep(Path file) {
        if (PLAIN.matcher(file.toString()).matches()) {
            files.add(file);
            tell("file", names());
        }
    }

    /** A file that is gone. */
    synchronized void forget(Path file) {
        if (files.remove(file)) {
            tell("file", names());
        }
    }

    private String names() {
        StringBuilder names = new StringBuilder();
        files.forEach(file -> names.append(' ').append(file));
        return names.toString();
    }

    /** A process that has ended; what it started and left in its group ends too. */
    synchronized void bury(long pid) {
        live.remove(pid);
        if (groups) {
            tell("kill", " -" + pid);
        }
        tell("live", names(live));
    }

    /** Kills a process and its group at once. */
    synchronized void kill(long pid) {
        TreeSet<Long> one = new TreeSet<>();
        one.add(pid);
        tell("kill", names(one));
    }

    private String names(TreeSet<Long> pids) {
        StringBuilder names = new StringBuilder();
        for (long pid : pids) {
            names.append(' ').append(pid);
            if (groups) {
                names.append(" -").append(pid);
            }
        }
        return names.toString();
    }

    private void tell(String verb, String names) {
        try {
            if (shell == null && !none) {
                shell = start();
            }
            if (shell != null) {
                shell.write((verb + names + "\n").getBytes(StandardCharsets.US_ASCII));
                shell.flush();
            }
        } catch (IOException e) {
            none = true;
            shell = null;
        }
    }

    /** In a group of its own, so that what ends this process by its group does not end it. */
    private OutputStream start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", SCRIPT);
        grouper().ifPresent(setsid -> builder.command().add(0, setsid));
        return builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .getOutputStream();
    }
}
