package dev.quire.reports.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where and how a build ran, as the front page of its report shows it: enough to run it again.
 *
 * @param title the version and the commit, in one line
 */
record Environment(String title, List<Row> rows) {
    /** Settings that say where things lie on one machine, not how the build ran. */
    private static final Set<String> PLACES = Set.of("quire.root", "quire.results", "quire.allure");

    private static final String SETTING = "quire.";

    record Row(String key, String value) {}

    Environment {
        rows = List.copyOf(rows);
    }

    static Environment ofThisBuild(Path root, String version) throws IOException {
        String commit = GitCommit.of(root).orElse("unknown");
        return of(System.getProperties(), version, commit);
    }

    /** The settings are all properties whose name starts with {@code quire.}, in their order. */
    static Environment of(Properties system, String version, String commit) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("Quire", version));
        rows.add(new Row("Commit", commit));
        rows.add(
                new Row(
                        "JDK",
                        system.getProperty("java.vm.name")
                                + " "
                                + system.getProperty("java.vm.version")));
        rows.add(
                new Row(
                        "System",
                        system.getProperty("os.name")
                                + " "
                                + system.getProperty("os.version")
                                + " "
                                + system.getProperty("os.arch")));
        Map<String, String> settings = new TreeMap<>();
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(SETTING) && !PLACES.contains(name)) {
                settings.put(name, system.getProperty(name));
            }
        }
        settings.forEach((name, value) -> rows.add(new Row(name, value)));
        return new Environment(version + " " + commit, rows);
    }

    Environment with(String key, String value) {
        List<Row> more = new ArrayList<>(rows);
        more.add(new Row(key, value));
        return new Environment(title, more);
    }

    /** Writes the file in which Allure looks for it. */
    void writeInto(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            text.append(escaped(row.key())).append(" = ").append(escaped(row.value()));
            text.append('\n');
        }
        Files.writeString(folder.resolve("environment.properties"), text);
    }

    /** The text as a key or a value of a properties file, in plain ASCII. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (" \\=:#!".indexOf(c) >= 0) {
                escaped.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                escaped.append(String.format("\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
