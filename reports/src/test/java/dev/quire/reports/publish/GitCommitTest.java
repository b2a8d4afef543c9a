package dev.quire.reports.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitCommitTest {
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final Optional<String> SHOWN = Optional.of("0123456789ab");

    @TempDir private Path root;

    @Test
    void of_branch_followsItsReference() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(".git/refs/heads/main", HASH + "\n");

        assertEquals(SHOWN, GitCommit.of(root));
    }

    @Test
    void of_packedBranch_findsItAmongTheOthers() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");
        write(
                ".git/packed-refs",
                "# pack-refs with: peeled\n"
                        + HASH.replace('0', 'f')
                        + " refs/heads/other\n"
                        + HASH
                        + " refs/heads/main\n");

        assertEquals(SHOWN, GitCommit.of(root));
    }

    @Test
    void of_detachedHead_isTheHashItself() throws IOException {
        write(".git/HEAD", HASH + "\n");

        assertEquals(SHOWN, GitCommit.of(root));
    }

    @Test
    void of_linkedWorkingTree_sharesTheBranchesOfItsRepository() throws IOException {
        write("tree/.git", "gitdir: ../main/.git/worktrees/tree\n");
        write("main/.git/worktrees/tree/HEAD", "ref: refs/heads/topic\n");
        write("main/.git/worktrees/tree/commondir", "../..\n");
        write("main/.git/refs/heads/topic", HASH + "\n");

        assertEquals(SHOWN, GitCommit.of(root.resolve("tree")));
    }

    @Test
    void of_unbornBranch_isNothing() throws IOException {
        write(".git/HEAD", "ref: refs/heads/main\n");

        assertEquals(Optional.empty(), GitCommit.of(root));
    }

    @Test
    void of_noRepository_isNothing() throws IOException {
        assertEquals(Optional.empty(), GitCommit.of(root));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
