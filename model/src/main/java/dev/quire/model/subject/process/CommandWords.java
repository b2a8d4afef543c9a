package dev.quire.model.subject.process;

import dev.quire.model.subject.SubjectUnavailable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command as it is written after {@code process:}: words, of which quotes may hold spaces. */
final class CommandWords {
    private CommandWords() {}

    /**
     * The words of a command; no shell reads it.
     *
     * @throws SubjectUnavailable if a quote is not closed, or there is no such program
     */
    static List<String> of(String command) {
        List<String> words = split(command);
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new SubjectUnavailable(
                    "process: found no command, expected one, such as process:./subject");
        }
        if (words.get(0).contains("/") && isFile(words.get(0)) && !isProgram(words.get(0))) {
            throw new SubjectUnavailable(
                    "process:" + command + ": " + words.get(0) + " is not executable");
        }
        if (!isProgram(words.get(0))) {
            throw new SubjectUnavailable(
                    "process:" + command + ": found no program " + words.get(0));
        }
        return words;
    }

    private static List<String> split(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                inWord = true;
            } else if (quote == 0 && c == ' ') {
                if (inWord) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != 0) {
            throw new SubjectUnavailable(
                    "process:" + command + ": found a quote " + quote + " that is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }

    private static boolean isProgram(String name) {
        return name.contains("/") ? isExecutable(name) : inPath(name).isPresent();
    }

    private static boolean isFile(String file) {
        try {
            return Files.isRegularFile(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isExecutable(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) && Files.isExecutable(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Where the search path has a program. */
    static Optional<String> inPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        for (String folder : path.split(":", -1)) {
            String file = (folder.isEmpty() ? "." : folder) + "/" + name;
            if (isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
