package dev.quire.properties.cli;

import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.store.Kept;
import dev.quire.counterexamples.store.StoreException;
import dev.quire.counterexamples.trace.Trace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What became of a counterexample that was to be kept.
 *
 * @param kept empty if it could not be written
 * @param fault why it could not be; empty if it was
 */
record Keeping(Optional<Kept> kept, String fault) {
    /** Refuses a folder before the hunt that has nowhere to keep what it finds. */
    static void check(Path folder) {
        boolean usable =
                Files.isDirectory(folder)
                        ? Files.isWritable(folder)
                        : Files.notExists(folder) && canBeMade(folder);
        if (!usable) {
            throw new Refusal(
                    "--found: found "
                            + folder
                            + ", expected a folder that can be written, or a new one in such a"
                            + " folder");
        }
    }

    /** The default folder lies two levels deep; missing ones above it are made with it. */
    private static boolean canBeMade(Path folder) {
        Path above = folder.toAbsolutePath().getParent();
        boolean isDefault = folder.equals(Path.of(HuntCommand.FOUND));
        if (isDefault && above != null && Files.notExists(above)) {
            above = above.getParent();
        }
        return above != null && Files.isDirectory(above) && Files.isWritable(above);
    }

    /** Keeps a trace. */
    static Keeping keep(Path folder, Trace trace) {
        try {
            return new Keeping(Optional.of(CorpusStore.found(folder).keep(trace)), "");
        } catch (StoreException e) {
            return new Keeping(Optional.empty(), e.getMessage());
        }
    }

    Optional<String> file() {
        return kept.map(Kept::file).map(Path::toString);
    }

    /** What happened, in words. */
    String text() {
        if (kept.isEmpty()) {
            return "nowhere: the whole trace is printed below";
        }
        Path file = kept.get().file();
        if (kept.get().change() == Kept.Change.ALREADY_THERE) {
            return file + ", which was there and is not longer";
        }
        int replaced = kept.get().replaced().size();
        return replaced == 0 ? file.toString() : file + ", in place of " + replaced + " longer";
    }
}
