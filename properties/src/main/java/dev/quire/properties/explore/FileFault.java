package dev.quire.properties.explore;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file does not serve, in words. */
public final class FileFault {
    private FileFault() {}

    /**
     * The path, what was found there, and what would be right.
     *
     * @param done what must be possible with it: read, written, or both
     */
    public static String text(Path file, String done, IOException fault) {
        return file + ": found " + found(file, fault) + ", expected a file that can be " + done;
    }

    private static String found(Path file, IOException fault) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            return "a folder";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "a file that is there";
        }
        if (folder != null && !Files.isDirectory(folder)) {
            return "no folder " + folder;
        }
        if (fault instanceof NoSuchFileException) {
            return "no file";
        }
        if (fault instanceof AccessDeniedException) {
            return "that access is denied";
        }
        if (fault instanceof CharacterCodingException) {
            return "what is no text";
        }
        return "that the system refuses it (" + fault.getMessage() + ")";
    }
}
