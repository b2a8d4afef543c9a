package dev.quire.counterexamples.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The C compiler of this machine, where there is one, and what it makes. */
final class Gcc {
    private Gcc() {}

    static boolean isThere() {
        String path = System.getenv().getOrDefault("PATH", "");
        return List.of(path.split(java.io.File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gcc")));
    }

    /** Compiles with warnings as errors; what it says is the failure's message. */
    static void compile(Path program, List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of("gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O0"));
        command.addAll(arguments);
        command.addAll(List.of("-o", program.toString()));
        Ended ended = run(command);
        if (ended.status != 0) {
            throw new AssertionError(String.join(" ", command) + "\n" + ended.output);
        }
    }

    static Ended run(List<String> command) {
        try {
            Path output = Files.createTempFile("quire", ".out");
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("a program must end: " + command);
            }
            String text = Files.readString(output);
            Files.delete(output);
            return new Ended(process.exitValue(), text);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("a program must run: " + command, e);
        }
    }

    /** How a program ended, and all that it printed. */
    record Ended(int status, String output) {}
}
