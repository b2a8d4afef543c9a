package dev.quire.properties.matrix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows in a file, a line each as soon as it is there: subject, machine, strategy, and for each seed
 * the steps, the length after shrinking and the failure, or {@code -}. The first line tells the
 * budget; a last line that was cut short does not count.
 */
public final class RowFile implements RowKeeper {
    private static final String VERSION = "quire-matrix 1";
    private static final String END = ".";
    private static final String MISSED = "-";
    private static final int FIELDS = 5;
    private static final int PARTS = 3;

    private final Path file;
    private final Map<String, String> lines = new HashMap<>();

    private RowFile(Path file) {
        this.file = file;
    }

    /**
     * The rows of a file, which is made if there is none.
     *
     * @throws RowFileException if it cannot be read or written, or was made for another plan
     */
    public static RowFile open(Path file, Matrix.Plan plan) {
        String first =
                VERSION
                        + " seeds="
                        + plan.seeds()
                        + " steps="
                        + plan.steps()
                        + " shrink-steps="
                        + plan.shrinkSteps();
        RowFile rows = new RowFile(file);
        try {
            List<String> whole = new ArrayList<>(List.of(first));
            if (Files.exists(file)) {
                List<String> found = Files.readAllLines(file, StandardCharsets.UTF_8);
                if (found.isEmpty() || !found.get(0).equals(first)) {
                    throw new RowFileException(
                            file
                                    + ": found "
                                    + (found.isEmpty() ? "nothing" : found.get(0))
                                    + ", expected "
                                    + first,
                            null);
                }
                found.subList(1, found.size()).stream().filter(rows::take).forEach(whole::add);
            }
            Files.write(file, whole, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new RowFileException(file + " must be readable and writable: " + e, e);
        }
        return rows;
    }

    private boolean take(String line) {
        String[] fields = line.split("\t", -1);
        boolean whole = fields.length == FIELDS && fields[FIELDS - 1].equals(END);
        if (whole) {
            lines.put(fields[0] + "\t" + fields[1] + "\t" + fields[2], fields[3]);
        }
        return whole;
    }

    private static String key(Row row) {
        return row.subject() + "\t" + row.machine() + "\t" + row.strategy();
    }

    @Override
    public synchronized Optional<Row> find(Row searches) {
        return Optional.ofNullable(lines.get(key(searches))).map(text -> read(searches, text));
    }

    private Row read(Row searches, String text) {
        List<Optional<Kill>> kills = new ArrayList<>();
        for (String kill : text.split(";", -1)) {
            kills.add(kill.equals(MISSED) ? Optional.empty() : Optional.of(kill(kill)));
        }
        return searches.with(kills);
    }

    private Kill kill(String text) {
        String[] parts = text.split(" ", PARTS);
        try {
            return new Kill(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new RowFileException(
                    file + ": found " + text + ", expected steps, length and failure", e);
        }
    }

    @Override
    public synchronized void add(Row row) {
        List<String> kills =
                row.kills().stream().map(kill -> kill.map(RowFile::text).orElse(MISSED)).toList();
        String line = key(row) + "\t" + String.join(";", kills) + "\t" + END;
        if (line.indexOf('\n') >= 0 || line.split("\t", -1).length != FIELDS) {
            return;
        }
        try {
            Files.write(file, List.of(line), StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RowFileException(file + " must be writable: " + e, e);
        }
    }

    private static String text(Kill kill) {
        return kill.cost() + " " + kill.operations() + " " + kill.signature();
    }

    /** A file that does not serve. */
    public static final class RowFileException extends RuntimeException {
        RowFileException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
