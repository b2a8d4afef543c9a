package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an exploration is told of a file that it writes to, or goes on with. */
final class CheckpointArguments {
    /** What is explored; all other options are about one run of it. */
    private static final List<String> KEPT =
            List.of(
                    "--system",
                    "--family",
                    "--subject",
                    "--against",
                    "--compare",
                    "--blocks",
                    "--folios",
                    "--kept",
                    "--hafdbs",
                    "--bbm",
                    "--preemptions",
                    "--transactions",
                    "--moves",
                    "--with",
                    "--symmetry",
                    "--depth");

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Write states to a new file as they are found, to go on with --resume.")
    private Optional<String> checkpoint = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = {
                "Go on with the exploration of a checkpoint, which was stopped or killed, and keep"
                        + " it up.",
                "What is explored, and its --depth, are taken from the file; a --depth given here"
                        + " counts instead. --memory and --workers are not kept. Only the build"
                        + " that began it goes on with it."
            })
    private Optional<String> resume = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Gives the options that are not given here the values that the file was begun with. */
    void fill() {
        if (resume.isEmpty()) {
            return;
        }
        if (checkpoint.isPresent()) {
            throw new Refusal("--checkpoint and --resume: found both, expected one of them");
        }
        try {
            for (String option : Journal.options(TraceInput.path(resume.get()))) {
                int sign = option.indexOf('=');
                if (sign < 0 || !KEPT.contains(option.substring(0, sign))) {
                    throw new Refusal("--resume: found the option '" + option + "' in the file");
                }
                fill(option.substring(0, sign), option.substring(sign + 1));
            }
        } catch (Journal.JournalException e) {
            throw new Refusal("--resume: " + e.getMessage(), e);
        }
    }

    private void fill(String name, String value) {
        if (given(name)) {
            return;
        }
        if (ProcessSubject.isNamed(value)) {
            throw new Refusal(
                    "--resume: found a command in the file, which is not run because a file says"
                            + " so; to run it add "
                            + name
                            + "="
                            + FailureReport.quoted(value));
        }
        OptionSpec option = spec.findOption(name);
        Object usual = option.getValue();
        if (usual instanceof Optional) {
            option.setValue(Optional.of(value));
        } else if (usual instanceof Boolean) {
            option.setValue(Boolean.valueOf(value));
        } else if (usual instanceof List) {
            option.setValue(List.of(value.split(",")));
        } else {
            option.setValue(value);
        }
    }

    private boolean given(String name) {
        return spec.commandLine().getParseResult().hasMatchedOption(name);
    }

    /** The options that say what is explored, as far as they are given. */
    private List<String> options() {
        List<String> options = new ArrayList<>();
        for (String name : KEPT) {
            if (given(name)) {
                Object value = spec.findOption(name).getValue();
                if (value instanceof Optional<?> some) {
                    value = some.orElseThrow();
                } else if (value instanceof List<?> words) {
                    value = String.join(",", words.stream().map(Object::toString).toList());
                }
                options.add(name + "=" + value);
            }
        }
        return options;
    }

    /**
     * Runs an exploration beside its file, if it has one.
     *
     * @param about what is explored, in a line
     */
    Exploration run(String about, Function<Optional<Journal>, Exploration> run) {
        if (checkpoint.isEmpty() && resume.isEmpty()) {
            return run.apply(Optional.empty());
        }
        try (Journal journal =
                resume.isPresent()
                        ? Journal.open(TraceInput.path(resume.get()), about)
                        : Journal.create(
                                TraceInput.path(checkpoint.orElseThrow()), about, options())) {
            return run.apply(Optional.of(journal));
        } catch (Journal.JournalException e) {
            String option = resume.isPresent() ? "--resume: " : "--checkpoint: ";
            throw new Refusal(option + e.getMessage(), e);
        }
    }
}
