package dev.quire.properties.cli;

import dev.quire.counterexamples.export.Export;
import dev.quire.counterexamples.export.Unsayable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a trace as a test that can be read without Quire. */
@Command(
        name = "export",
        description = "Write a trace as a test that reads without Quire: red until it is mended.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final TraceInput.Options given = new TraceInput.Options();

    @Option(
            names = "--as",
            paramLabel = "FORM",
            required = true,
            description = "junit, kunit or c.")
    private String form = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write the test there. Default: to standard output.")
    private Optional<String> out = Optional.empty();

    @Option(names = OutputFile.OVERWRITE, description = "Replace the file of --out.")
    private boolean overwrite;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Export export = export();
        Optional<OutputFile> target =
                out.map(name -> new OutputFile("--out", TraceInput.path(name), overwrite));
        Optional<String> stem = target.map(ExportCommand::stem);
        Optional<FolioCommands> folio = given.folio(console, false);
        String text = folio.isPresent() ? folios(folio.get(), export, stem) : ranges(export, stem);
        if (target.isEmpty()) {
            console.out().print(text);
        } else {
            target.get().write(text);
            console.say("the test is written to " + target.get().file());
        }
        return ExitStatus.NOTHING_FOUND;
    }

    private String ranges(Export export, Optional<String> stem) {
        TraceInput input = given.read(console.in());
        try {
            return export.text(input.file(), input.subject(), stem);
        } catch (Unsayable e) {
            throw new Refusal(e.getMessage(), e);
        }
    }

    private String folios(FolioCommands folio, Export export, Optional<String> stem) {
        if (export != Export.JUNIT) {
            throw new Refusal(
                    given.file
                            + ": found a trace of folios: --as="
                            + export.word
                            + " says traces of ranges only, expected --as=junit");
        }
        return folio.junit(stem);
    }

    private Export export() {
        try {
            return Export.of(form);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--as: " + e.getMessage(), e);
        }
    }

    private static String stem(OutputFile target) {
        Path name = target.file().getFileName();
        String text = name == null ? "" : name.toString();
        int dot = text.lastIndexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }
}
