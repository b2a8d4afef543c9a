package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kept traces as KUnit cases: each compiles against a stub of the kernel whose functions play back
 * what a subject did, and is red exactly while the bug is there; or it is refused with its line.
 */
final class KunitCaseTest {
    private static final List<String> HEADERS =
            List.of(
                    "kunit/test.h",
                    "linux/mm.h",
                    "linux/pgtable.h",
                    "linux/string.h",
                    "linux/efi.h",
                    "internal.h");

    private static final Pattern UNPORTABLE = Pattern.compile("with=\\S*(tagged|guarded|key|cont)");
    private static final String UNSEEN = "does not show in what calls return";

    /** Why a trace may be refused, and what it must have then. */
    private static final Map<String, Predicate<TraceFile>> CAUSES =
            Map.of(
                    "cannot act inside a call",
                    file -> file.trace().steps().stream().anyMatch(step -> !step.acts().isEmpty()),
                    "access memory or walk tables by itself",
                    file -> has(file, operation -> operation.call().hardware()),
                    "no portable function for tagged, guarded, key, cont",
                    file -> has(file, operation -> UNPORTABLE.matcher(operation.text()).find()),
                    "the loop of mremap",
                    file -> has(file, operation -> operation.call() == Call.MOVE_PTES),
                    "a machine of whole tables",
                    file -> file.trace().setup().machine().name().equals("arm64-small"),
                    UNSEEN,
                    file -> file.trace().failure().isPresent());

    private static final int UNSEEN_MAX = 29;

    @TempDir private Path folder;

    private static boolean has(TraceFile file, Predicate<Operation> property) {
        return file.trace().steps().stream().map(Step::operation).anyMatch(property);
    }

    private static String exported(TraceFile file) {
        return Export.KUNIT.text(file, SeededBugs.named(file.trace().subject()), Optional.empty());
    }

    /** The stub of the kernel, with what a subject did when it ran the trace. */
    private Path stub(TraceFile file, Subject subject, String name) throws IOException {
        Path include = Files.createDirectories(folder.resolve(name));
        for (String header : HEADERS) {
            Path path = include.resolve(header);
            Files.createDirectories(path.getParent());
            Files.writeString(path, "#include \"kernel-stub.h\"\n");
        }
        try (var in = KunitCaseTest.class.getResourceAsStream("kernel-stub.h")) {
            Files.write(include.resolve("kernel-stub.h"), in.readAllBytes());
        }
        Recorder recorder = new Recorder(subject.api(), false);
        Subject recorded =
                new Subject(
                        subject.name(),
                        subject.sentence(),
                        recorder,
                        subject.contVisible(),
                        subject.foldsExactly());
        Replay.run(file, recorded, StepListener.NONE);
        Files.writeString(include.resolve("played.h"), played(file, recorder.calls));
        return include;
    }

    private static String played(TraceFile file, List<RecordedCall> calls) {
        StringBuilder text = new StringBuilder();
        int shift = file.trace().setup().machine().geometry().pageShift();
        text.append("#define PAGE_SHIFT ").append(shift).append('\n');
        text.append("#define CONT_PTES ")
                .append(file.trace().setup().machine().geometry().blockEntries())
                .append('\n');
        text.append("#define PLAIN_ADDRESS ")
                .append(
                        file.trace().setup().machine().encoding().frames() << shift == 1L << 48
                                ? 1
                                : 0)
                .append('\n');
        text.append("static const struct played_store played_stores[] = {\n");
        StringBuilder list = new StringBuilder();
        int stores = 0;
        for (RecordedCall call : calls) {
            if (call.name.startsWith("ptep_get") && !call.name.endsWith("clear")
                    || call.name.startsWith("flush")) {
                continue;
            }
            int first = stores;
            for (RecordedCall.Access access : call.accesses) {
                if (access.stored()) {
                    long value = access.kind().equals("cmpxchg") ? access.c() : access.b();
                    text.append("\t{ ")
                            .append(access.a())
                            .append(", ")
                            .append(hex(value))
                            .append(" },\n");
                    stores++;
                }
            }
            list.append("\t{ \"")
                    .append(call.name)
                    .append("\", ")
                    .append(call.slot)
                    .append(", ")
                    .append(call.nr)
                    .append(", ")
                    .append(hex(call.result))
                    .append(", ")
                    .append(hex(call.resultPte))
                    .append(", ")
                    .append(first)
                    .append(", ")
                    .append(stores)
                    .append(" },\n");
        }
        text.append("\t{ 0, 0 }\n};\nstatic const struct played_call played_calls[] = {\n")
                .append(list)
                .append("\t{ 0 }\n};\nstatic const unsigned long played_folios[] = { ");
        file.trace().setup().folios().forEach(folio -> text.append(hex(folio.pfn())).append(", "));
        return text.append("0 };\n").toString();
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value) + "ull";
    }

    private Gcc.Ended run(TraceFile file, Subject subject, String name) throws IOException {
        Path include = stub(file, subject, name);
        Path source = Files.writeString(include.resolve("case.c"), exported(file));
        Path program = include.resolve("case");
        Gcc.compile(program, List.of("-I" + include, source.toString()));
        return Gcc.run(List.of(program.toString()));
    }

    /** What is wrong with a trace's case; empty if it tells right from wrong. */
    private String tried(TraceFile file) {
        String name = Corpus.name(file);
        try {
            Gcc.Ended right = run(file, Subjects.CONTPTE, "right-" + name);
            if (right.status() != 0) {
                return name + " on contpte\n" + right.output();
            }
            if (file.trace().failure().isEmpty()) {
                return "";
            }
            Subject bug = SeededBugs.named(file.trace().subject());
            Gcc.Ended wrong = run(file, bug, "wrong-" + name);
            return wrong.status() == 1 ? "" : name + " on its bug\n" + wrong.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyKeptTrace_asKunit_isRedWhileTheBugIsThereOrRefused() {
        assumeTrue(Gcc.isThere(), "there is no gcc");
        List<TraceFile> exported = new ArrayList<>();
        Map<TraceFile, String> refused = new LinkedHashMap<>();
        for (TraceFile file : Corpus.files()) {
            try {
                exported(file);
                exported.add(file);
            } catch (Unsayable e) {
                refused.put(file, e.getMessage());
            }
        }
        assertEquals(List.of(), Workers.all(exported, this::tried));
        long failing = exported.stream().filter(f -> f.trace().failure().isPresent()).count();
        long passing = exported.size() - failing;
        assertTrue(failing >= 10, failing + " failing ones, refused: " + refused.values());
        assertTrue(passing >= 7, passing + " passing ones, refused: " + refused.values());
        long unseen = refused.values().stream().filter(why -> why.contains(UNSEEN)).count();
        assertTrue(unseen <= UNSEEN_MAX, unseen + " do not show: " + refused.values());
        refused.forEach(
                (file, why) ->
                        assertTrue(
                                CAUSES.entrySet().stream()
                                        .filter(cause -> why.contains(cause.getKey()))
                                        .anyMatch(cause -> cause.getValue().test(file)),
                                why));
    }
}
