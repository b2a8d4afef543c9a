package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.Findings;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.range.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Writes down what is wrong: the invariant, the message, and the pages before and after. */
final class Verdicts {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final StepLog log;
    private final Pages pages;
    private final StepOrder order;

    Verdicts(Checks.Context context) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.log = context.log();
        this.pages = context.pages();
        this.order = new StepOrder(context);
    }

    Verdict violation(Findings findings, StepRecord step, int number) {
        List<Findings.Violation> sorted = findings.sorted();
        Findings.Violation first = sorted.get(0);
        TreeSet<Integer> wrong = new TreeSet<>();
        TreeSet<Integer> guilty = new TreeSet<>();
        for (Findings.Violation violation : sorted) {
            if (violation.slot() >= 0 && violation.invariant().showsInEntries()) {
                wrong.add(violation.slot());
            }
            if (violation.slot() >= 0 && violation.invariant() == first.invariant()) {
                guilty.add(violation.slot());
            }
        }
        boolean ordered = !first.invariant().showsInEntries() && !step.call.reads();
        boolean flush = first.invariant().ofTranslations();
        return new Verdict(
                Verdict.Kind.VIOLATION,
                first.invariant(),
                number,
                step.operation,
                place(first) + first.detail(),
                rows(step, wrong),
                ordered || flush ? order.lines(step, guilty) : List.of(),
                flush ? order.kept(guilty) : List.of(),
                first.act());
    }

    private String place(Findings.Violation violation) {
        return violation.slot() < 0
                ? ""
                : "at 0x" + Long.toHexString(memory.addr(violation.slot())) + " ";
    }

    Verdict dead(
            Verdict.Kind kind, Invariant invariant, String message, StepRecord step, int number) {
        return new Verdict(
                kind, invariant, number, step.operation, message, rows(step, new TreeSet<>()));
    }

    /** Of a call that its port has ended. */
    Verdict aborted(CallAborted why, MachinePort by, StepRecord step, int number) {
        if (why.endless()) {
            String endless =
                    why == CallAborted.UNCHANGED
                            ? "the call looked " + by.lookedAt() + ", and nobody stored"
                            : "the call made "
                                    + MachinePort.ACCESSES_MAX
                                    + " accesses and did not end";
            return dead(Verdict.Kind.LIVELOCK, Invariant.LIVE, endless, step, number);
        }
        return dead(
                Verdict.Kind.VIOLATION,
                Invariant.READS_IN_RANGE,
                "the call reached for a slot outside its range and blocks: " + by.reach(),
                step,
                number);
    }

    /** The pages of the blocks that the step touched. */
    private List<Verdict.Row> rows(StepRecord step, TreeSet<Integer> wrong) {
        TreeSet<Integer> blocks = new TreeSet<>();
        for (int store = 0; store < log.stores(); store++) {
            blocks.add(geometry.blockStart(log.slot(store)));
        }
        for (int slot = step.slot; slot < step.end; slot++) {
            blocks.add(geometry.blockStart(slot));
        }
        wrong.forEach(slot -> blocks.add(geometry.blockStart(slot)));
        List<Verdict.Row> rows = new ArrayList<>();
        for (int block : blocks) {
            int end = Math.min(block + geometry.blockEntries(), memory.slots());
            for (int slot = block; slot < end; slot++) {
                rows.add(row(slot, wrong.contains(slot)));
            }
        }
        return rows;
    }

    private Verdict.Row row(int slot, boolean wrong) {
        long before = memory.raw(slot);
        for (int store = log.stores() - 1; store >= 0; store--) {
            if (log.slot(store) == slot) {
                before = log.old(store);
            }
        }
        return new Verdict.Row(
                memory.mm(slot),
                memory.addr(slot),
                BlockView.text(encoding, before),
                Meaning.text(pages.meaning(slot)),
                BlockView.text(encoding, memory.raw(slot)),
                wrong);
    }
}
