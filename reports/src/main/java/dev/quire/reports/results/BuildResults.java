package dev.quire.reports.results;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a build left behind and a report can be made from.
 *
 * @param tests the readable results, in the order of their file names
 * @param files what a report needs: the files of these results, containers, attachments
 * @param problems what was left out, and why
 */
public record BuildResults(List<TestResult> tests, List<Path> files, List<Problem> problems) {
    public BuildResults {
        tests = List.copyOf(tests);
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /** The last run of each test, as the report shows it; earlier runs are its retries. */
    public Collection<TestResult> latest() {
        Map<String, TestResult> latest = new LinkedHashMap<>();
        for (TestResult run : tests) {
            latest.merge(run.test(), run, (a, b) -> b.start() >= a.start() ? b : a);
        }
        return latest.values();
    }
}
