package dev.quire.counterexamples.export;

import dev.quire.counterexamples.replay.Replay;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Promise;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A C program that runs one trace against the functions of a subject written for the kit, which it
 * includes: it ends with 1 where the promise is broken, with 0 where it is kept, with 2 on misuse.
 */
final class CProgram {
    private static final String DECLARATIONS_END = "#endif /* QUIRE_H */\n";

    private final TraceFile file;
    private final Trace trace;
    private final Setup setup;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Promise promise;
    private final CCalls calls;
    private final long[] meanings;
    private final List<List<Integer>> folded = new ArrayList<>();

    private CProgram(TraceFile file, String subject) {
        this.file = file;
        this.trace = file.trace().withSubject(subject);
        this.setup = trace.setup();
        this.geometry = setup.machine().geometry();
        this.encoding = setup.machine().encoding();
        this.promise = new Promise(setup);
        this.calls = new CCalls(setup, promise);
        this.meanings = new long[promise.memory().slots()];
    }

    static String text(TraceFile file, String subject) {
        CProgram program = new CProgram(file, subject);
        program.refuse();
        return program.text();
    }

    private void refuse() {
        for (int step = 1; step <= trace.steps().size(); step++) {
            List<Act> acts = trace.steps().get(step - 1).acts();
            refuse(step, 0, trace.steps().get(step - 1).operation(), false);
            for (int act = 1; act <= acts.size(); act++) {
                refuse(step, act, acts.get(act - 1).operation(), true);
            }
        }
    }

    private void refuse(int step, int act, Operation operation, boolean inside) {
        if (operation.call() == Call.FILL) {
            throw Unsayable.at(file, step, act, "the program's CPUs keep no translations");
        }
        if (operation.preempted()) {
            throw Unsayable.at(file, step, act, "the program cannot stop inside a lockless read");
        }
        if (inside && operation.has(Operation.FAULT) && operation.call().hardware()) {
            throw Unsayable.at(file, step, act, "a fault inside a call is not handled");
        }
    }

    private String text() {
        if (trace.failure()
                .map(KeptVerdict.Failed::invariant)
                .equals(Optional.of(Invariant.FOLD_EXACT))) {
            Replay.run(file, Subjects.CONTPTE, this::folded);
        }
        StringBuilder acts = new StringBuilder();
        StringBuilder body = new StringBuilder();
        for (int number = 1; number <= trace.steps().size(); number++) {
            step(acts, body, number, trace.steps().get(number - 1));
        }
        Title title = Title.of(trace, trace.subject());
        String name = title.cName();
        String kit = Resource.text("/dev/quire/counterexamples/kit/c/quire.h");
        int start = kit.indexOf("#ifndef QUIRE_H\n");
        int end = kit.indexOf(DECLARATIONS_END);
        return Resource.text("program-head.c")
                        .replace("@SENTENCE@", title.sentence())
                        .replace("@KEPT@", kept())
                        .replace("@NAME@", name.replace('_', '-'))
                + kit.substring(start, end)
                + DECLARATIONS_END
                + "#define QUIRE_IMPLEMENTED\n\n"
                + configuration()
                + '\n'
                + Resource.text("program.c")
                + "\n/* --- The trace. --- */\n\n"
                + calls.constants()
                + acts
                + "static void quire_trace(void)\n{\n"
                + body
                + "}\n\n#include QUIRE_SUBJECT\n";
    }

    private String kept() {
        return trace.verdict()
                .filter(KeptVerdict.Failed.class::isInstance)
                .map(verdict -> "Found on " + trace.subject() + ": " + verdict.text() + ".")
                .orElse("The trace passes.");
    }

    private void folded(int number, LockStep run, Outcome outcome) {
        List<Integer> blocks = new ArrayList<>();
        for (int slot = 0; slot < run.memory().slots(); slot += geometry.blockEntries()) {
            if (encoding.validCont(run.memory().raw(slot))) {
                blocks.add(slot);
            }
        }
        folded.add(blocks);
    }

    private void step(StringBuilder acts, StringBuilder body, int number, Step step) {
        Operation operation = step.operation();
        String text = operation.text();
        body.append(number == 1 ? "" : "\n")
                .append("    quire_begin(")
                .append(number)
                .append(", \"")
                .append(text)
                .append("\");\n");
        boolean lockless = operation.call() == Call.PTEP_GET_LOCKLESS;
        for (int i = 0; i < step.acts().size(); i++) {
            Act act = step.acts().get(i);
            String function = "quire_act_" + number + "_" + (i + 1);
            acts.append("/* ")
                    .append(act.text())
                    .append(" */\nstatic void ")
                    .append(function)
                    .append("(void)\n{\n");
            if (lockless) {
                acts.append("    quire_begin(")
                        .append(number)
                        .append(", \"")
                        .append(act.text())
                        .append("\");\n");
                whole(acts, Step.of(act.operation()));
            } else {
                acts.append("    ").append(calls.inside(act.operation())).append('\n');
            }
            acts.append("}\n\n");
            body.append("    quire_at(")
                    .append(act.access())
                    .append(", ")
                    .append(function)
                    .append(");\n");
        }
        whole(body, lockless ? Step.of(operation) : step);
        if (!folded.isEmpty() && number <= folded.size()) {
            for (PageRun run : PageRun.touched(promise, geometry)) {
                int start = geometry.blockStart(run.slot());
                body.append("    quire_folded(")
                        .append(start)
                        .append(", ")
                        .append(folded.get(number - 1).contains(start) ? 1 : 0)
                        .append(");\n");
            }
        }
    }

    private void whole(StringBuilder to, Step step) {
        to.append(calls.before(step.operation()));
        var answer = promise.step(step, access -> false);
        to.append(calls.call(step.operation(), answer));
        if (step.operation().call() == Call.PTE_ADVANCE_PFN) {
            return;
        }
        for (PageRun run : PageRun.touched(promise, geometry)) {
            expect(to, run);
        }
        to.append("    quire_end();\n");
    }

    /** A statement where a meaning has changed; what else is to be so stands as a comment. */
    private void expect(StringBuilder to, PageRun run) {
        boolean changed = false;
        for (int slot = run.slot(); slot < run.slot() + run.pages(); slot++) {
            changed |= meanings[slot] != promise.pages().meaning(slot);
            meanings[slot] = promise.pages().meaning(slot);
        }
        if (!changed && run.meaning() == Meaning.NONE) {
            return;
        }
        String text = "/* " + run.text(promise.memory(), geometry) + " */\n";
        to.append("    ").append(text);
        if (changed) {
            to.append("    quire_expect(")
                    .append(run.slot())
                    .append(", ")
                    .append(run.pages())
                    .append(", ")
                    .append(calls.meaning(run.meaning()))
                    .append(");\n");
        }
    }

    private String configuration() {
        MachineSpec machine = setup.machine();
        int slots = promise.memory().slots();
        StringBuilder text = new StringBuilder();
        define(text, "SHIFT", geometry.pageShift());
        define(text, "TABLE", geometry.tableEntries());
        define(text, "BLOCK", geometry.blockEntries());
        define(text, "ALL_SLOTS", slots);
        define(text, "BREAKS", machine.bbm() == BreakBeforeMake.NEEDED ? 1 : 0);
        int addressBits = geometry.pageShift() + Long.numberOfTrailingZeros(encoding.frames());
        define(text, "PA_BITS", addressBits);
        define(text, "TABLES", slots / geometry.tableEntries());
        define(text, "MMS", setup.mms().size());
        define(text, "VMAS", setup.vmas().size());
        define(text, "FOLIOS", setup.folios().size());
        text.append("\nstatic const struct quire_machine quire_machine_ = {")
                .append(geometry.pageShift())
                .append(", ")
                .append(geometry.tableEntries())
                .append(", ")
                .append(geometry.blockEntries())
                .append(", ")
                .append(machine.cpus())
                .append(", ")
                .append(machine.hafdbs())
                .append(", ")
                .append(machine.nobbm() ? 2 : 0)
                .append(", ")
                .append(addressBits)
                .append("};\nstatic int quire_cpu_;\n")
                .append("static const struct { int mm; quire_u64 addr; } quire_tables[] = {\n");
        for (int slot = 0; slot < slots; slot += geometry.tableEntries()) {
            text.append("    {")
                    .append(promise.memory().mm(slot))
                    .append(", ")
                    .append(Numbers.hex(promise.memory().addr(slot)))
                    .append("},\n");
        }
        return text.append("};\n").append(spaces()).toString();
    }

    private String spaces() {
        StringBuilder text = new StringBuilder();
        text.append("static struct quire_mm quire_mms[] = {\n");
        for (AddressSpace mm : setup.mms()) {
            text.append("    {")
                    .append(mm.id())
                    .append(", QUIRE_")
                    .append(mm.kind().name())
                    .append(", 0},\n");
        }
        text.append("};\nstatic struct quire_vma quire_vmas[] = {\n");
        for (Vma vma : setup.vmas()) {
            int mm = setup.mms().stream().map(AddressSpace::id).toList().indexOf(vma.mm());
            text.append("    {")
                    .append(vma.id())
                    .append(", &quire_mms[")
                    .append(mm)
                    .append("], ")
                    .append(Numbers.hex(vma.start()))
                    .append(", ")
                    .append(Numbers.hex(vma.end()))
                    .append(", 0},\n");
        }
        text.append("};\nstatic struct quire_folio quire_folios[QUIRE_FOLIOS + 1] = {\n");
        for (Folio folio : setup.folios()) {
            text.append("    {")
                    .append(folio.id())
                    .append(", ")
                    .append(Numbers.hex(folio.pfn()))
                    .append(", ")
                    .append(folio.order())
                    .append(", 0},\n");
        }
        return text.append("};\n").toString();
    }

    private static void define(StringBuilder text, String name, int value) {
        text.append("#define QUIRE_").append(name).append(' ').append(value).append('\n');
    }
}
