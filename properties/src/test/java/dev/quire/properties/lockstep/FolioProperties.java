package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.allure.FolioEvidence;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.folio.FolioSequences;
import dev.quire.properties.folio.FolioTarget;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** The packed folios do what the reference does, on every machine: jqwik chooses. */
final class FolioProperties {
    private static final String SEED = "6215662";
    private static final int TRIES = 200;
    private static final int LENGTH = 40;

    private final Account account = Account.ofFolios(FolioSubjects.PACKED, Long.parseLong(SEED));

    @AfterProperty
    void publish() {
        account.publish();
    }

    @Property(seed = SEED, tries = TRIES)
    void packed_everyMachine_followsTheReference(@ForAll("runs") Ran ran) {
        Epic.folios();
        account.addCases(1);
        if (ran.verdict.isPresent()) {
            throw FolioEvidence.of(
                    new FolioTarget(FolioSubjects.PACKED, ran.trace.machine()),
                    ran.trace.steps(),
                    ran.verdict.get(),
                    Evidence.chosen(Long.parseLong(SEED), getClass(), "jqwik"));
        }
    }

    @Property(seed = SEED, tries = TRIES)
    void trace_ofARun_readsBackEqual(@ForAll("runs") Ran ran) {
        Epic.folios();
        account.addCases(1);
        assertEquals(ran.trace, FolioTraceFile.parse("text", ran.trace.text()).trace());
    }

    @Provide
    Arbitrary<Ran> runs() {
        return Arbitraries.of(FolioMachine.all()).flatMap(FolioProperties::runs);
    }

    private static Arbitrary<Ran> runs(FolioMachine machine) {
        FolioSequences sequences = new FolioSequences(FolioSubjects.PACKED, machine, 0, LENGTH);
        return JqwikChoices.arbitrary(
                choices -> {
                    List<FolioStep> steps = sequences.steps(choices);
                    boolean failed = sequences.lockStep().failed();
                    Optional<FolioVerdict> verdict =
                            failed ? Optional.of(sequences.verdict()) : Optional.empty();
                    FolioTrace trace =
                            new FolioTrace(
                                    machine,
                                    FolioSubjects.PACKED.name(),
                                    Optional.of(KeptVerdict.PASSED),
                                    Provenance.NONE,
                                    steps);
                    return new Ran(trace, verdict);
                });
    }

    /** What ran, and how it ended. */
    private record Ran(FolioTrace trace, Optional<FolioVerdict> verdict) {}
}
