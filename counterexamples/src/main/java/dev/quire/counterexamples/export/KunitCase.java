package dev.quire.counterexamples.export;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.folio.Folio;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Promise;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import dev.quire.model.subject.Subject;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A KUnit suite of one case: the calls of a trace on an array of entries, and what {@code ptep_get}
 * must show after each.
 *
 * <p>It says value-level traces only: nothing happens inside a call, no CPU accesses memory, and
 * what the trace is kept for shows in what calls return.
 */
final class KunitCase {
    private final TraceFile file;
    private final Subject subject;
    private final Trace trace;
    private final Geometry geometry;
    private final Promise promise;
    private final KunitCalls calls;

    private KunitCase(TraceFile file, Subject subject) {
        this.file = file;
        this.subject = subject;
        this.trace = file.trace().withSubject(subject.name());
        this.geometry = trace.setup().machine().geometry();
        this.promise = new Promise(trace.setup());
        this.calls = new KunitCalls(trace.setup(), promise);
    }

    static String text(TraceFile file, Subject subject) {
        KunitCase one = new KunitCase(file, subject);
        one.refuse();
        return one.text();
    }

    private void refuse() {
        if (geometry.tableEntries() * 8L != geometry.pageSize()) {
            throw Unsayable.of(
                    file,
                    "no kernel has the tables of machine "
                            + trace.setup().machine().name()
                            + ", expected a machine of whole tables");
        }
        for (int step = 1; step <= trace.steps().size(); step++) {
            Step next = trace.steps().get(step - 1);
            if (!next.acts().isEmpty()) {
                throw Unsayable.at(file, step, 1, "KUnit cannot act inside a call");
            }
            KunitCalls.refusal(next.operation()).ifPresent(refuse(step));
        }
        Optional<KeptVerdict.Failed> failed = trace.failure();
        if (failed.isPresent() && !Sight.shows(file, subject)) {
            refuse(failed.get().step())
                    .accept(
                            failed.get().invariant().text()
                                    + " does not show in what calls return");
        }
    }

    private Consumer<String> refuse(int step) {
        return why -> {
            throw Unsayable.at(file, step, 0, why);
        };
    }

    private String text() {
        StringBuilder body = new StringBuilder();
        for (Step step : trace.steps()) {
            Operation operation = step.operation();
            body.append("\n\t/* ").append(operation.text()).append(" */\n");
            calls.write(body, operation, promise.step(step, access -> false));
            for (PageRun run : PageRun.touched(promise, geometry)) {
                body.append('\t').append(calls.expectation(run)).append('\n');
            }
        }
        Title title = Title.of(trace, trace.subject());
        return Resource.text("kunit-case.c")
                .replace("@SENTENCE@", title.sentence())
                .replace("@KEPT@", kept())
                .replace("@INCLUDES@\n", calls.includes())
                .replace("@SHIFT@", Integer.toString(geometry.pageShift()))
                .replace("@TABLES@\n", tables())
                .replace("@NAME@", title.cName())
                .replace("@BEGIN@\n", begin())
                .replace("@BODY@\n", body)
                .replace("@END@\n", end());
    }

    private String kept() {
        String reason =
                trace.verdict()
                        .filter(KeptVerdict.Failed.class::isInstance)
                        .map(verdict -> "was found on " + trace.subject() + ": " + verdict.text())
                        .orElse("passes");
        return "The trace " + reason + ".";
    }

    /** One array for each last-level table that a step uses. */
    private String tables() {
        StringBuilder text = new StringBuilder();
        for (int table : calls.tables(trace)) {
            text.append("/* maps ")
                    .append(Numbers.hex(promise.memory().addr(table * geometry.tableEntries())))
                    .append(" and on, of mm")
                    .append(promise.memory().mm(table * geometry.tableEntries()))
                    .append(" */\nstatic pte_t table")
                    .append(table)
                    .append("[PTRS_PER_PTE] __aligned(PAGE_SIZE);\n");
        }
        return text.toString();
    }

    private String begin() {
        StringBuilder text = new StringBuilder();
        Setup setup = trace.setup();
        for (AddressSpace mm : setup.mms()) {
            text.append("\tstruct mm_struct *mm")
                    .append(mm.id())
                    .append(" = ")
                    .append(KunitCalls.mm(mm))
                    .append(";\n");
        }
        for (Vma vma : setup.vmas()) {
            text.append("\tstruct vm_area_struct vma")
                    .append(vma.id())
                    .append(" = { .vm_mm = mm")
                    .append(vma.mm())
                    .append(", .vm_start = ")
                    .append(Numbers.hex(vma.start()))
                    .append(", .vm_end = ")
                    .append(Numbers.hex(vma.end()))
                    .append(" };\n");
        }
        for (Folio folio : setup.folios()) {
            text.append("\tstruct folio *folio")
                    .append(folio.id())
                    .append(" = folio_alloc(GFP_KERNEL, ")
                    .append(folio.order())
                    .append(");\n");
        }
        text.append(calls.variables());
        text.append('\n');
        for (AddressSpace mm : setup.mms()) {
            text.append("\tKUNIT_ASSERT_NOT_NULL(test, mm").append(mm.id()).append(");\n");
        }
        for (Folio folio : setup.folios()) {
            text.append("\tKUNIT_ASSERT_NOT_NULL(test, folio").append(folio.id()).append(");\n");
        }
        for (Vma vma : setup.vmas()) {
            text.append("\t(void)vma").append(vma.id()).append(";\n");
        }
        for (int table : new TreeSet<>(calls.tables(trace))) {
            text.append("\tmemset(table" + table + ", 0, sizeof(table" + table + "));\n");
        }
        return text.toString();
    }

    private String end() {
        StringBuilder text = new StringBuilder();
        trace.setup().folios().forEach(f -> text.append("\tfolio_put(folio" + f.id() + ");\n"));
        for (AddressSpace mm : trace.setup().mms()) {
            if (mm.kind() == AddressSpace.Kind.USER) {
                text.append("\tmmput(mm").append(mm.id()).append(");\n");
            }
        }
        return text.toString();
    }
}
