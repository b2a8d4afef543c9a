package dev.quire.counterexamples.trace;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text of one trace. The first wrong line ends it, with that line's number. */
final class TraceParser {
    private static final int SHOWN_MAX = 80;

    private final String file;
    private final List<String> lines;
    private final Header header;
    private final List<Step> steps = new ArrayList<>();
    private final List<List<Integer>> stepLines = new ArrayList<>();

    private boolean versionRead;
    private Optional<Setup> setup = Optional.empty();
    private Optional<Operation> open = Optional.empty();
    private List<Act> acts = new ArrayList<>();
    private List<Integer> openLines = new ArrayList<>();

    TraceParser(String file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
        this.header = new Header(file);
    }

    /** What a message shows of a line. */
    static String shortened(String line) {
        return line.length() <= SHOWN_MAX ? line : line.substring(0, SHOWN_MAX) + "...";
    }

    TraceFile read() {
        checkText();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replace('\t', ' ').strip();
            try {
                readLine(i + 1, line);
            } catch (TraceException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw new TraceException(file, i + 1, e.getMessage(), e);
            }
        }
        closeStep();
        if (!versionRead) {
            String found = lines.isEmpty() ? "an empty file" : "no line that is not a comment";
            throw unexpectedEnd("found " + found + ", expected " + Trace.VERSION_LINE);
        }
        if (setup.isEmpty()) {
            throw unexpectedEnd(
                    "found the end of the file, expected "
                            + Trace.SEPARATOR
                            + " and operations below the configuration");
        }
        return new TraceFile(
                file, header.trace(setup.get(), steps), header.subjectLine(), stepLines);
    }

    private TraceException unexpectedEnd(String fault) {
        return new TraceException(file, Math.max(1, lines.size()), fault);
    }

    private void checkText() {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).chars().anyMatch(c -> c != '\t' && Character.isISOControl(c))) {
                throw notText(file, i + 1);
            }
        }
    }

    static TraceException notText(String file, int line) {
        return new TraceException(
                file,
                line,
                "found bytes that are not text, expected UTF-8 text that starts with "
                        + Trace.VERSION_LINE);
    }

    private void readLine(int number, String line) {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("#")) {
            if (setup.isEmpty()) {
                header.comment(line.substring(1));
            }
        } else if (!versionRead) {
            readVersion(line);
        } else if (setup.isPresent()) {
            readOperation(number, line);
        } else if (line.equals(Trace.SEPARATOR)) {
            setup = Optional.of(header.setup(number));
        } else {
            header.read(number, line);
        }
    }

    private void readVersion(String line) {
        if (!line.equals(Trace.VERSION_LINE)) {
            throw new IllegalArgumentException(
                    "found " + shortened(line) + ", expected " + Trace.VERSION_LINE);
        }
        versionRead = true;
    }

    private void readOperation(int number, String line) {
        if (!line.startsWith("@")) {
            Operation operation = Operation.parse(line);
            closeStep();
            open = Optional.of(operation);
        } else if (open.isEmpty()) {
            throw new IllegalArgumentException(
                    "found an act before any operation, expected the operation that it acts in");
        } else {
            Act act = Act.parse(line);
            if (!acts.isEmpty() && act.access() < acts.get(acts.size() - 1).access()) {
                throw new IllegalArgumentException(
                        "found @"
                                + act.access()
                                + " after @"
                                + acts.get(acts.size() - 1).access()
                                + ", expected acts in the order of their accesses");
            }
            acts.add(act);
        }
        openLines.add(number);
    }

    private void closeStep() {
        if (open.isPresent()) {
            steps.add(new Step(open.get(), acts));
            stepLines.add(openLines);
            acts = new ArrayList<>();
            openLines = new ArrayList<>();
        }
    }
}
