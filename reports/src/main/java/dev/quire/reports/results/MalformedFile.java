package dev.quire.reports.results;

import java.nio.file.Path;

/** A file whose content is not what its name promises; it carries the problem to print. */
public final class MalformedFile extends Exception {
    private final Problem problem;

    MalformedFile(Path file, String found) {
        super(file.getFileName() + ": " + found);
        problem = new Problem(file.getFileName().toString(), found);
    }

    public Problem problem() {
        return problem;
    }
}
