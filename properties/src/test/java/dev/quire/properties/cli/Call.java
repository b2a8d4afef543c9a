package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.properties.campaign.Interruption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One command that was run in this process: its exit status and what it printed. */
record Call(int status, String out, String err) {
    static Call of(String... args) {
        return of(new Interruption(), "", args);
    }

    static Call withInput(String input, String... args) {
        return of(new Interruption(), input, args);
    }

    static Call of(Interruption interruption, String input, String... args) {
        return of(interruption, input, false, args);
    }

    /** Somebody watches the standard error. */
    static Call watched(String... args) {
        return of(new Interruption(), "", true, args);
    }

    private static Call of(Interruption interruption, String input, boolean live, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console =
                new Console(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        live,
                        interruption);
        int status = Quire.run(console, args);
        return new Call(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A hunt that keeps what it finds in a folder and says nothing on the way. */
    static Call hunt(Path found, String... args) {
        List<String> all = new ArrayList<>(List.of("hunt", "--no-progress"));
        all.add("--found=" + found);
        all.addAll(List.of(args));
        return of(all.toArray(new String[0]));
    }

    /** The output, which is one JSON document. */
    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The output without the line that tells how long it took. */
    String timeless() {
        return out.lines()
                .filter(line -> !line.startsWith("reached ") && !line.contains("\"seconds\""))
                .collect(Collectors.joining("\n"));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only file of a folder. */
    static Path only(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            if (all.size() != 1) {
                throw new AssertionError("expected one file in " + folder + ", found " + all);
            }
            return all.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
