package dev.quire.reports.publish;

import dev.quire.reports.history.History;
import dev.quire.reports.results.BuildResults;
import dev.quire.reports.results.Problem;
import dev.quire.reports.results.ResultFolder;
import dev.quire.reports.results.Status;
import dev.quire.reports.results.TestResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The last step of a build: publishes the report of all modules and prints where it is. */
public final class Publish {
    private Publish() {}

    /**
     * Publishes below the root's {@code target}.
     *
     * @param args the root of the project, the folder of the results, the folder of the unpacked
     *     Allure command line, the version of the project
     * @throws IllegalStateException if a module has red tests: the build must not end green
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4) {
            throw new IllegalArgumentException(
                    "arguments must be root, results, allure, version: count=" + args.length);
        }
        Path root = Path.of(args[0]);
        BuildResults results = ResultFolder.read(Path.of(args[1]));
        Environment environment = Environment.ofThisBuild(root, args[3]);
        Report report =
                new Report(
                        root.resolve("target"),
                        new AllureCommand(Path.of(args[2])),
                        new History(root.resolve("reports").resolve("history")));
        print(System.out, report, results, environment);
        List<String> red = TestReports.red(root);
        if (!red.isEmpty()) {
            throw new IllegalStateException("red tests: " + String.join(", ", red));
        }
    }

    static void print(PrintStream out, Report report, BuildResults results, Environment environment)
            throws IOException, InterruptedException {
        List<Problem> problems = new ArrayList<>(results.problems());
        out.println();
        if (results.tests().isEmpty()) {
            out.println("Report: none, since no test left a result");
        } else {
            problems.addAll(report.publish(results, environment));
            out.println("Report: " + counts(results));
        }
        for (TestResult test : results.latest()) {
            if (test.status() == Status.SKIPPED) {
                out.println("  skipped            " + test.name() + ": " + test.message());
            }
        }
        for (Problem problem : problems) {
            out.println("  not in the report  " + problem.text());
        }
        if (!results.tests().isEmpty()) {
            out.println("  one page           " + report.page());
            out.println("  folder             " + report.folder());
        }
        out.println();
        shortest(results).ifPresent(message -> out.println(message.strip() + "\n"));
    }

    /** Of all counterexamples the one that is read first. */
    private static Optional<String> shortest(BuildResults results) {
        return results.latest().stream()
                .filter(test -> test.status() == Status.FAILED)
                .map(TestResult::message)
                .filter(message -> message.contains("\nreplay  "))
                .min(Comparator.comparingInt(String::length).thenComparing(message -> message));
    }

    private static String counts(BuildResults results) {
        Collection<TestResult> tests = results.latest();
        StringBuilder text = new StringBuilder(tests.size() + " tests");
        for (Status status : Status.values()) {
            long count = tests.stream().filter(test -> test.status() == status).count();
            if (count > 0) {
                text.append(", ").append(count).append(' ').append(status.text());
            }
        }
        return text.toString();
    }
}
