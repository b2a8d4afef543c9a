package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.campaign.Interruption;
import dev.quire.properties.campaign.SubjectFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a process says by its exit status where no command's own test shows it. */
class ExitStatusTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(OutputStream out) {
        return new Console(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                new Interruption());
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void statuses_areThoseOfTheTable() {
        assertEquals(0, ExitStatus.NOTHING_FOUND);
        assertEquals(1, ExitStatus.FOUND);
        assertEquals(2, ExitStatus.USAGE);
        assertEquals(3, ExitStatus.SUBJECT);
        assertEquals(4, ExitStatus.GOAL_MISSED);
        assertEquals(130, ExitStatus.INTERRUPTED);
    }

    @Test
    void subjectThatBrokeOff_is3() {
        Exception fault = new SubjectFault("x on y, step 1", new RuntimeException("gone"));
        int status = Quire.failed(console(OutputStream.nullOutputStream()), fault);
        assertEquals(3, status);
        assertTrue(
                said().startsWith(
                                "quire: x on y, step 1 broke off: java.lang.RuntimeException: gone"
                                        + " at "),
                said());
        assertEquals(1, said().lines().count());
    }

    @Test
    void resultThatCannotBePrinted_is2AndSaysSo() {
        OutputStream full =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                };
        assertEquals(2, Quire.run(console(full), "list", "subjects"));
        assertEquals(
                "quire: standard output must be writable: not all of the result was printed\n",
                said());
    }

    @Test
    void helpAndVersion_are0() {
        Call help = Call.of("--help");
        assertEquals(0, help.status());
        assertTrue(help.out().contains("Exit status: 0 nothing found, 1 a counterexample was"));
        assertEquals(0, Call.of("hunt", "--help").status());
        assertEquals(0, Call.of("--version").status());
    }
}
