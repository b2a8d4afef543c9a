package dev.quire.properties.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioAct;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioContract;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.reference.PageByPage;
import dev.quire.properties.choice.Choices;
import java.util.ArrayList;
import java.util.List;

/**
 * What another CPU does inside an operation: it executes what maps, forks and restores install; it
 * installs the same folio elsewhere, whole or in pieces, and executes that; or it pins.
 */
final class FolioActs {
    private static final int EXEC = (int) TableSlot.EXEC;

    /** The first points of a call are those where most happens. */
    private static final int POINTS = 6;

    /** An install is cut at most so often, into pieces of fewer points than {@link #PIECE}. */
    private static final int CUTS = 2;

    private static final int PIECE = 3;

    private final FolioMachine machine;
    private final PageByPage pages;
    private final FolioContract contract;

    FolioActs(FolioLockStep run) {
        machine = run.machine();
        pages = run.pages();
        contract = run.contract();
    }

    List<FolioAct> inside(FolioOperation of, Choices choices) {
        if (machine.cpus() == 1) {
            return List.of();
        }
        boolean install = of.call() == FolioCall.MAP_FILE && of.has(EXEC);
        if ((install || of.call() == FolioCall.UPDATE) && choices.chance(2, 3)) {
            return installs(of, choices);
        }
        if (of.call() == FolioCall.MIGRATE && choices.chance(1, 2)) {
            FolioOperation pin = FolioOperation.ofSlots(FolioCall.PIN, of.mm(), of.page(), 1);
            return legal(of, new FolioAct(choices.below(POINTS), pin.withCpu(other(of))));
        }
        return storesExecutable(of) && choices.chance(1, 3) ? executes(of, choices) : List.of();
    }

    private boolean storesExecutable(FolioOperation of) {
        return switch (of.call()) {
            case MAP_FILE, MAP_ANON -> of.has(EXEC);
            case FORK, RESTORE, COLLAPSE ->
                    (pages.slot(machine.slot(of.mm(), of.page())) & EXEC) != 0;
            default -> false;
        };
    }

    /** One of the slots that an operation stores is executed. */
    private List<FolioAct> executes(FolioOperation of, Choices choices) {
        int mm = of.call() == FolioCall.FORK ? of.value() : of.mm();
        int nr = of.call() == FolioCall.COLLAPSE ? 1 << of.order() : of.nr();
        FolioOperation run =
                FolioOperation.ofSlots(FolioCall.EXECUTE, mm, of.page() + choices.below(nr), 1);
        return legal(of, new FolioAct(choices.below(POINTS), run.withCpu(other(of))));
    }

    private int other(FolioOperation of) {
        return (of.cpu() + 1) % machine.cpus();
    }

    private List<FolioAct> legal(FolioOperation of, FolioAct act) {
        boolean right = contract.checkAct(of, act.operation()) == FolioRule.LEGAL;
        return right ? List.of(act) : List.of();
    }

    /** The same page, executable elsewhere, and executed there. */
    private List<FolioAct> installs(FolioOperation of, Choices choices) {
        long mapped = pages.slot(machine.slot(of.mm(), of.page()));
        int pfn = of.call() == FolioCall.MAP_FILE ? of.pfn() : TableSlot.pfn(mapped);
        if (pfn >= machine.frames() || pages.isFree(pfn)) {
            return List.of();
        }
        int page = choices.below(pages.pages(pfn)) + pages.first(pfn);
        int to = of.mm() % machine.mms() + 1;
        int at = of.page();
        FolioOperation map =
                FolioOperation.map(FolioCall.MAP_FILE, to, at, page, 1, EXEC).withCpu(other(of));
        boolean maps = contract.checkAct(of, map) == FolioRule.LEGAL;
        List<FolioAct> acts = new ArrayList<>();
        int point = choices.below(POINTS);
        int cuts = maps && choices.chance(2, 3) ? 1 + choices.below(CUTS) : 0;
        for (int i = 0; i < cuts; i++) {
            acts.add(new FolioAct(point, choices.below(PIECE), map));
            point += choices.below(PIECE);
        }
        if (maps) {
            acts.add(new FolioAct(point, map));
        }
        FolioOperation run =
                FolioOperation.ofSlots(FolioCall.EXECUTE, to, at, 1).withCpu(other(of));
        FolioAct executed = new FolioAct(point + (cuts > 0 ? 0 : choices.below(2)), run);
        acts.add(executed);
        return maps ? acts : legal(of, executed);
    }
}
