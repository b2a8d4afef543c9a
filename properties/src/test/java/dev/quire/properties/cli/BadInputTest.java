package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What wrong input is told: one message, to the letter, and exit status 2. */
class BadInputTest {
    private static final String TRY = "try 'java -jar properties/target/quire.jar%s --help'";

    @TempDir private Path folder;

    private static void refuses(String message, String... args) {
        Call call = Call.of(args);
        String expected = "quire: " + message.replace("\n", "\nquire: ");
        assertEquals(expected, call.err().replace("\r", "").stripTrailing());
        assertEquals("", call.out());
        assertEquals(ExitStatus.USAGE, call.status());
    }

    private void refusesTrace(String message, String text) {
        Path file = Traces.write(folder, "a.trace", text);
        List<Executable> commands = new ArrayList<>();
        for (String command : List.of("replay", "shrink", "show")) {
            commands.add(() -> refuses(file + message, command, file.toString()));
        }
        commands.add(() -> refuses(file + message, "export", file.toString(), "--as=junit"));
        assertAll(commands);
    }

    @Test
    void usage_wrongCommandsAndOptions() {
        refuses(
                "found no command, expected hunt, replay, shrink, explore, bench-bugs, verify-min,"
                        + " bench-shrink, show, export, list, kit, bench-estimates or ask\n"
                        + TRY.formatted(""));
        refuses("unmatched argument at index 0: 'frob'\n" + TRY.formatted(""), "frob");
        refuses("unknown option: '--frob'\n" + TRY.formatted(" hunt"), "hunt", "--frob");
        refuses("missing required parameter: 'FILE'\n" + TRY.formatted(" replay"), "replay");
        refuses(
                "list: found frobs, expected one of subjects, machines, operations, invariants,"
                        + " bugs, goals",
                "list",
                "frobs");
    }

    @Test
    void hunt_numbersOutOfRange() {
        refuses(
                "--steps: found 0, expected a decimal number from 1 to 1000000000000000",
                "hunt",
                "--steps=0");
        refuses(
                "--length: found -1, expected a decimal number from 1 to 100000",
                "hunt",
                "--length",
                "-1");
        refuses(
                "--length: found 99999999999999999999, expected a decimal number from 1 to 100000",
                "hunt",
                "--length=99999999999999999999");
        refuses(
                "--workers: found 0, expected a decimal number from 1 to 1024",
                "hunt",
                "--workers=0");
        refuses(
                "--time: found 0s, expected a number above 0 and its unit ms, s, m or h, such as"
                        + " 30s",
                "hunt",
                "--time=0s");
        refuses(
                "--steps and --time: found both, expected one of them",
                "hunt",
                "--time=1s",
                "--steps=1");
    }

    @Test
    void hunt_seedsThatAreNone() {
        String expected = ", expected a decimal number, or 0x and 1 to 16 hexadecimal digits";
        for (String seed : List.of("junk", "0x", "0xg", "0x12345678123456781", "1.5", "")) {
            refuses("--seed: found " + seed + expected, "hunt", "--seed=" + seed);
        }
    }

    @Test
    void hunt_unknownNames() {
        refuses(
                "--subject: unknown subject frob, expected one of 'quire list subjects' or"
                        + " 'quire list bugs', or process: and a command",
                "hunt",
                "--subject=frob");
        refuses(
                "--machine: unknown machine frob, expected one of arm64-4k, arm64-16k, arm64-64k,"
                        + " arm64-64k-52, arm64-4k-lpa2, arm64-16k-lpa2, arm64-small",
                "hunt",
                "--machine=arm64-4k,frob");
    }

    @Test
    void hunt_foldersThatCannotHold() {
        String expected = ", expected a folder that can be written, or a new one in such a folder";
        Path missing = folder.resolve("no").resolve("such");
        refuses("--found: found " + missing + expected, "hunt", "--found=" + missing);
        assertFalse(Files.exists(folder.resolve("no")));
        Path file = Traces.write(folder, "file", "mine");
        refuses("--found: found " + file + expected, "hunt", "--found=" + file);
        assertEquals("mine", Call.text(file));
    }

    @Test
    void trace_missingFolderOrEmpty() {
        Path missing = folder.resolve("missing.trace");
        refuses(missing + ": found no file, expected a trace file", "replay", missing.toString());
        refuses(folder + ": found a folder, expected a trace file", "replay", folder.toString());
        refusesTrace(":1: found an empty file, expected quire-trace 1", "");
    }

    @Test
    void trace_truncated() {
        String whole = Traces.of("contpte", Traces.PARTIAL);
        refusesTrace(
                ":7: found the end of the file, expected --- and operations below the"
                        + " configuration",
                whole.substring(0, whole.indexOf("---")));
    }

    @Test
    void trace_malformed() {
        refusesTrace(":1: found hello, expected quire-trace 1", "hello\n");
        refusesTrace(
                ":1: found bytes that are not text, expected UTF-8 text that starts with"
                        + " quire-trace 1",
                "\u0001\u0002");
        refusesTrace(
                ":9: unknown operation frob, expected one of 'quire list operations'",
                Traces.of("contpte", "frob mm=1 addr=0x40000\n"));
    }

    @Test
    void trace_unknownSubjectAndMachine() {
        refusesTrace(
                ":3: unknown subject frob, expected one of 'quire list subjects' or 'quire list"
                        + " bugs', or process: and a command",
                Traces.of("frob", Traces.PARTIAL));
        refusesTrace(
                ":2: unknown machine arm64-5k, expected one of arm64-4k, arm64-16k, arm64-64k,"
                        + " arm64-64k-52, arm64-4k-lpa2, arm64-16k-lpa2, arm64-small",
                Traces.of("contpte", Traces.PARTIAL).replace("arm64-4k", "arm64-5k"));
    }

    @Test
    void trace_illegalInItsState() {
        refusesTrace(
                ":10: found an illegal step, every slot of the range must be present:"
                        + " wrprotect_ptes mm=1 addr=0x50000 nr=2; the slot of 0x50000 is none",
                Traces.of(
                        "contpte",
                        "set_ptes mm=1 addr=0x40000 pfn=0x100 nr=16 prot=rw\n"
                                + "wrprotect_ptes mm=1 addr=0x50000 nr=2\n"));
    }

    @Test
    void trace_rangeOfAValueThatIsNotPresent() {
        refusesTrace(
                ":9: found an illegal step, set_pte_at of a value that is not present must have nr"
                        + " 1: set_pte_at mm=1 addr=0x40000 pte=0x340 nr=3; the slot of 0x40000"
                        + " is none",
                Traces.of("contpte", "set_pte_at mm=1 addr=0x40000 pte=0x340 nr=3\n"));
        refusesTrace(
                ":9: nr: found three, expected a decimal number from -2147483648 to 2147483647",
                Traces.of("contpte", "set_pte_at mm=1 addr=0x40000 pte=0x340 nr=three\n"));
    }

    @Test
    void outputs_foldersAndPlacesThatAreNotThere() {
        String file =
                Traces.write(folder, "b.trace", Traces.of(Traces.BUG, Traces.PARTIAL)).toString();
        refuses(
                "--out: found the folder " + folder + ", expected a file's name",
                "shrink",
                file,
                "--out=" + folder);
        Path nowhere = folder.resolve("no").resolve("x.svg");
        refuses(
                "--svg: folder must exist and be writable: "
                        + nowhere.getParent()
                        + " for "
                        + nowhere,
                "show",
                file,
                "--svg=" + nowhere);
        refuses("--step: found no --svg, expected the file to draw to", "show", file, "--step=1");
    }
}
