package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.counterexamples.kit.Kit;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An installed kit in a folder, and the compilers of this machine. */
final class Workshop {
    private static final List<String> STRICT =
            List.of("-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror");
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;

    /** Installs the kit in a new folder. */
    Workshop(Path folder) {
        this.folder = folder;
        try {
            Kit.C.install(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The C compilers that are on the path. */
    static List<String> compilers() {
        return Stream.of("gcc", "clang").filter(Workshop::onPath).toList();
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }

    /** Puts another source beside the kit's. */
    Workshop with(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Compiles a source to a program; any warning is an error. */
    Path compile(String compiler, String source, String program, String... flags) {
        List<String> words = new ArrayList<>(List.of(compiler));
        words.addAll(STRICT);
        words.addAll(List.of(flags));
        words.addAll(List.of(source, "-o", program));
        assertEquals("", said(words), () -> String.join(" ", words));
        return folder.resolve(program);
    }

    /** What a program of this folder says, and its exit status unless it is 0. */
    String run(Path program) {
        return said(List.of(program.toString()));
    }

    /** What a compiler has against a source. */
    String refusal(String compiler, String source) {
        return said(List.of(compiler, "-std=c11", "-c", source, "-o", "refused.o"));
    }

    /** Whether this compiler can make programs with AddressSanitizer. */
    boolean sanitizes(String compiler) {
        with("empty.c", "int main(void) { return 0; }\n");
        return said(List.of(compiler, "-fsanitize=address", "empty.c", "-o", "empty")).isEmpty();
    }

    /** What a command says, and its exit status unless it is 0. */
    private String said(List<String> words) {
        try {
            Process process =
                    new ProcessBuilder(words)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            byte[] all = process.getInputStream().readAllBytes();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "it does not end";
            }
            String text = new String(all, StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? text : text + "status " + process.exitValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** A program as a subject of that name; to be closed. */
    static Subject subject(String name, Path program, ProcessOptions options) {
        Subject started = ProcessSubject.of(ProcessSubject.PREFIX + program, options);
        return new Subject(
                name,
                started.sentence(),
                started.api(),
                started.contVisible(),
                started.foldsExactly());
    }
}
