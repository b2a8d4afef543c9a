package dev.quire.reports.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.reports.results.JsonText;
import dev.quire.reports.results.MalformedFile;
import dev.quire.reports.results.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the last report knew about the ones before it. It lies outside {@code target}, so that
 * {@code mvn clean} keeps it; to forget the past, delete the folder.
 *
 * <p>Allure reads a {@code history} folder among the results and writes the next one into a report
 * of the folder form only. So each round goes: {@link #carryInto}, generate both forms, {@link
 * #keepFrom} the folder form.
 */
public final class History {
    private static final String FOLDER = "history";
    private static final String TREND = "history-trend.json";

    private final Path folder;

    public History(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies what is kept among the results of the next report and gives that report its number,
     * which the trends show under each of their points. A file that cannot be read is moved aside,
     * under the name that the problem gives, and the report starts that one afresh.
     *
     * @param what the version and commit of the build, for the reader
     */
    public List<Problem> carryInto(Path results, String what) throws IOException {
        List<Problem> problems = new ArrayList<>();
        Path target = Files.createDirectories(results.resolve(FOLDER));
        int last = 0;
        for (Path file : jsonFiles(folder)) {
            String name = file.getFileName().toString();
            try {
                JsonNode content = JsonText.read(file);
                Files.copy(file, target.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                if (name.equals(TREND)) {
                    last = highestNumber(content);
                }
            } catch (MalformedFile e) {
                String aside = name + ".unreadable";
                Files.move(file, folder.resolve(aside), StandardCopyOption.REPLACE_EXISTING);
                problems.add(new Problem(name, e.problem().found() + "; kept as " + aside));
            }
        }
        writeExecutor(results, last + 1, what);
        return problems;
    }

    /** Keeps what a report of the folder form knows; each file is replaced whole or not at all. */
    public void keepFrom(Path report) throws IOException {
        Files.createDirectories(folder);
        for (Path file : jsonFiles(report.resolve(FOLDER))) {
            String name = file.getFileName().toString();
            Path part = folder.resolve(name + ".part");
            Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    part,
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static int highestNumber(JsonNode trend) {
        int highest = 0;
        for (JsonNode point : trend) {
            highest = Math.max(highest, point.path("buildOrder").asInt(0));
        }
        return highest;
    }

    private static void writeExecutor(Path results, int number, String what) throws IOException {
        ObjectNode executor = new ObjectMapper().createObjectNode();
        executor.put("name", "Maven");
        executor.put("type", "maven");
        executor.put("buildOrder", number);
        executor.put("buildName", "#" + number + " " + what);
        Files.writeString(results.resolve("executor.json"), executor.toPrettyString() + "\n");
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }
}
