package dev.quire.properties.shrink;

import dev.quire.model.folio.Folio;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.ArrayList;
import java.util.List;

/** A list whose folios lie at low frames, in the same order; its operations follow them. */
final class LowerFrames {
    private static final long LOWEST = 0x100;

    private final List<Folio> before;
    private final List<Folio> after = new ArrayList<>();

    /** Moves all folios of a configuration. */
    LowerFrames(List<Folio> folios) {
        before = new ArrayList<>(folios);
        before.sort((a, b) -> Long.compare(a.pfn(), b.pfn()));
        long free = LOWEST;
        for (Folio folio : before) {
            long aligned = free + folio.pages() - 1 & -folio.pages();
            after.add(new Folio(folio.id(), Math.min(aligned, folio.pfn()), folio.order()));
            free = after.get(after.size() - 1).end();
        }
    }

    /** Whether no folio lies lower than before. */
    boolean isEmpty() {
        return after.equals(before);
    }

    Setup of(Setup setup) {
        List<Folio> folios = new ArrayList<>();
        for (Folio folio : setup.folios()) {
            folios.add(after.get(before.indexOf(folio)));
        }
        return new Setup(setup.machine(), setup.mms(), setup.vmas(), folios);
    }

    List<Step> of(List<Step> steps) {
        List<Step> moved = new ArrayList<>();
        for (Step step : steps) {
            List<Act> acts = new ArrayList<>();
            for (Act act : step.acts()) {
                acts.add(new Act(act.access(), of(act.operation())));
            }
            moved.add(new Step(of(step.operation()), acts));
        }
        return moved;
    }

    private Operation of(Operation operation) {
        Call call = operation.call();
        if (call != Call.SET_PTES && call != Call.PTE_ADVANCE_PFN) {
            return operation;
        }
        for (int i = 0; i < before.size(); i++) {
            Folio folio = before.get(i);
            if (operation.value() >= folio.pfn() && operation.value() < folio.end()) {
                long moved = operation.value() - folio.pfn() + after.get(i).pfn();
                return operation.withValue(moved);
            }
        }
        return operation;
    }
}
