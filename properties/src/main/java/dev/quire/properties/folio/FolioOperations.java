package dev.quire.properties.folio;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioArgument;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioContract;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.reference.PageByPage;
import dev.quire.properties.choice.Choices;

/**
 * Operations that are mostly legal where the reference is now: single ones by weight, and the next
 * one of a {@link Story} that leads somewhere.
 */
public final class FolioOperations {
    private static final int TRIES = 12;
    private static final int RWX = (int) (TableSlot.WRITE | TableSlot.EXEC);
    private static final int EXEC = (int) TableSlot.EXEC;
    private static final FolioCall[] BAG = bag();

    private final FolioMachine machine;
    private final PageByPage pages;
    private final FolioContract contract;
    private final Story story;
    private int window;
    private int cpu;

    /** Operations for one run. */
    public FolioOperations(FolioLockStep run) {
        machine = run.machine();
        pages = run.pages();
        contract = run.contract();
        story = new Story(machine, pages);
    }

    private static FolioCall[] bag() {
        int size = 0;
        for (FolioCall call : FolioCall.values()) {
            size += weight(call);
        }
        FolioCall[] bag = new FolioCall[size];
        int at = 0;
        for (FolioCall call : FolioCall.values()) {
            for (int i = 0; i < weight(call); i++) {
                bag[at++] = call;
            }
        }
        return bag;
    }

    private static int weight(FolioCall call) {
        return switch (call) {
            case ALLOC, UNMAP, FORK, MAP_FILE, MAP_ANON, SET, SPLIT -> 6;
            case CLEAR, TEST, PUT, WRITE, EXECUTE, MIGRATE, RESTORE, REUSE, PIN, UNPIN -> 4;
            case FLUSH_FOLIO, FLUSH_PAGE, TEST_SET, TEST_CLEAR, ADD_CACHE -> 3;
            case COLLAPSE, POISON, UNPOISON, SECURE, HOST, ADD_SWAP -> 2;
            default -> 1;
        };
    }

    /** A sequence begins: where in the address spaces most of it happens. */
    public void begin(Choices choices) {
        story.end();
        int size = machine.tableEntries();
        window =
                switch (choices.below(4)) {
                    case 0 -> Math.max(0, size - 4);
                    case 1 -> machine.slotsPerMm() - size / 2 - Math.min(4, size / 2);
                    default -> 0;
                };
    }

    /** The next operation; illegal now and then, when nothing better is found. */
    public FolioOperation next(Choices choices) {
        if (story.told() && choices.chance(1, 3)) {
            story.begin(choices, somewhere(choices));
        }
        if (!story.told() && choices.chance(4, 5)) {
            FolioOperation told = story.next(choices);
            if (contract.check(told) == FolioRule.LEGAL) {
                return told;
            }
            story.end();
        }
        FolioOperation single = single(choices);
        for (int i = 1; i < TRIES && contract.check(single) != FolioRule.LEGAL; i++) {
            single = single(choices);
        }
        return single;
    }

    private FolioOperation single(Choices choices) {
        FolioCall call = BAG[choices.below(BAG.length)];
        cpu = choices.below(machine.cpus());
        return of(call, choices);
    }

    private FolioOperation ofPage(FolioCall call, int pfn) {
        return new FolioOperation(call, cpu, 1, 0, pfn, 1, 0, 0, 0);
    }

    private FolioOperation ofValue(FolioCall call, int pfn, int value) {
        return new FolioOperation(call, cpu, 1, 0, pfn, 1, 0, value, 0);
    }

    private FolioOperation of(FolioCall call, Choices choices) {
        if (call.ofFlags()) {
            int flag = choices.below(FolioFlag.count());
            return ofValue(call, page(choices), flag);
        }
        return switch (call) {
            case ALLOC -> alloc(choices);
            case ADD_CACHE -> ofValue(call, page(choices), choices.below(4) << 4);
            case ADD_SWAP -> ofValue(call, page(choices), 1 + (choices.below(4) << 4));
            case SET_TYPE -> ofValue(call, pages.first(page(choices)), 0xf0 + choices.below(10));
            case MAP_FILE -> map(call, choices, FolioView.FILE);
            case MAP_ANON -> map(call, choices, FolioView.ANON);
            case SPLIT -> split(choices);
            case COLLAPSE -> collapse(choices);
            case UNPOISON -> ofPage(call, choices.below(machine.frames()));
            default -> call.ofSlots() ? ofSlots(call, choices) : ofPage(call, page(choices));
        };
    }

    /** A page number of an address space, near the others. */
    private int somewhere(Choices choices) {
        return (window + choices.below(8)) % machine.slotsPerMm();
    }

    private FolioOperation alloc(Choices choices) {
        int order = choices.below(choices.below(machine.orderMax() + 1) + 1);
        int pfn = choices.below(machine.frames() >> order) << order;
        return new FolioOperation(FolioCall.ALLOC, cpu, 1, 0, pfn, 1, order, 0, 0);
    }

    /** Mostly a page of a folio. */
    private int page(Choices choices) {
        int pfn = choices.below(machine.frames());
        for (int i = 0; i < TRIES && pages.isFree(pfn); i++) {
            pfn = choices.below(machine.frames());
        }
        return pfn;
    }

    private int pageOfKind(Choices choices, int kind) {
        int pfn = page(choices);
        for (int i = 0; i < TRIES && pages.kind(pfn) != kind; i++) {
            pfn = page(choices);
        }
        return pfn;
    }

    private FolioOperation map(FolioCall call, Choices choices, int kind) {
        boolean fresh = choices.chance(1, 4);
        int pfn = fresh ? page(choices) : pageOfKind(choices, kind);
        int most = pages.isFree(pfn) ? 1 : pages.end(pfn) - pfn;
        int nr = choices.chance(1, 3) ? most : 1 + choices.below(most);
        int mm = 1 + choices.below(machine.mms());
        int page = somewhere(choices);
        int flags = choices.below(4) << 1 & RWX;
        if (machine.archBit() == ArchBit.SECURE) {
            flags &= ~EXEC;
        }
        if (kind == FolioView.ANON && choices.chance(3, 4)) {
            flags |= FolioOperation.EXCLUSIVE;
        } else if (kind == FolioView.ANON) {
            flags &= EXEC;
        }
        return new FolioOperation(call, cpu, mm, page, pfn, Math.min(nr, most), 0, 0, flags);
    }

    private FolioOperation ofSlots(FolioCall call, Choices choices) {
        int slot = slot(call, choices);
        int mm = machine.mm(slot);
        int page = slot % machine.slotsPerMm();
        boolean many = call.takes(FolioArgument.NR);
        int nr = many ? 1 + choices.below(choices.below(8) + 1) : 1;
        if (call == FolioCall.FORK) {
            nr = alike(slot, nr);
        }
        int to = 1 + choices.below(machine.mms());
        int value = call == FolioCall.FORK ? to : 0;
        return new FolioOperation(call, cpu, mm, page, 0, nr, 0, value, 0);
    }

    /** How many slots from here on map pages that follow one another. */
    private int alike(int slot, int most) {
        int nr = 1;
        int pfn = TableSlot.pfn(pages.slot(slot));
        while (nr < most
                && slot + nr < machine.tableEnd(slot)
                && TableSlot.isPresent(pages.slot(slot + nr))
                && TableSlot.pfn(pages.slot(slot + nr)) == pfn + nr) {
            nr++;
        }
        return nr;
    }

    private int slot(FolioCall call, Choices choices) {
        int slot = anySlot(choices);
        for (int i = 0; i < TRIES && !suits(call, pages.slot(slot)); i++) {
            slot = anySlot(choices);
        }
        return slot;
    }

    private int anySlot(Choices choices) {
        return machine.slot(1 + choices.below(machine.mms()), somewhere(choices));
    }

    private static boolean suits(FolioCall call, long value) {
        return switch (call) {
            case RESTORE -> TableSlot.isMigration(value);
            case MAP_ZERO -> value == 0;
            case EXECUTE -> TableSlot.isExecutable(value);
            case REUSE -> TableSlot.isPresent(value) && !TableSlot.isWritable(value);
            default -> TableSlot.isPresent(value);
        };
    }

    private FolioOperation split(Choices choices) {
        int pfn = page(choices);
        int order = Math.max(0, choices.below(Math.max(1, pages.order(pfn))));
        int flags = choices.chance(1, 2) ? FolioOperation.UNIFORM : 0;
        int fail = choices.chance(1, 4) ? 1 + choices.below(2) : 0;
        return new FolioOperation(FolioCall.SPLIT, cpu, 1, 0, pfn, 1, order, fail, flags);
    }

    private FolioOperation collapse(Choices choices) {
        int slot = slot(FolioCall.COLLAPSE, choices);
        int mm = machine.mm(slot);
        int page = slot % machine.slotsPerMm();
        int target = choices.below(machine.frames()) & -4;
        return new FolioOperation(FolioCall.COLLAPSE, cpu, mm, page, target, 1, 2, 0, 0);
    }
}
