package dev.quire.benchmarks.explore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SPIN's verifier of {@code pte.pml}, compiled for one order of search.
 *
 * <p>Partial order reduction is off, so that it visits every state. It has no monitor and looks for
 * no cycles, which is the least work that it can do.
 */
final class Spin {
    private static final Pattern STORED = Pattern.compile("(\\d+) states, stored");
    private static final Pattern TRANSITIONS = Pattern.compile("(\\d+) transitions");
    private static final Pattern SECONDS = Pattern.compile("elapsed time ([0-9.]+) seconds");
    private static final String MODEL = "pte.pml";

    private final Path directory;
    private final String verifier;

    private Spin(Path directory, String verifier) {
        this.directory = directory;
        this.verifier = verifier;
    }

    /** Writes the verifier's source into a directory. */
    static void generate(Path directory) throws IOException, InterruptedException {
        try (InputStream model = Spin.class.getResourceAsStream(MODEL)) {
            Files.copy(model, directory.resolve(MODEL));
        }
        run(directory, "the Debian package spin", "spin", "-a", MODEL);
    }

    /** Compiles the source in a directory , with further options. */
    static Spin compile(Path directory, String name, List<String> options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("cc", "-O2", "-DNOREDUCE", "-DSAFETY"));
        command.addAll(options);
        command.addAll(List.of("-o", name, "pan.c"));
        run(directory, "a C compiler", command.toArray(String[]::new));
        return new Spin(directory, name);
    }

    /** One search, to its end. */
    Search run() throws IOException, InterruptedException {
        String program = directory.resolve(verifier).toString();
        String told = run(directory, "the verifier", program, "-m2000000");
        long transitions = (long) number(TRANSITIONS, told) - 1;
        return new Search((long) number(STORED, told), transitions, number(SECONDS, told));
    }

    private static double number(Pattern pattern, String told) {
        Matcher matcher = pattern.matcher(told);
        if (!matcher.find()) {
            throw new IllegalStateException("SPIN must tell \"" + pattern + "\": " + told);
        }
        return Double.parseDouble(matcher.group(1));
    }

    /** What a command prints; it needs something to be installed. */
    private static String run(Path directory, String needed, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile()).redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new Missing(needed + " must be installed: " + e.getMessage());
        }
        byte[] told = process.getInputStream().readAllBytes();
        String text = new String(told, StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed: " + text);
        }
        return text;
    }

    /**
     * What a search came to.
     *
     * @param states the distinct states
     * @param transitions those run; SPIN counts the way to the first state, too, which is left out
     * @param seconds how long it took, as SPIN tells: without its start
     */
    record Search(long states, long transitions, double seconds) {}

    /** A program that is not installed. */
    static final class Missing extends IOException {
        private static final long serialVersionUID = 1;

        Missing(String message) {
            super(message);
        }
    }
}
