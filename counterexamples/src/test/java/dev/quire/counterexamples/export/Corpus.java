package dev.quire.counterexamples.export;

import dev.quire.counterexamples.trace.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The kept traces, which every form is tried on. */
final class Corpus {
    private Corpus() {}

    static List<TraceFile> files() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.isDirectory(here.resolve("corpus")) ? here.getParent() : here;
        Path corpus = root.resolve("counterexamples/corpus");
        List<TraceFile> files;
        try (Stream<Path> all = Files.list(corpus)) {
            files = all.filter(Files::isRegularFile).sorted().map(TraceFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (files.size() < 50) {
            throw new AssertionError("the corpus must be found from " + here);
        }
        return files;
    }

    /** Such as {@code bad_frame_folds-differing-permissions}. */
    static String name(TraceFile file) {
        String name = Path.of(file.name()).getFileName().toString();
        return name.substring(0, name.lastIndexOf('.'));
    }
}
