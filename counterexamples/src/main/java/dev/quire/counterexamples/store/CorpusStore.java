package dev.quire.counterexamples.store;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.counterexamples.trace.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of traces.
 *
 * <p>Of several finds that tell the same (signature, subject, machine) the shortest stays. A trace
 * is written beside its place and moved there, so that a file is whole or not there; a file that
 * somebody named or changed is never replaced.
 */
public final class CorpusStore {
    private final Path folder;
    private final boolean onDemand;
    private final Writing writing;

    CorpusStore(Path folder, boolean onDemand, Writing writing) {
        this.folder = folder;
        this.onDemand = onDemand;
        this.writing = writing;
    }

    /** A folder that must exist, such as the corpus. */
    public static CorpusStore corpus(Path folder) {
        return new CorpusStore(folder, false, CorpusStore::writeWhole);
    }

    /** A folder for what is found, made when the first trace is kept; without it, it is empty. */
    public static CorpusStore found(Path folder) {
        return new CorpusStore(folder, true, CorpusStore::writeWhole);
    }

    /**
     * The files that are traces by their names, sorted.
     *
     * @throws StoreException if the folder is not there or cannot be read
     */
    public List<Path> list() {
        if (!Files.isDirectory(folder)) {
            if (onDemand && Files.notExists(folder)) {
                return List.of();
            }
            throw new StoreException(
                    "folder must exist: " + folder + "; make it, or name another folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> FileName.isTrace(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private StoreException unreadable(IOException e) {
        return new StoreException(
                "folder must be readable: " + folder + "; make it so: " + reason(e), e);
    }

    /** Every trace of the folder: what it is kept for, and how long it is. */
    public Index index() {
        List<Entry> entries = new ArrayList<>();
        List<String> complaints = new ArrayList<>();
        for (Path file : list()) {
            try {
                Trace trace = TraceFile.read(file).trace();
                entries.add(Entry.of(file, trace));
                FileName.complaint(file.getFileName().toString(), trace)
                        .ifPresent(complaint -> complaints.add(file + ": " + complaint));
            } catch (TraceException e) {
                complaints.add(e.getMessage());
            }
        }
        return new Index(entries, complaints);
    }

    /**
     * Keeps a trace that was found, unless a shorter one of the same failure is there; takes longer
     * ones away that this store had written. Files that cannot be read stay as they are.
     *
     * @throws IllegalArgumentException if it has no verdict
     * @throws StoreException if it cannot be written; what was there is unchanged then
     */
    public synchronized Kept keep(Trace trace) {
        if (trace.verdict().isEmpty()) {
            throw new IllegalArgumentException(
                    "a trace must have a verdict to be kept: subject=" + trace.subject());
        }
        makeFolder();
        Path target = folder.resolve(FileName.of(trace));
        Entry entry = Entry.of(target, trace);
        List<Entry> same = index().entries().stream().filter(entry::tellsTheSame).toList();
        Optional<Entry> shorter =
                same.stream().filter(e -> e.operations() <= entry.operations()).findFirst();
        if (shorter.isPresent()) {
            return new Kept(shorter.get().file(), Kept.Change.ALREADY_THERE, List.of());
        }
        byte[] bytes = trace.text().getBytes(StandardCharsets.UTF_8);
        if (Files.exists(target)) {
            if (runsTheSame(target, trace)) {
                return new Kept(target, Kept.Change.ALREADY_THERE, List.of());
            }
            target = free(target);
        }
        write(target, bytes);
        return new Kept(target, Kept.Change.ADDED, takeAway(same));
    }

    private void makeFolder() {
        if (!onDemand && !Files.isDirectory(folder)) {
            throw new StoreException(
                    "folder must exist: " + folder + "; make it, or name another folder");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StoreException(
                    "folder must be one that can be made: "
                            + folder
                            + "; name another folder: "
                            + reason(e),
                    e);
        }
    }

    private static boolean runsTheSame(Path file, Trace trace) {
        try {
            return FileName.of(TraceFile.read(file).trace()).equals(FileName.of(trace));
        } catch (TraceException e) {
            return false;
        }
    }

    /** A name beside one that another content has. */
    private static Path free(Path taken) {
        String name = taken.getFileName().toString();
        String stem = name.substring(0, name.length() - FileName.ENDING.length());
        int number = 2;
        Path free = taken;
        while (Files.exists(free)) {
            free = taken.resolveSibling(stem + "-" + number++ + FileName.ENDING);
        }
        return free;
    }

    private void write(Path target, byte[] bytes) {
        long process = ProcessHandle.current().pid();
        Path part = target.resolveSibling("." + target.getFileName() + "." + process + ".part");
        try {
            try {
                writing.write(part, bytes);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new StoreException(
                    "a trace must be writable: "
                            + target
                            + "; make room or make the folder writable, then keep it again: "
                            + reason(e),
                    e);
        }
    }

    private static void writeWhole(Path file, byte[] bytes) throws IOException {
        Files.write(
                file,
                bytes,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
    }

    /** Deletes those whose name is the one that this store gives to their content. */
    private static List<Path> takeAway(List<Entry> longer) {
        List<Path> gone = new ArrayList<>();
        for (Entry entry : longer) {
            if (Files.notExists(entry.file())) {
                continue;
            }
            try {
                Trace trace = TraceFile.read(entry.file()).trace();
                boolean own = FileName.of(trace).equals(entry.name());
                byte[] written = trace.text().getBytes(StandardCharsets.UTF_8);
                if (own && Arrays.equals(Files.readAllBytes(entry.file()), written)) {
                    Files.delete(entry.file());
                    gone.add(entry.file());
                }
            } catch (IOException e) {
                // What matters is written; the next find of the failure tries again.
                continue;
            }
        }
        return gone;
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    /** Writes a whole new file, or fails. */
    interface Writing {
        void write(Path file, byte[] bytes) throws IOException;
    }
}
