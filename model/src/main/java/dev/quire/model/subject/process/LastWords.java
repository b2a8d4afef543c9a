package dev.quire.model.subject.process;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is worth telling of a process's standard error: its last lines, or, of a sanitizer's report,
 * the lines that say what and where. A report ends with a legend, and has addresses in it that are
 * others in each run.
 */
final class LastWords {
    private static final int LINES_MAX = 8;
    private static final int FRAMES_MAX = 4;
    private static final Pattern REPORT = Pattern.compile(".*(ERROR: \\w*Sanitizer: ).*");
    private static final Pattern SAYS =
            Pattern.compile(".*(ERROR: |SUMMARY: |runtime error: ).*|(READ|WRITE) of size .*");
    private static final Pattern FRAME = Pattern.compile("\\s*#\\d+ .*");
    private static final Pattern VARYING =
            Pattern.compile("==\\d+==|( on address| at pc| bp| sp| at) 0x\\w+| 0x\\w+(?= in )");
    private static final Pattern THREAD = Pattern.compile(" thread T\\d+.*");

    private LastWords() {}

    /** Few lines of many. */
    static List<String> of(List<String> lines) {
        if (lines.stream().noneMatch(line -> REPORT.matcher(line).matches())) {
            return lines.subList(Math.max(0, lines.size() - LINES_MAX), lines.size());
        }
        List<String> told = new ArrayList<>();
        int frames = 0;
        for (String line : lines) {
            boolean frame = FRAME.matcher(line).matches();
            frames += frame ? 1 : 0;
            boolean says = SAYS.matcher(line).matches() || line.startsWith("quire: ");
            if (told.size() < LINES_MAX && (says || frame && frames <= FRAMES_MAX)) {
                String plain = VARYING.matcher(line.strip()).replaceAll("");
                told.add(THREAD.matcher(plain).replaceAll(""));
            }
        }
        return told;
    }
}
