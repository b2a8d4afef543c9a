package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kept traces as C programs: each compiles, keeps its promise on the kit's own subject and on what
 * a right one did, breaks it on what the bug did; or it is refused with its line.
 */
final class CProgramTest {
    private static final String KIT = "/dev/quire/counterexamples/kit/c/";

    /** Compiled once, and linked to every trace. */
    private static final List<String> SUBJECTS = List.of("contpte", "player");

    private static final int FAILING_MIN = 49;
    private static final int PASSING_MIN = 15;

    @TempDir private Path folder;

    private static String exported(TraceFile file) {
        return Export.C.text(file, SeededBugs.named(file.trace().subject()), Optional.empty());
    }

    private void install() throws IOException {
        install(KIT + "quire.h", "quire.h");
        install(KIT + "contpte.c", "contpte.c");
        install("player.c", "player.c");
        Files.writeString(folder.resolve("apart.c"), "");
        for (String subject : SUBJECTS) {
            Gcc.compile(
                    folder.resolve(subject + ".o"),
                    List.of(
                            "-c",
                            "-DQUIRE_IMPLEMENTED",
                            folder.resolve(subject + ".c").toString()));
        }
    }

    private void install(String resource, String name) throws IOException {
        try (var in = CProgramTest.class.getResourceAsStream(resource)) {
            Files.write(folder.resolve(name), in.readAllBytes());
        }
    }

    /** The program of a trace as it tells how to make it, with a subject that it includes. */
    private Gcc.Ended whole(TraceFile file) throws IOException {
        Path source = Files.writeString(folder.resolve("whole.c"), exported(file));
        Path program = folder.resolve("whole");
        Gcc.compile(
                program,
                List.of("-DQUIRE_SUBJECT=\"contpte.c\"", "-I" + folder, source.toString()));
        return Gcc.run(List.of(program.toString()));
    }

    /** What a subject did, for one in C that does it again. */
    private Path recording(TraceFile file, Subject subject, String name) throws IOException {
        Recorder recorder = new Recorder(subject.api(), true);
        Subject recorded = new Subject("recorded", "recorded", recorder, false, true);
        Replay.run(file, recorded, StepListener.NONE);
        StringBuilder text = new StringBuilder();
        for (RecordedCall call : recorder.calls) {
            text.append(
                    "%s %d %d %x %x %d\n"
                            .formatted(
                                    call.name,
                                    call.slot,
                                    call.nr,
                                    call.result,
                                    call.resultPte,
                                    call.accesses.size()));
            for (RecordedCall.Access one : call.accesses) {
                text.append(
                        "%c %d %x %x %x\n"
                                .formatted(
                                        one.kind().charAt(0), one.a(), one.b(), one.c(), one.d()));
            }
        }
        return Files.writeString(folder.resolve(name), text);
    }

    /** What is wrong with a trace's program; empty if it tells right from wrong. */
    private String tried(TraceFile file) {
        String name = Corpus.name(file);
        try {
            Path source = Files.writeString(folder.resolve(name + ".c"), exported(file));
            Path object = folder.resolve(name + ".o");
            Gcc.compile(
                    object,
                    List.of("-c", "-DQUIRE_SUBJECT=\"apart.c\"", "-I" + folder, source.toString()));
            for (String subject : SUBJECTS) {
                Gcc.compile(
                        folder.resolve(name + "-" + subject),
                        List.of(object.toString(), folder.resolve(subject + ".o").toString()));
            }
            String contpte = folder.resolve(name + "-contpte").toString();
            String player = folder.resolve(name + "-player").toString();
            Path right = recording(file, Subjects.CONTPTE, name + ".right");
            String wrong =
                    ended(0, name + " on contpte.c", List.of(contpte))
                            + ended(0, name + " on contpte", List.of(player, right.toString()));
            if (file.trace().failure().isPresent()) {
                Subject bug = SeededBugs.named(file.trace().subject());
                Path broken = recording(file, bug, name + ".wrong");
                wrong += ended(1, name + " on its bug", List.of(player, broken.toString()));
            }
            return wrong;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String ended(int status, String what, List<String> command) {
        Gcc.Ended ended = Gcc.run(command);
        return ended.status() == status
                ? ""
                : what + " ends with " + ended.status() + "\n" + ended.output();
    }

    @Test
    void everyKeptTrace_asC_breaksWhileTheBugIsThereOrIsRefused() throws IOException {
        assumeTrue(Gcc.isThere(), "there is no gcc");
        install();
        List<TraceFile> exported = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        TreeMap<String, TraceFile> ofMachines = new TreeMap<>();
        for (TraceFile file : Corpus.files()) {
            try {
                exported(file);
                exported.add(file);
                ofMachines.putIfAbsent(file.trace().setup().machine().name(), file);
            } catch (Unsayable e) {
                refused.add(e.getMessage());
            }
        }
        assertEquals(List.of(), Workers.all(exported, this::tried));
        for (TraceFile file : ofMachines.values()) {
            Gcc.Ended ended = whole(file);
            assertEquals(0, ended.status(), file.name() + "\n" + ended.output());
        }
        long failing = exported.stream().filter(f -> f.trace().failure().isPresent()).count();
        long passing = exported.size() - failing;
        assertTrue(failing >= FAILING_MIN, failing + " failing ones, refused: " + refused);
        assertTrue(passing >= PASSING_MIN, passing + " passing ones, refused: " + refused);
        for (String why : refused) {
            assertTrue(
                    why.contains("keep no translations") || why.contains("inside a lockless read"),
                    why);
        }
    }
}
