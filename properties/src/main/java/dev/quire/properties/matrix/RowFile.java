package dev.quire.properties.matrix;

import dev.quire.properties.explore.Build;
import dev.quire.properties.explore.FileFault;
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
 * Rows in a file, a line each as soon as it is there, with tabs between the fields: subject,
 * machine, strategy; {@code each} if each seed had a search, {@code one} if there was one; and for
 * each search the steps, the length after shrinking and the failure, or {@code -}, with semicolons
 * between them. The first line tells the build, the seeds and the budget. A last line without its
 * end was cut short and is dropped.
 */
public final class RowFile implements RowKeeper {
    private static final String MAGIC = "quire-matrix 2 ";
    private static final String EACH = "each";
    private static final String ONE = "one";
    private static final String MISSED = "-";
    private static final String SHAPE =
            "subject, machine, strategy, each or one, and a find or - for each search";
    private static final int FIELDS = 5;
    private static final int PARTS = 3;

    private final Path file;
    private final Matrix.Plan plan;
    private final Map<String, Searches> searches = new HashMap<>();

    private RowFile(Path file, Matrix.Plan plan) {
        this.file = file;
        this.plan = plan;
    }

    /**
     * The rows of a file, which is made if there is none.
     *
     * @throws RowFileException if it cannot be read or written, was made by another build or for
     *     another plan, or has a line that is none of its own; it is left as it is then
     */
    public static RowFile open(Path file, Matrix.Plan plan) {
        RowFile rows = new RowFile(file, plan);
        String first = first(plan) + "\n";
        try {
            String found = Files.exists(file) ? Files.readString(file) : "";
            int whole = found.lastIndexOf('\n') + 1;
            if (whole == 0 && first.startsWith(found)) {
                Files.writeString(file, first);
                return rows;
            }
            rows.take(found.substring(0, whole == 0 ? found.length() : whole), first.strip());
            if (whole < found.length()) {
                rows.cut(found.substring(0, whole));
            }
        } catch (IOException e) {
            throw new RowFileException(FileFault.text(file, "read and written", e), e);
        }
        return rows;
    }

    private static String first(Matrix.Plan plan) {
        return MAGIC
                + Build.words()
                + " seeds="
                + plan.seeds()
                + " steps="
                + plan.steps()
                + " shrink-steps="
                + plan.shrinkSteps();
    }

    private void take(String text, String first) {
        List<String> lines = text.lines().toList();
        if (!lines.get(0).equals(first)) {
            throw refused(1, lines.get(0), first);
        }
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length != FIELDS) {
                throw refused(i + 1, lines.get(i), SHAPE);
            }
            String key = fields[0] + "\t" + fields[1] + "\t" + fields[2];
            searches.put(key, searches(i + 1, fields[FIELDS - 2], fields[FIELDS - 1]));
        }
    }

    private RowFileException refused(int line, String found, String expected) {
        return new RowFileException(
                file + ":" + line + ": found '" + found + "', expected '" + expected + "'", null);
    }

    private Searches searches(int line, String word, String finds) {
        boolean each = word.equals(EACH);
        if (!each && !word.equals(ONE)) {
            throw refused(line, word, EACH + " or " + ONE);
        }
        List<Optional<Kill>> kills = new ArrayList<>();
        for (String find : finds.split(";", -1)) {
            kills.add(find.equals(MISSED) ? Optional.empty() : Optional.of(kill(line, find)));
        }
        int expected = each ? plan.seeds() : 1;
        if (kills.size() != expected) {
            String those = expected == 1 ? "1 search" : expected + " searches";
            throw refused(line, finds, those);
        }
        return new Searches(each, kills);
    }

    private Kill kill(int line, String text) {
        String[] parts = text.split(" ", PARTS);
        String expected = "steps, length and failure, or -";
        try {
            long cost = Long.parseLong(parts[0]);
            int length = parts.length == PARTS ? Integer.parseInt(parts[1]) : 0;
            if (cost > 0 && length > 0) {
                return new Kill(cost, length, parts[2]);
            }
        } catch (NumberFormatException e) {
            throw new RowFileException(refused(line, text, expected).getMessage(), e);
        }
        throw refused(line, text, expected);
    }

    /** Drops what a kill cut short. */
    private void cut(String whole) throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static String key(Row row) {
        return row.subject() + "\t" + row.machine() + "\t" + row.strategy();
    }

    @Override
    public synchronized Optional<Row> find(Row row) {
        return Optional.ofNullable(searches.get(key(row)))
                .map(kept -> row.with(kept.each, kept.kills));
    }

    @Override
    public synchronized void add(Row row) {
        List<String> kills =
                row.kills().stream().map(kill -> kill.map(RowFile::text).orElse(MISSED)).toList();
        String each = row.seeded() ? EACH : ONE;
        String line = key(row) + "\t" + each + "\t" + String.join(";", kills);
        if (line.indexOf('\n') >= 0 || line.split("\t", -1).length != FIELDS) {
            return;
        }
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new RowFileException(FileFault.text(file, "written", e), e);
        }
    }

    private static String text(Kill kill) {
        return kill.cost() + " " + kill.operations() + " " + kill.signature();
    }

    /** What the searches of a row found. */
    private record Searches(boolean each, List<Optional<Kill>> kills) {}

    /** A file that does not serve. */
    public static final class RowFileException extends RuntimeException {
        RowFileException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
