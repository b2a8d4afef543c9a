package dev.quire.properties.explore;

import dev.quire.model.entry.Protection;
import dev.quire.model.folio.Folio;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is explored on the configuration of a trace: the operations of a small machine, and of those
 * that it has not the ones that the trace has, with values like the trace's.
 */
final class TraceScope {
    /** A state has at most so many slots. */
    private static final int SLOTS_MAX = 32;

    private final Setup setup;
    private final Geometry geometry;
    private final List<Operation> given = new ArrayList<>();
    private final int kept;
    private final int preemptions;

    private TraceScope(Setup setup, List<Step> steps, int kept, int preemptions) {
        this.setup = setup;
        this.geometry = setup.machine().geometry();
        this.kept = kept;
        this.preemptions = preemptions;
        for (Step step : steps) {
            given.add(step.operation());
            for (Act act : step.acts()) {
                given.add(act.operation());
            }
        }
    }

    /**
     * The scope of a trace.
     *
     * @throws IllegalArgumentException naming what does not fit, and how much would
     */
    static Scope of(Setup setup, List<Step> steps, int kept, int preemptions) {
        TraceScope scope = new TraceScope(setup, steps, kept, preemptions);
        Scope whole = new Scope(setup, scope.alphabet(), kept, preemptions, false, false);
        scope.check(whole);
        return whole;
    }

    private void check(Scope scope) {
        int cpus = setup.machine().cpus();
        if (cpus > Kept.CPUS) {
            throw new IllegalArgumentException("found cpus=" + cpus + ", expected at most 2");
        }
        if (kept > 0 && geometry.blockEntries() > Kept.BLOCK_MOST) {
            throw new IllegalArgumentException(
                    "found blocks of "
                            + geometry.blockEntries()
                            + " entries, expected at most "
                            + Kept.BLOCK_MOST
                            + " where translations are kept");
        }
        int slots = scope.lastSlot(setup.memory()) + 1 - scope.firstSlot(setup.memory());
        if (slots > SLOTS_MAX) {
            throw new IllegalArgumentException(
                    "found areas over " + slots + " slots, expected at most " + SLOTS_MAX);
        }
        if (given.stream().anyMatch(Operation::preempted)) {
            throw new IllegalArgumentException(
                    "found a read that stays open over calls, which is no part of a state");
        }
    }

    private Alphabet alphabet() {
        List<long[]> frames = new ArrayList<>();
        List<long[]> targets = new ArrayList<>();
        Set<Long> frameOffsets = frameOffsets();
        Set<Long> moves = moves();
        Folios folios = new Folios(setup.folios());
        for (Vma vma : setup.vmas()) {
            for (long addr = vma.start(); addr < vma.end(); addr += geometry.pageSize()) {
                long page = addr >>> geometry.pageShift();
                long here = addr;
                frames.add(
                        frameOffsets.stream()
                                .mapToLong(offset -> page + offset)
                                .filter(frame -> frame >= 0 && mapped(folios, frame))
                                .toArray());
                targets.add(moves.stream().mapToLong(move -> here + move).toArray());
            }
        }
        return new Alphabet(
                setup,
                calls(),
                1,
                protections(),
                setFlags(),
                frames,
                targets,
                values(Call.SET_PTE_AT),
                values(Call.PTE_ADVANCE_PFN));
    }

    private boolean mapped(Folios folios, long frame) {
        boolean special =
                given.stream()
                        .anyMatch(
                                one ->
                                        one.call() == Call.SET_PTES
                                                && one.has(Operation.SPECIAL)
                                                && one.value() == frame);
        return special || folios.pages(frame) > 0;
    }

    /** Of frames from pages: as the trace maps them, and each folio from an area's first block. */
    private Set<Long> frameOffsets() {
        Set<Long> offsets = new LinkedHashSet<>();
        for (Operation operation : given) {
            if (operation.call() == Call.SET_PTES) {
                offsets.add(operation.value() - (operation.addr() >>> geometry.pageShift()));
            }
        }
        for (Vma vma : setup.vmas()) {
            long page = vma.start() >>> geometry.pageShift() & -(long) geometry.blockEntries();
            for (Folio folio : setup.folios()) {
                offsets.add(folio.pfn() - page);
            }
        }
        return offsets;
    }

    /** By how many bytes pages move: as in the trace, and to the next block and back. */
    private Set<Long> moves() {
        Set<Long> moves = new LinkedHashSet<>();
        for (Operation operation : given) {
            if (operation.call() == Call.MOVE_PTES) {
                moves.add(operation.value() - operation.addr());
            }
        }
        long block = geometry.pageSize() * geometry.blockEntries();
        moves.add(block);
        moves.add(-block);
        return moves;
    }

    private boolean has(Call call) {
        return given.stream().anyMatch(operation -> operation.call() == call);
    }

    private Set<Call> calls() {
        Set<Call> calls = EnumSet.allOf(Call.class);
        calls.remove(Call.RESUME);
        for (Call call : List.of(Call.PTE_ADVANCE_PFN, Call.SET_PTE_AT, Call.EXECUTE)) {
            if (!has(call)) {
                calls.remove(call);
            }
        }
        if (kept == 0) {
            calls.removeAll(Alphabet.OF_WHAT_IS_KEPT);
        }
        return calls;
    }

    private List<Protection> protections() {
        Set<Protection> protections = new LinkedHashSet<>();
        for (AddressSpace mm : setup.mms()) {
            boolean user = mm.kind() == AddressSpace.Kind.USER;
            protections.add(user ? Protection.READ : Protection.KERNEL_READ);
            protections.add(user ? Protection.WRITE : Protection.KERNEL_WRITE);
        }
        for (Operation operation : given) {
            if (operation.call() == Call.SET_PTES
                    || operation.call() == Call.MODIFY_PROT_COMMIT_PTES) {
                protections.add(operation.prot());
            }
        }
        return List.copyOf(protections);
    }

    private List<Integer> setFlags() {
        Set<Integer> flags = new LinkedHashSet<>(Alphabet.USUAL_SET_FLAGS);
        for (Operation operation : given) {
            if (operation.call() == Call.SET_PTES) {
                flags.add(operation.flags());
            }
        }
        return List.copyOf(flags);
    }

    /** The values of a call, and of those over a range what its last but one is. */
    private long[] values(Call call) {
        Set<Long> values = new LinkedHashSet<>();
        for (Operation operation : given) {
            if (operation.call() == call) {
                values.add(operation.value());
                if (call == Call.PTE_ADVANCE_PFN) {
                    values.add(operation.value() + operation.nr() - 1);
                }
            }
        }
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
