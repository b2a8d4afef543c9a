package dev.quire.model.subject.bug;

import dev.quire.model.invariant.Invariant;
import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.process.ProcessOptions;
import dev.quire.model.subject.process.ProcessSubject;
import java.util.ArrayList;
import java.util.List;

/** Every seeded bug, and every subject by name. */
public final class SeededBugs {
    private static final List<SeededBug> ALL = new ArrayList<>();

    static {
        BlockBugs.list(SeededBugs::add);
        AccessBugs.list(SeededBugs::add);
        CallBugs.list(SeededBugs::add);
        FlushBugs.list(SeededBugs::add);
        OrderBugs.list(SeededBugs::add);
        RareBugs.list(SeededBugs::addRare);
    }

    private SeededBugs() {}

    private static void add(
            String name,
            String sentence,
            Invariant caughtBy,
            String history,
            String machine,
            RangeApi api) {
        Subject subject = new Subject(name, sentence, api, false, true);
        ALL.add(new SeededBug(subject, caughtBy, history, machine, false));
    }

    private static void addRare(
            String name,
            String sentence,
            Invariant caughtBy,
            String history,
            String machine,
            RangeApi api) {
        Subject subject = new Subject(name, sentence, api, false, true);
        ALL.add(new SeededBug(subject, caughtBy, history, machine, true));
    }

    /** All of them. */
    public static List<SeededBug> all() {
        return List.copyOf(ALL);
    }

    /** Those that random search finds. */
    public static List<SeededBug> common() {
        return ALL.stream().filter(bug -> !bug.rare()).toList();
    }

    /** Those that it misses. */
    public static List<SeededBug> rare() {
        return ALL.stream().filter(SeededBug::rare).toList();
    }

    /**
     * The subject of a name: a built-in one, a seeded bug, or a process, which is started.
     *
     * @throws IllegalArgumentException naming what was found and where all names are listed
     */
    public static Subject named(String name) {
        if (ProcessSubject.isNamed(name)) {
            return ProcessSubject.of(name, ProcessOptions.USUAL);
        }
        for (Subject subject : Subjects.all()) {
            if (subject.name().equals(name)) {
                return subject;
            }
        }
        for (SeededBug bug : ALL) {
            if (bug.subject().name().equals(name)) {
                return bug.subject();
            }
        }
        throw new IllegalArgumentException(
                "unknown subject "
                        + name
                        + ", expected one of 'quire list subjects' or"
                        + " 'quire list bugs', or process: and a command");
    }

    /** Takes one bug into the catalogue. */
    interface Catalogue {
        void add(
                String name,
                String sentence,
                Invariant caughtBy,
                String history,
                String machine,
                RangeApi api);
    }
}
