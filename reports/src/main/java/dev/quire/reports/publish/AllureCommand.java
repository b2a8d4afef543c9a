package dev.quire.reports.publish;

import dev.quire.reports.results.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Allure command line, run by the JDK that runs this, without its shell script. It would report
 * its use to a server, and so would each page when opened: both are switched off.
 */
final class AllureCommand {
    private static final String REPORT_NAME = "Quire";

    /** How Allure's log names a file that passed our checks but not its own. */
    private static final String LEFT_OUT = "Could not read ";

    private final Path home;

    AllureCommand(Path home) {
        this.home = home;
    }

    /**
     * Replaces the report in the folder.
     *
     * @return the files that Allure could not read
     * @throws IOException when there is no report in the end; it carries what Allure printed
     */
    List<Problem> generate(Path input, Path report, List<String> options)
            throws IOException, InterruptedException {
        Path log = Path.of(report + ".log");
        int status = start(command(input, report, options), log).waitFor();
        List<String> printed = Files.readAllLines(log, StandardCharsets.UTF_8);
        if (status != 0 || !Files.isRegularFile(report.resolve("index.html"))) {
            throw new IOException(
                    "allure must write a report: status="
                            + status
                            + " printed=\n"
                            + String.join("\n", printed));
        }
        return printed.stream()
                .filter(line -> line.startsWith(LEFT_OUT))
                .map(line -> new Problem("allure", line))
                .toList();
    }

    private List<String> command(Path input, Path report, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A run of a second: the second compiler and parallel collection cost more than they give.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Dfile.encoding=UTF-8");
        command.add("-cp");
        command.add(
                home.resolve("lib").resolve("*")
                        + File.pathSeparator
                        + home.resolve("lib").resolve("config"));
        command.add("io.qameta.allure.CommandLine");
        command.add("generate");
        command.add(input.toString());
        command.add("--output");
        command.add(report.toString());
        command.add("--name");
        command.add(REPORT_NAME);
        command.add("--clean");
        command.addAll(options);
        return command;
    }

    private Process start(List<String> command, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("APP_HOME", home.toString());
        builder.environment().put("ALLURE_NO_ANALYTICS", "true");
        builder.redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        return builder.start();
    }
}
