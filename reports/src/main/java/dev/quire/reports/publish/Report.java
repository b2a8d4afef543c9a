package dev.quire.reports.publish;

import dev.quire.reports.category.Categories;
import dev.quire.reports.history.History;
import dev.quire.reports.results.BuildResults;
import dev.quire.reports.results.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The two forms of a report, side by side in one folder: a page which holds everything and opens
 * from disk, and the folder form, the only one from which history goes on.
 */
final class Report {
    private final Path target;
    private final AllureCommand allure;
    private final History history;

    Report(Path target, AllureCommand allure, History history) {
        this.target = target;
        this.allure = allure;
        this.history = history;
    }

    Path page() {
        return target.resolve("allure-report").resolve("index.html");
    }

    Path folder() {
        return target.resolve("allure-report-folder");
    }

    /**
     * Writes both forms from a copy of the results, since Allure wants its other input beside them,
     * and the results of a build are nobody's to change.
     *
     * @return what could not be taken into the report
     */
    List<Problem> publish(BuildResults results, Environment environment)
            throws IOException, InterruptedException {
        Path input = target.resolve("allure-report-input");
        delete(input);
        Files.createDirectories(input);
        for (Path file : results.files()) {
            Files.copy(file, input.resolve(file.getFileName()));
        }
        Categories.of(results.latest()).writeInto(input);
        List<Problem> problems = new ArrayList<>(history.carryInto(input, environment.title()));
        int damaged = results.problems().size();
        environment.with("Files with problems", Integer.toString(damaged)).writeInto(input);
        problems.addAll(allure.generate(input, folder(), List.of()));
        allure.generate(input, page().getParent(), List.of("--single-file"));
        history.keepFrom(folder());
        return problems;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
