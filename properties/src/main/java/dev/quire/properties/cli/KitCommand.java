package dev.quire.properties.cli;

import dev.quire.counterexamples.kit.Kit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Puts what a subject in another language starts from into a folder. */
@Command(
        name = "kit",
        description =
                "Write the files from which a subject in C starts, with examples and a guide.",
        mixinStandardHelpOptions = true)
final class KitCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "LANGUAGE", description = "c.")
    private String language = "";

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description =
                    "The folder to write to; it is made if need be, and no file in it changed.")
    private String folder = "";

    KitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Kit kit = named(language);
        Path target = TraceInput.path(folder);
        try {
            kit.install(target);
        } catch (FileAlreadyExistsException e) {
            String found = target.equals(Path.of(e.getFile())) ? "a file" : e.getFile();
            throw new Refusal(
                    "kit: found " + found + ", expected a folder without the kit's files", e);
        } catch (IOException e) {
            throw new Refusal("kit: " + target + " cannot be written: " + e, e);
        }
        for (String file : kit.files()) {
            console.out().println(target.resolve(file));
        }
        console.say("read " + target.resolve(kit.files().get(0)) + " first");
        return ExitStatus.NOTHING_FOUND;
    }

    private static Kit named(String language) {
        for (Kit kit : Kit.values()) {
            if (kit.word.equals(language)) {
                return kit;
            }
        }
        String all =
                Arrays.stream(Kit.values()).map(kit -> kit.word).collect(Collectors.joining(", "));
        throw new Refusal("kit: found " + language + ", expected one of " + all);
    }
}
