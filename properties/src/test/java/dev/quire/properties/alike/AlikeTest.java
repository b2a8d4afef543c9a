package dev.quire.properties.alike;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.contpte.Contpte;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.allure.NestedResults;
import dev.quire.properties.choice.SeededChoices;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each property on two ways fails for a subject that breaks it, and for its own reason. */
final class AlikeTest {
    private static final long SEED = 0xa11ceL;
    private static final int STATES = 2_000;
    private static final MachineSpec MACHINE = Machines.named("arm64-4k");

    private static Parting found(Subject subject, Form form) {
        for (int number = 0; number < STATES; number++) {
            SeededChoices choices = new SeededChoices(SeededChoices.part(SEED, number));
            Optional<Parting> parting = Search.once(choices, MACHINE, subject, form).parting();
            if (parting.isPresent()) {
                return parting.get();
            }
        }
        throw new AssertionError("no two ways part within " + STATES + " states");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(Form.SPLIT, SeededBugs.named("sets-one-too-few")),
                arguments(Form.SPLIT, SeededBugs.named("wrprotects-one-too-few")),
                arguments(Form.SPLIT, SeededBugs.named("full-leaves-last")),
                arguments(Form.SPLIT_OF_REFERENCE, SeededBugs.named("wrprotects-one-too-few")),
                arguments(Form.FULL, SeededBugs.named("full-leaves-last")),
                arguments(Form.SWAPPED, reachesOn()));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void property_subjectThatBreaksIt_failsForItsOwnReason(Form form, Subject subject) {
        Parting shortest = found(subject, form).shrunk();
        assertEquals(form.invariant, shortest.verdict().invariant());
        assertTrue(
                shortest.steps().size() <= 2 + form.calls,
                () -> shortest.trace(Provenance.NONE).text());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void failure_subjectThatBreaksIt_leavesItsEvidence(
            Form form, Subject subject, @TempDir Path folder) {
        Parting parting = found(subject, form);
        NestedResults.Left left =
                NestedResults.left(
                        folder,
                        () -> {
                            throw parting.failure(Evidence.chosen(SEED, AlikeTest.class, "hand"));
                        });
        Path kept = CorpusStore.found(folder).list().get(0);
        String start = "invariant  " + form.invariant.id() + " " + form.invariant.title + ": ";
        assertTrue(left.message().startsWith(start), left::message);
        assertTrue(left.message().contains("subject    " + subject.name()), left::message);
        assertTrue(left.message().contains(">>"), left::message);
        assertTrue(left.message().contains("-Dtest=FoundTest "), left::message);
        assertTrue(left.message().contains(" -Dquire.find=" + kept + "\n"), left::message);
        assertTrue(left.message().contains("-Dtest=AlikeTest "), left::message);
        Trace trace = TraceFile.read(kept).trace();
        assertEquals(trace.text(), left.attachments().get("trace"));
        assertTrue(trace.text().contains("# the other way: "), trace::text);
        assertTrue(left.attachments().get("film strip").contains("or else"));
        assertTrue(left.attachments().get("picture").contains("after  other way"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void parting_kept_partsAgainAndNoMoreOnceItIsMended(Form form, Subject subject) {
        Trace trace = found(subject, form).shrunk().trace(Provenance.NONE);
        assertTrue(Search.again(trace, subject, "a file").isPresent());
        assertTrue(Search.again(trace, Subjects.CONTPTE, "a file").isEmpty());
    }

    /** Write-protects as many slots again after its range. */
    private static Subject reachesOn() {
        Contpte api =
                new Contpte(false) {
                    @Override
                    public void wrprotectPtes(
                            Port port, AddressSpace mm, long addr, int slot, int nr) {
                        super.wrprotectPtes(port, mm, addr, slot, nr);
                        int next = slot + port.geometry().blockEntries();
                        for (int i = 0; i < nr; i++) {
                            if (port.encoding().present(port.read(next + i))) {
                                wrprotect(port, next + i);
                            }
                        }
                    }
                };
        return new Subject("reaches-on", "write-protects beyond its range", api, false, true);
    }
}
