package dev.quire.properties.lockstep;

import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import dev.quire.model.subject.process.ProcessSubject;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.NumberedRuns;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Beside the fixed seeds, one that no build has run: what it finds is real, is kept, and is
 * replayed first from then on. Its result names it; {@code -Dquire.seed=0x...} runs it again.
 */
final class FreshSeedProperties {
    private static final int SEQUENCES = 150;
    private static final long SEED = seed();

    private static long seed() {
        String given = System.getProperty("quire.seed", "");
        return given.isEmpty()
                ? new SecureRandom().nextLong() >>> Integer.SIZE
                : Numbers.parseHex(given);
    }

    static List<String> machines() {
        return Machines.all().stream().map(MachineSpec::name).toList();
    }

    @ParameterizedTest(name = "contpte on {0}")
    @MethodSource("machines")
    void contpte_freshSeed_followsTheReference(String machine) {
        run(Subjects.CONTPTE, machine);
    }

    @ParameterizedTest(name = "contpte-visible on {0}")
    @MethodSource("machines")
    void contpteVisible_freshSeed_followsTheReference(String machine) {
        run(Subjects.CONTPTE_VISIBLE, machine);
    }

    /** {@code -Dquire.subject=process:COMMAND}, or any other name. */
    @Test
    void namedSubject_freshSeed_followsTheReference() {
        String name = System.getProperty("quire.subject", "");
        Assumptions.assumeFalse(name.isEmpty(), "no subject is named");
        Subject subject = SeededBugs.named(name);
        run(subject, subject.remote() ? ProcessSubject.machineOf(subject).name() : "arm64-4k");
        subject.close();
    }

    private static void run(Subject subject, String machine) {
        new NumberedRuns(subject, Machines.named(machine), SEED).run(Effort.times(SEQUENCES));
    }
}
