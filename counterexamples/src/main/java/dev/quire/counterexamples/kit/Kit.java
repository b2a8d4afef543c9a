package dev.quire.counterexamples.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * The files from which a subject in some language starts: the protocol's own side, examples, a
 * guide.
 *
 * <p>They are resources in the folder of this package that has the language's name.
 */
public enum Kit {
    /** C11 and POSIX. */
    C("README.md", "quire.h", "example.c", "contpte.c", "Makefile");

    /** As the command line writes it. */
    public final String word;

    private final List<String> files;

    Kit(String... files) {
        this.word = name().toLowerCase(Locale.ROOT);
        this.files = List.of(files);
    }

    /** The names of its files, what to read first at the front. */
    public List<String> files() {
        return files;
    }

    /**
     * Copies its files into a folder, which is made if need be. Never over a file that is there: if
     * one is, nothing is written.
     *
     * @throws FileAlreadyExistsException naming a file that is there
     * @throws IOException if the folder cannot be made or written to
     */
    public void install(Path folder) throws IOException {
        for (String file : files) {
            Path target = folder.resolve(file);
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(target.toString());
            }
        }
        Files.createDirectories(folder);
        for (String file : files) {
            Files.write(folder.resolve(file), bytes(file), StandardOpenOption.CREATE_NEW);
        }
    }

    private byte[] bytes(String file) {
        try (InputStream in = Kit.class.getResourceAsStream(word + "/" + file)) {
            if (in == null) {
                throw new AssertionError("harness bug: the build must hold " + word + "/" + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
