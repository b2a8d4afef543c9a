package dev.quire.properties.cli;

import dev.quire.properties.campaign.Interruption;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command reads and writes, and how it learns that it is to end.
 *
 * @param out results
 * @param err progress and messages
 * @param live whether somebody watches {@code err}
 */
record Console(
        InputStream in, PrintStream out, PrintStream err, boolean live, Interruption interruption) {
    /** The console of this process. */
    static Console ofProcess(Interruption interruption) {
        return new Console(System.in, System.out, System.err, watched(), interruption);
    }

    /** Whether standard error is a terminal: Linux tells; elsewhere the whole console counts. */
    private static boolean watched() {
        Path standardError = Path.of("/proc/self/fd/2");
        if (!Files.isSymbolicLink(standardError)) {
            return System.console() != null;
        }
        try {
            String target = Files.readSymbolicLink(standardError).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException e) {
            return System.console() != null;
        }
    }

    /** A message, apart from the results. */
    void say(String message) {
        err.println("quire: " + message);
    }
}
