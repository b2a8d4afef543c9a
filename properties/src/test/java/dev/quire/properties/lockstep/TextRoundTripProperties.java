package dev.quire.properties.lockstep;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subjects;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import dev.quire.properties.sequence.GeneratedRun;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever is generated is written as text that reads back to an equal value. */
final class TextRoundTripProperties {
    private static final String SEED = "5511";

    private final Account account =
            new Account(Machines.all(), List.of(Subjects.CONTPTE), Long.parseLong(SEED));

    @Provide
    Arbitrary<GeneratedRun> runs() {
        return JqwikChoices.arbitrary(TextRoundTripProperties::run);
    }

    static GeneratedRun run(Choices choices) {
        List<MachineSpec> machines = Machines.all();
        MachineSpec machine = machines.get(choices.below(machines.size()));
        return GeneratedRun.of(choices, machine, Subjects.CONTPTE, Effort.LENGTH);
    }

    @Property(seed = SEED, tries = 200)
    void operation_generated_readsBackEqual(@ForAll("runs") GeneratedRun run) {
        account.add(run.state());
        for (Step step : run.steps()) {
            readsBack(run, step.operation(), Operation::text, Operation::parse);
            step.acts().forEach(act -> readsBack(run, act, Act::text, Act::parse));
        }
    }

    @Property(seed = SEED, tries = 200)
    void trace_generated_readsBackEqualAndIsWrittenTheSame(@ForAll("runs") GeneratedRun run) {
        account.add(run.state());
        readsBack(run, trace(run), Trace::text, text -> TraceFile.parse("text", text).trace());
    }

    private static Trace trace(GeneratedRun run) {
        return Trace.of(run.setup(), run.subject().name(), run.steps())
                .withVerdict(run.verdict().map(KeptVerdict::of).orElse(KeptVerdict.PASSED));
    }

    /** Writes something of a run and reads it; fails if that is not what was written. */
    static <T> void readsBack(
            GeneratedRun run, T written, Function<T, String> writer, Function<String, T> reader) {
        String text = writer.apply(written);
        T read = reader.apply(text);
        if (!written.equals(read) || !text.equals(writer.apply(read))) {
            throw Evidence.ofText(
                    TextRoundTripProperties.class,
                    trace(run),
                    "harness bug: a text must read back to what was written",
                    "written    " + otherLines(text, writer.apply(read)),
                    "read       " + otherLines(writer.apply(read), text));
        }
    }

    /** The lines of a text that another text does not have. */
    private static String otherLines(String text, String other) {
        Set<String> lines = text.lines().collect(Collectors.toCollection(LinkedHashSet::new));
        other.lines().forEach(lines::remove);
        return String.join(" | ", lines);
    }

    @AfterProperty
    void publish() {
        account.publish();
    }
}
