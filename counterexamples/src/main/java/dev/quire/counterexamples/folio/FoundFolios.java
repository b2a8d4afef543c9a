package dev.quire.counterexamples.folio;

import dev.quire.model.folio.lockstep.FolioDifference;
import dev.quire.model.folio.lockstep.FolioVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of traces of folios that runs have found: one file for each subject and failure, or each
 * two subjects and difference; a shorter find takes the place of a longer one.
 */
public record FoundFolios(Path folder) {
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
        Path file = folder.resolve(name + ".trace");
        Files.createDirectories(folder);
        if (Files.notExists(file) || Files.size(file) >= trace.text().length()) {
            Files.writeString(file, trace.text(), StandardCharsets.UTF_8);
        }
        return file;
    }
}
