package dev.quire.properties.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is generated is written as text that reads back to an equal value. */
final class TextRoundTripProperties {
    private static final String SEED = "5511";

    @Provide
    Arbitrary<GeneratedRun> runs() {
        return JqwikChoices.arbitrary(TextRoundTripProperties::run);
    }

    private static GeneratedRun run(Choices choices) {
        List<MachineSpec> machines = Machines.all();
        MachineSpec machine = machines.get(choices.below(machines.size()));
        return GeneratedRun.of(choices, machine, Subjects.CONTPTE, Effort.LENGTH);
    }

    @Property(seed = SEED, tries = 200)
    void operation_generated_readsBackEqual(@ForAll("runs") GeneratedRun run) {
        for (Step step : run.steps()) {
            Operation operation = step.operation();
            assertEquals(operation, Operation.parse(operation.text()));
            for (Act act : step.acts()) {
                assertEquals(act, Act.parse(act.text()));
            }
        }
    }

    @Property(seed = SEED, tries = 200)
    void trace_generated_readsBackEqualAndIsWrittenTheSame(@ForAll("runs") GeneratedRun run) {
        Trace trace =
                Trace.of(run.setup(), run.subject().name(), run.steps())
                        .withVerdict(run.verdict().map(KeptVerdict::of).orElse(KeptVerdict.PASSED));
        Trace read = TraceFile.of("generated.trace", trace).trace();
        assertEquals(trace, read);
        assertEquals(trace.text(), read.text());
    }
}
