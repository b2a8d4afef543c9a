package dev.quire.properties.cli;

import dev.quire.properties.explore.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that a command is asked to write: whole or not at all, and never over another one unless
 * it is asked to.
 *
 * @param option that names it
 */
record OutputFile(String option, Path file, boolean overwrite) {
    static final String OVERWRITE = "--overwrite";

    /** Refuses before any work is done what would be refused after it. */
    OutputFile {
        if (Files.isDirectory(file)) {
            throw new Refusal(option + ": found the folder " + file + ", expected a file's name");
        }
        if (Files.exists(file) && !overwrite) {
            throw taken(option, file);
        }
        Path folder = folder(file);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new Refusal(
                    option + ": folder must exist and be writable: " + folder + " for " + file);
        }
    }

    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? file : folder;
    }

    private static Refusal taken(String option, Path file) {
        return new Refusal(
                option
                        + ": found "
                        + file
                        + ", expected the name of a new file, or "
                        + OVERWRITE
                        + " beside it");
    }

    /** Writes a text. */
    void write(String text) {
        try {
            Path part = Files.createTempFile(folder(file), ".quire", ".part");
            try {
                Files.writeString(part, text, StandardCharsets.UTF_8);
                put(part);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw taken(option, file);
        } catch (IOException e) {
            String why = FileFault.text(file, "written", e);
            throw new Refusal(option + ": " + why + "; nothing was changed", e);
        }
    }

    private void put(Path part) throws IOException {
        if (overwrite) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.move(part, file);
        }
    }
}
