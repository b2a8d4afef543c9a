package dev.quire.counterexamples.trace;

import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Machines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The configuration of a trace while it is read, line by line.
 *
 * <p>A rule that concerns several lines is reported at the first line with which it breaks.
 */
final class Header {
    private final String file;
    private final Map<String, Integer> lineOf = new HashMap<>();
    private final List<String> comments = new ArrayList<>();
    private final List<Line<AddressSpace>> mms = new ArrayList<>();
    private final List<Line<Vma>> vmas = new ArrayList<>();
    private final List<Line<Folio>> folios = new ArrayList<>();
    private Optional<MachineSpec> machine = Optional.empty();
    private Optional<String> subject = Optional.empty();
    private Optional<KeptVerdict> verdict = Optional.empty();
    private Optional<Long> seed = Optional.empty();
    private Optional<String> search = Optional.empty();

    Header(String file) {
        this.file = file;
    }

    void comment(String text) {
        comments.add(text);
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    void read(int number, String text) {
        List<String> words = List.of(text.split(" +"));
        switch (words.get(0)) {
            case "machine" -> {
                once(number, "machine");
                machine = Optional.of(machine(words));
            }
            case "subject" -> {
                once(number, "subject");
                subject = Optional.of(subject(words, text));
            }
            case "verdict" -> {
                once(number, "verdict");
                verdict = Optional.of(KeptVerdict.parse(rest(text, "verdict")));
            }
            case "seed" -> {
                once(number, "seed");
                seed = Optional.of(Numbers.parseHex(rest(text, "seed")));
            }
            case "search" -> {
                once(number, "search");
                search = Optional.of(rest(text, "search"));
            }
            case "mm" -> mms.add(new Line<>(number, mm(words)));
            case "vma" -> vmas.add(new Line<>(number, vma(words)));
            case "folio" -> folios.add(new Line<>(number, folio(words)));
            default ->
                    throw new IllegalArgumentException(
                            "found "
                                    + TraceParser.shortened(text)
                                    + ", expected machine, subject, verdict, seed, search,"
                                    + " mm, vma, folio or "
                                    + Trace.SEPARATOR);
        }
    }

    private void once(int number, String key) {
        Integer first = lineOf.putIfAbsent(key, number);
        if (first != null) {
            throw new IllegalArgumentException(
                    "found a second " + key + ", expected the one of line " + first + " only");
        }
    }

    private static String rest(String text, String key) {
        String rest = text.substring(key.length()).strip();
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("found " + key + " alone, expected its value");
        }
        return rest;
    }

    private static MachineSpec machine(List<String> words) {
        if (words.size() < 2) {
            throw new IllegalArgumentException(
                    "found machine alone, expected its name, such as machine arm64-4k");
        }
        MachineSpec named = Machines.named(words.get(1));
        Fields fields = new Fields(words, 2, List.of(), List.of("cpus", "hafdbs", "nobbm"));
        int cpus = fields.has("cpus") ? fields.count("cpus", 1, MachineSpec.CPUS_MAX) : 0;
        cpus = cpus == 0 ? named.cpus() : cpus;
        int hafdbs =
                fields.has("hafdbs")
                        ? hafdbs(fields.word("hafdbs"), cpus)
                        : named.hafdbs() & (1 << cpus) - 1;
        boolean nobbm = fields.has("nobbm") ? fields.count("nobbm", 0, 1) == 1 : named.nobbm();
        return named.with(cpus, hafdbs, nobbm);
    }

    private static int hafdbs(String text, int cpus) {
        String[] bits = text.split(",", -1);
        int hafdbs = 0;
        boolean right = bits.length == cpus;
        for (int cpu = 0; cpu < bits.length; cpu++) {
            right &= bits[cpu].equals("0") || bits[cpu].equals("1");
            hafdbs |= right && bits[cpu].equals("1") ? 1 << cpu : 0;
        }
        if (!right) {
            throw new IllegalArgumentException(
                    "hafdbs: found " + text + ", expected 0 or 1 for each of cpus=" + cpus);
        }
        return hafdbs;
    }

    /** The line that names the subject, once {@link #setup} has found that there is one. */
    int subjectLine() {
        return lineOf.get("subject");
    }

    private static String subject(List<String> words, String text) {
        String name = words.size() < 2 ? "" : rest(text, "subject");
        if (!Trace.nameable(name)) {
            throw new IllegalArgumentException(
                    "found " + text + ", expected one name, such as subject contpte");
        }
        return name;
    }

    private static AddressSpace mm(List<String> words) {
        Fields fields = new Fields(words, 1, List.of("id", "kind"), List.of());
        int id = fields.count("id", 1, AddressSpace.ID_MAX);
        return new AddressSpace(id, AddressSpace.Kind.of(fields.word("kind")));
    }

    private Vma vma(List<String> words) {
        List<String> keys = List.of("id", "mm", "start", "end", "flags");
        Fields fields = new Fields(words, 1, keys, List.of());
        int id = fields.count("id", 1, Vma.ID_MAX);
        int mm = fields.count("mm", 1, AddressSpace.ID_MAX);
        if (mms.stream().noneMatch(line -> line.value.id() == mm)) {
            throw new IllegalArgumentException(
                    "found mm=" + mm + ", expected an mm of a line above");
        }
        int permissions = Vma.permissions(fields.word("flags"));
        return new Vma(id, mm, fields.hex("start"), fields.hex("end"), permissions);
    }

    private static Folio folio(List<String> words) {
        Fields fields = new Fields(words, 1, List.of("id", "pfn", "order"), List.of());
        int id = fields.count("id", 1, Folio.ID_MAX);
        return new Folio(id, fields.hex("pfn"), fields.count("order", 0, Folio.ORDER_MAX));
    }

    /**
     * The whole configuration.
     *
     * @param last the line that ended it
     */
    Setup setup(int last) {
        if (machine.isEmpty()) {
            throw missing(last, "machine", "machine NAME, such as machine arm64-4k");
        }
        if (subject.isEmpty()) {
            throw missing(last, "subject", "subject NAME, such as subject contpte");
        }
        try {
            return until(last);
        } catch (IllegalArgumentException e) {
            throw new TraceException(file, firstBreaking(), e.getMessage(), e);
        }
    }

    private TraceException missing(int last, String key, String right) {
        return new TraceException(
                file, last, "found no " + key + " in the configuration, expected " + right);
    }

    /** The configuration of the lines up to one, if it is right; memory for it can be made. */
    private Setup until(int last) {
        Setup setup =
                new Setup(
                        machine.orElseThrow(),
                        Line.until(mms, last),
                        Line.until(vmas, last),
                        Line.until(folios, last));
        setup.memory();
        return setup;
    }

    /** The first line with which the configuration is wrong: more lines make none right. */
    private int firstBreaking() {
        TreeSet<Integer> numbers = new TreeSet<>();
        mms.forEach(line -> numbers.add(line.number));
        vmas.forEach(line -> numbers.add(line.number));
        folios.forEach(line -> numbers.add(line.number));
        List<Integer> lines = new ArrayList<>(numbers);
        int right = -1;
        int wrong = lines.size() - 1;
        while (wrong - right > 1) {
            int middle = (right + wrong) >>> 1;
            if (breaks(lines.get(middle))) {
                wrong = middle;
            } else {
                right = middle;
            }
        }
        return lines.get(wrong);
    }

    private boolean breaks(int last) {
        try {
            until(last);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** The trace of this configuration and these steps. */
    Trace trace(Setup setup, List<Step> steps) {
        try {
            return new Trace(
                    setup,
                    subject.orElseThrow(),
                    verdict,
                    new Provenance(seed, search, comments),
                    steps);
        } catch (IllegalArgumentException e) {
            int line = lineOf.getOrDefault("verdict", lineOf.get("subject"));
            throw new TraceException(file, line, e.getMessage(), e);
        }
    }

    /** One record of the configuration and its line. */
    private record Line<T>(int number, T value) {
        static <T> List<T> until(List<Line<T>> lines, int last) {
            return lines.stream().filter(l -> l.number <= last).map(Line::value).toList();
        }
    }
}
