package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.KeptText;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Port;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a step did, in its order, one line each: stores with before and after, invalidations,
 * barriers, acts of others.
 *
 * <pre>
 * write    0x41000 pfn=0x101 rw young -> none    and 3 more alike
 * tlbi     0x40000..0x50000 local
 * dsb
 * \@7 cpu=1 fill mm=1 addr=0x41000
 * </pre>
 */
final class StepOrder {
    private static final List<String> STORES = List.of("write", "exchange", "cmpxchg", "hardware");

    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Tlb tlb;
    private final StepLog log;

    StepOrder(Checks.Context context) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.tlb = context.tlb();
        this.log = context.log();
    }

    /** The stores to the blocks of some slots, and all events; neighbours that are alike as one. */
    List<String> lines(StepRecord step, Set<Integer> slots) {
        Set<Integer> blocks = new TreeSet<>();
        slots.forEach(slot -> blocks.add(geometry.blockStart(slot)));
        List<String> lines = new ArrayList<>();
        int event = 0;
        int store = 0;
        while (store < log.stores() || event < log.events()) {
            if (event < log.events() && log.storesBefore(event) <= store) {
                lines.add(event(step, event++));
                continue;
            }
            int until = event < log.events() ? log.storesBefore(event) : log.stores();
            int past = store + 1;
            while (past < until && goesOn(past)) {
                past++;
            }
            if (blocks.contains(geometry.blockStart(log.slot(store)))) {
                lines.add(store(store, past - store));
            }
            store = past;
        }
        return lines;
    }

    /** Whether a store does to the next page of the same block what the one before it did. */
    private boolean goesOn(int store) {
        int last = store - 1;
        return log.slot(store) == log.slot(last) + 1
                && geometry.blockStart(log.slot(store)) == geometry.blockStart(log.slot(last))
                && log.kind(store) == log.kind(last)
                && follows(log.old(last), log.old(store))
                && follows(log.next(last), log.next(store));
    }

    private boolean follows(long pte, long next) {
        return encoding.present(pte) ? encoding.advancePfn(pte, 1) == next : pte == next;
    }

    private String store(int store, int alike) {
        return line(STORES.get(log.kind(store)), Numbers.hex(memory.addr(log.slot(store))))
                + " "
                + BlockView.text(encoding, log.old(store))
                + " -> "
                + BlockView.text(encoding, log.next(store))
                + (alike > 1 ? "    and " + (alike - 1) + " more alike" : "");
    }

    private static String line(String word, String rest) {
        return String.format(Locale.ROOT, "%-8s %s", word, rest);
    }

    private String event(StepRecord step, int event) {
        int flags = log.flags(event);
        if (log.isAct(event)) {
            return step.acts.get(flags).text();
        }
        if (!log.isInvalidation(event)) {
            return flags == Port.BARRIER_DSB ? "dsb" : "dsb ishst";
        }
        String mm = log.mm(event) == step.operation.mm() ? "" : "mm=" + log.mm(event) + " ";
        long start = log.start(event);
        boolean all = start == 0 && log.end(event) == Long.MAX_VALUE;
        boolean pages = all || log.stride(event) == geometry.pageSize();
        return line("tlbi", mm)
                + (all ? "all" : Numbers.hex(start) + ".." + Numbers.hex(log.end(event)))
                + (pages ? "" : " stride=" + Numbers.hex(log.stride(event)))
                + ((flags & Port.LOCAL) == 0 ? "" : " local")
                + ((flags & Port.ONE_PAGE) == 0 ? "" : " single pages only")
                + ((flags & Port.HIGHER_LEVEL) == 0 ? "" : " at level 1 or 2");
    }

    /** The translations of some slots that CPUs keep by now, each beside its entry. */
    List<String> kept(Set<Integer> slots) {
        List<String> lines = new ArrayList<>();
        for (int entry = 0; entry < tlb.count(); entry++) {
            for (int slot : slots) {
                if (tlb.covers(entry, slot)) {
                    lines.add(
                            "cpu "
                                    + tlb.cpu(entry)
                                    + "  "
                                    + KeptText.of(tlb, entry, memory, encoding)
                                    + "; the entry at "
                                    + Numbers.hex(memory.addr(slot))
                                    + " is "
                                    + BlockView.text(encoding, memory.raw(slot)));
                    break;
                }
            }
        }
        return lines;
    }
}
