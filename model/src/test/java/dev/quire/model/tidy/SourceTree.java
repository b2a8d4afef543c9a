package dev.quire.model.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of all modules, sorted by path. */
record SourceTree(List<SourceFile> files) {

    private static final List<String> FOLDERS = List.of("src/main/java", "src/test/java");

    /**
     * The project's folder: the system property {@code quire.root}, which the build sets; without
     * it the nearest folder with {@code .mvn}, from the working directory upwards.
     */
    static Path root() {
        String given = System.getProperty("quire.root");
        if (given != null) {
            return Path.of(given);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException("a folder with .mvn must be at or above: " + start);
    }

    /** Reads every module there is; a module is a folder of the root with Java sources. */
    static SourceTree read(Path root) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        for (Path module : children(root)) {
            for (String folder : FOLDERS) {
                Path sources = module.resolve(folder);
                if (Files.isDirectory(sources)) {
                    readFolder(root, sources, files);
                }
            }
        }
        return new SourceTree(List.copyOf(files));
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static void readFolder(Path root, Path folder, List<SourceFile> files)
            throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .map(path -> readFile(root, path))
                    .forEach(files::add);
        }
    }

    private static SourceFile readFile(Path root, Path path) {
        try {
            String relative = root.relativize(path).toString().replace('\\', '/');
            return SourceFile.of(relative, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
