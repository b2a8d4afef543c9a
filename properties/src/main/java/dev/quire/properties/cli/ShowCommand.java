package dev.quire.properties.cli;

import dev.quire.counterexamples.picture.BlockPicture;
import dev.quire.counterexamples.picture.Film;
import dev.quire.counterexamples.picture.FilmStrip;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what each step of a trace does to the tables. */
@Command(
        name = "show",
        description = "Show a trace as a film strip in the terminal, or a step of it as SVG.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final TraceInput.Options given = new TraceInput.Options();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Draw a step there: its blocks before and after, on both sides.")
    private Optional<String> svg = Optional.empty();

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "The step to draw. Default: the failing one, else the last.")
    private Optional<String> step = Optional.empty();

    @Option(names = OutputFile.OVERWRITE, description = "Replace the file of --svg.")
    private boolean overwrite;

    ShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            return run();
        } finally {
            given.close();
        }
    }

    private int run() {
        Optional<FolioCommands> folio = given.folio(console, false);
        if (folio.isPresent()) {
            if (step.isPresent()) {
                throw new Refusal(
                        given.file
                                + ": --step: found a trace of folios, which is shown as a whole:"
                                + " 'show FILE' alone prints the film strip");
            }
            if (svg.isPresent()) {
                throw new Refusal(
                        given.file
                                + ": found a trace of folios: --svg draws traces of ranges only,"
                                + " 'show FILE' without it prints the film strip");
            }
            return folio.get().show();
        }
        if (step.isPresent() && svg.isEmpty()) {
            throw new Refusal("--step: found no --svg, expected the file to draw to");
        }
        Optional<OutputFile> target =
                svg.map(name -> new OutputFile("--svg", TraceInput.path(name), overwrite));
        TraceInput input = given.read(console.in());
        Film film = Film.of(input.file(), input.subject());
        if (target.isEmpty()) {
            console.out().print(FilmStrip.text(film));
            return ExitStatus.NOTHING_FOUND;
        }
        if (film.steps() == 0) {
            throw new Refusal(input.file().name() + ": found no operation, expected one to draw");
        }
        int number =
                step.map(text -> (int) Arguments.count("--step", text, 1, film.steps()))
                        .orElse(film.failing().orElse(film.steps()));
        target.get().write(BlockPicture.ofStep(film, number));
        console.say("step " + number + " is drawn in " + target.get().file());
        return ExitStatus.NOTHING_FOUND;
    }
}
