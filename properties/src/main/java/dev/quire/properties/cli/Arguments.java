package dev.quire.properties.cli;

import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.campaign.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of options, read; each refusal names the option, what was found and what is right. */
final class Arguments {
    /** Stands for all built-in subjects or machines. */
    static final String ALL = "all";

    static final String SUBJECT = Subjects.CONTPTE.name();
    static final String MACHINE = "arm64-4k";

    private static final String NEXT_PROCESS = "," + ProcessSubject.PREFIX;
    private static final Pattern DURATION =
            Pattern.compile("([0-9]{1,6}|[0-9]{7,9}(?=ms|s))(ms|s|m|h)");

    private Arguments() {}

    /** A decimal number between two bounds, both included. */
    static long count(String option, String text, long least, long most) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most && !text.startsWith("+")) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new Refusal(countExpected(option, text, least, most), e);
        }
        throw new Refusal(countExpected(option, text, least, most));
    }

    private static String countExpected(String option, String text, long least, long most) {
        return option
                + ": found "
                + text
                + ", expected a decimal number from "
                + least
                + " to "
                + most;
    }

    /** A seed: 64 bits, decimal or hexadecimal. */
    static long seed(String option, String text) {
        try {
            if (text.startsWith("0x")) {
                return Long.parseUnsignedLong(text.substring(2), 16);
            }
            return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal(
                    option
                            + ": found "
                            + text
                            + ", expected a decimal number, or 0x and 1 to 16 hexadecimal digits",
                    e);
        }
    }

    /** A time with its unit. */
    static Duration duration(String option, String text) {
        Matcher matcher = DURATION.matcher(text);
        if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
            };
        }
        throw new Refusal(
                option
                        + ": found "
                        + text
                        + ", expected a number above 0 and its unit ms, s, m or h, such as 30s");
    }

    /** The subject of a name. */
    static Subject subject(String option, String name, ProcessArguments processes) {
        return ProcessSubject.isNamed(name)
                ? processes.subject(name)
                : named(option, name, SeededBugs::named);
    }

    private static <T> T named(String option, String name, Function<String, T> all) {
        try {
            return all.apply(name);
        } catch (IllegalArgumentException e) {
            String what = FolioText.kind(name).map(kind -> "found " + kind + "; ").orElse("");
            String add =
                    what.isEmpty()
                            ? ""
                            : "; 'hunt' and 'explore' take those of folios with --system=folio";
            throw new Refusal(option + ": " + what + e.getMessage() + add, e);
        }
    }

    /**
     * Each subject on each machine.
     *
     * @param machines empty: for a seeded bug a machine that shows it, else the usual one
     */
    static List<Target> targets(
            String subjects, Optional<String> machines, ProcessArguments processes) {
        List<Target> targets = new ArrayList<>();
        for (Subject subject : subjects(subjects, processes)) {
            String names = machines.orElseGet(() -> usualMachine(subject));
            for (MachineSpec machine : machines(names)) {
                targets.add(new Target(subject, machine));
            }
        }
        return targets;
    }

    /**
     * One subject on one machine.
     *
     * @param machineName empty: for a seeded bug a machine that shows it, else the usual one
     */
    static Target target(
            String option, String name, Optional<String> machineName, ProcessArguments processes) {
        Subject subject = subject(option, name, processes);
        String chosen = machineName.orElseGet(() -> usualMachine(subject));
        return new Target(subject, named("--machine", chosen, Machines::named));
    }

    private static List<Subject> subjects(String names, ProcessArguments processes) {
        if (names.equals(ALL)) {
            return Subjects.all();
        }
        return subjectWords(names).stream()
                .map(name -> subject("--subject", name, processes))
                .toList();
    }

    private static List<MachineSpec> machines(String names) {
        if (names.equals(ALL)) {
            return Machines.all();
        }
        return words(names).stream()
                .map(name -> named("--machine", name, Machines::named))
                .toList();
    }

    /** The names between commas; a command goes on to the end, or to the next process. */
    private static List<String> subjectWords(String names) {
        int process = names.startsWith(ProcessSubject.PREFIX) ? 0 : names.indexOf(NEXT_PROCESS) + 1;
        if (process == 0 && !names.startsWith(ProcessSubject.PREFIX)) {
            return words(names);
        }
        List<String> words = new ArrayList<>();
        if (process > 0) {
            words.addAll(words(names.substring(0, process - 1)));
        }
        String[] processes = names.substring(process).split(NEXT_PROCESS, -1);
        for (int i = 0; i < processes.length; i++) {
            words.add(i == 0 ? processes[i] : ProcessSubject.PREFIX + processes[i]);
        }
        return words.stream().distinct().toList();
    }

    private static List<String> words(String names) {
        return Arrays.stream(names.split(",", -1)).distinct().toList();
    }

    /** The machine that shows a seeded bug to which a subject is compared that is none itself. */
    static Optional<String> shownOn(String subject, Subject second) {
        boolean builtIn = Subjects.all().stream().anyMatch(one -> one.name().equals(subject));
        return builtIn ? Optional.of(usualMachine(second)) : Optional.empty();
    }

    private static String usualMachine(Subject subject) {
        if (subject.remote()) {
            return ProcessSubject.machineOf(subject).name();
        }
        return SeededBugs.all().stream()
                .filter(bug -> bug.subject().name().equals(subject.name()))
                .map(SeededBug::machine)
                .findFirst()
                .orElse(MACHINE);
    }
}
