package dev.quire.reports.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The commit a working tree stands on, read from Git's files, since a build needs no Git command.
 * Source: gitrepository-layout(5).
 */
final class GitCommit {
    private static final String LINK = "gitdir: ";
    private static final String REFERENCE = "ref: ";
    private static final int SHOWN_DIGITS = 12;

    private GitCommit() {}

    /** The abbreviated hash; nothing outside a repository and before its first commit. */
    static Optional<String> of(Path root) throws IOException {
        Path git = root.resolve(".git");
        if (Files.isRegularFile(git)) {
            String link = Files.readString(git).strip();
            if (!link.startsWith(LINK)) {
                return Optional.empty();
            }
            git = root.resolve(link.substring(LINK.length()));
        }
        Path head = git.resolve("HEAD");
        if (!Files.isRegularFile(head)) {
            return Optional.empty();
        }
        return resolved(git, Files.readString(head).strip())
                .filter(hash -> hash.length() >= SHOWN_DIGITS)
                .map(hash -> hash.substring(0, SHOWN_DIGITS));
    }

    private static Optional<String> resolved(Path git, String head) throws IOException {
        if (!head.startsWith(REFERENCE)) {
            return Optional.of(head);
        }
        String reference = head.substring(REFERENCE.length());
        // A linked working tree has its own HEAD and shares the branches of the repository.
        Path common = git;
        Path pointer = git.resolve("commondir");
        if (Files.isRegularFile(pointer)) {
            common = git.resolve(Files.readString(pointer).strip());
        }
        Path loose = common.resolve(reference);
        if (Files.isRegularFile(loose)) {
            return Optional.of(Files.readString(loose).strip());
        }
        Path packed = common.resolve("packed-refs");
        List<String> lines = Files.isRegularFile(packed) ? Files.readAllLines(packed) : List.of();
        return lines.stream()
                .filter(line -> line.endsWith(" " + reference))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .findFirst();
    }
}
