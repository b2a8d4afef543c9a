package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.geometry.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A trace of folios that was read from text, and the lines on which its operations stand.
 *
 * @param name the file as the user named it
 * @param stepLines of each step: the line of its operation
 * @param subjectLine where its subject is named
 */
public record FolioTraceFile(
        String name, FolioTrace trace, List<Integer> stepLines, int subjectLine) {
    public FolioTraceFile {
        stepLines = List.copyOf(stepLines);
    }

    /** Whether a text is a trace of folios, be it a wrong one. */
    public static boolean isFolio(String text) {
        return text.lines()
                .map(String::strip)
                .takeWhile(line -> !line.equals(FolioTrace.SEPARATOR))
                .anyMatch(FolioTrace.SYSTEM_LINE::equals);
    }

    /**
     * Reads a text.
     *
     * @throws TraceException naming the line, what was found and what would be right
     */
    public static FolioTraceFile parse(String name, String text) {
        return new Parser(name).read(text.lines().toList());
    }

    /** The reader of one text. */
    private static final class Parser {
        private final String name;
        private final Set<String> seen = new HashSet<>();
        private final List<String> comments = new ArrayList<>();
        private final List<FolioStep> steps = new ArrayList<>();
        private final List<Integer> stepLines = new ArrayList<>();
        private Optional<FolioMachine> machine = Optional.empty();
        private Optional<String> subject = Optional.empty();
        private Optional<KeptVerdict> verdict = Optional.empty();
        private Optional<Long> seed = Optional.empty();
        private Optional<String> search = Optional.empty();
        private int subjectLine;
        private boolean versioned;
        private boolean below;

        Parser(String name) {
            this.name = name;
        }

        FolioTraceFile read(List<String> lines) {
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).replace('\t', ' ').strip();
                try {
                    readLine(i + 1, line);
                } catch (IllegalArgumentException e) {
                    throw new TraceException(name, i + 1, e.getMessage(), e);
                }
            }
            int last = Math.max(1, lines.size());
            if (!below || machine.isEmpty() || subject.isEmpty()) {
                throw new TraceException(
                        name, last, "expected machine, subject and --- above the operations");
            }
            try {
                Provenance provenance = new Provenance(seed, search, comments);
                FolioTrace trace =
                        new FolioTrace(machine.get(), subject.get(), verdict, provenance, steps);
                return new FolioTraceFile(name, trace, stepLines, subjectLine);
            } catch (IllegalArgumentException e) {
                throw new TraceException(name, last, e.getMessage(), e);
            }
        }

        private void readLine(int number, String line) {
            if (line.isEmpty()) {
                return;
            }
            if (line.startsWith("#")) {
                if (!below) {
                    comments.add(line.substring(1));
                }
            } else if (!versioned) {
                expect(line.equals(Trace.VERSION_LINE), line, Trace.VERSION_LINE);
                versioned = true;
            } else if (below) {
                readStep(number, line);
            } else if (line.equals(FolioTrace.SEPARATOR)) {
                below = true;
            } else {
                readHeader(number, line);
            }
        }

        private static void expect(boolean right, String found, String expected) {
            if (!right) {
                throw new IllegalArgumentException("found " + found + ", expected " + expected);
            }
        }

        private void readHeader(int number, String line) {
            int space = line.indexOf(' ');
            expect(space > 0, line, "a key and its value");
            String key = line.substring(0, space);
            String rest = line.substring(space).strip();
            expect(seen.add(key), "a second " + key, "each key once");
            switch (key) {
                case "system" -> expect(rest.equals("folio"), line, FolioTrace.SYSTEM_LINE);
                case "machine" -> machine = Optional.of(machine(rest));
                case "subject" -> {
                    expect(!rest.contains(" "), line, "one name, such as subject folio-packed");
                    subject = Optional.of(rest);
                    subjectLine = number;
                }
                case "verdict" -> verdict = Optional.of(KeptVerdict.parse(rest));
                case "seed" -> seed = Optional.of(Numbers.parseHex(rest));
                case "search" -> search = Optional.of(rest);
                default ->
                        throw new IllegalArgumentException(
                                "found "
                                        + line
                                        + ", expected system, machine, subject, verdict, seed,"
                                        + " search or ---");
            }
        }

        private static FolioMachine machine(String text) {
            String[] words = text.split(" +");
            FolioMachine named = FolioMachine.named(words[0]);
            if (words.length == 1) {
                return named;
            }
            expect(
                    words.length == 2 && words[1].startsWith("cpus="),
                    text,
                    "a machine and cpus=, such as machine folio-4k cpus=2");
            String cpus = words[1].substring("cpus=".length());
            return named.withCpus(Numbers.parseCount(cpus, 1, FolioMachine.CPUS_MAX));
        }

        private void readStep(int number, String line) {
            if (!line.startsWith("@")) {
                steps.add(FolioStep.of(FolioOperation.parse(line)));
                stepLines.add(number);
                return;
            }
            expect(!steps.isEmpty(), "an act before any operation", "the operation it acts in");
            FolioStep open = steps.remove(steps.size() - 1);
            List<FolioAct> acts = new ArrayList<>(open.acts());
            acts.add(FolioAct.parse(line));
            steps.add(new FolioStep(open.operation(), acts));
        }
    }
}
