package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder of traces of folios that runs have found: on each machine one file for each subject and
 * failure, or each two subjects and difference. A shorter find takes the place of a longer one; a
 * file that is none of them stays.
 */
public record FoundFolios(Path folder) {
    private static final String ENDING = ".trace";

    /** The folder of folios in one of all finds. */
    public static FoundFolios in(Path found) {
        return new FoundFolios(found.resolve("folio"));
    }

    /** Keeps a failing trace; its file. */
    public Path keep(FolioTrace trace, FolioVerdict verdict) throws IOException {
        String call = verdict.operation().call().word.replace('_', '-');
        return keep(trace, "bad_" + verdict.invariant().title + "_" + trace.subject() + "-" + call);
    }

    /** Keeps a trace that tells two subjects apart: for a failure, if the first one fails. */
    public Path keep(FolioTrace trace, String second, FolioDifference difference)
            throws IOException {
        if (difference.firstVerdict().isPresent()) {
            return keep(trace, difference.firstVerdict().get());
        }
        String call = difference.operation().call().word.replace('_', '-');
        return keep(trace, "good_" + trace.subject() + "-against-" + second + "-" + call);
    }

    private Path keep(FolioTrace trace, String name) throws IOException {
        String machine = trace.machine().name() + "-" + trace.machine().cpus();
        String stem = name + "-" + machine;
        Path file = folder.resolve(stem + ENDING);
        for (int next = 2; Files.exists(file) && !isOne(file, trace); next++) {
            file = folder.resolve(stem + "-" + next + ENDING);
        }
        Files.createDirectories(folder);
        if (Files.notExists(file) || operations(read(file)) > operations(trace)) {
            write(file, trace.text());
        }
        return file;
    }

    /** Whether a file is a find of this subject on this machine, not what somebody put there. */
    private static boolean isOne(Path file, FolioTrace trace) throws IOException {
        try {
            FolioTrace other = read(file);
            return other.machine().equals(trace.machine())
                    && other.subject().equals(trace.subject());
        } catch (TraceException | CharacterCodingException e) {
            return false;
        }
    }

    private static FolioTrace read(Path file) throws IOException {
        return FolioTraceFile.parse(file.toString(), Files.readString(file)).trace();
    }

    private static int operations(FolioTrace trace) {
        return trace.steps().stream().mapToInt(FolioStep::operations).sum();
    }

    /** A file is whole or not there. */
    private static void write(Path file, String text) throws IOException {
        long process = ProcessHandle.current().pid();
        Path part = file.resolveSibling("." + file.getFileName() + "." + process + ".part");
        try {
            Files.writeString(part, text, StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
