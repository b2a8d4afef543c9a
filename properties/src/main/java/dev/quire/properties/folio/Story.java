package dev.quire.properties.folio;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.reference.PageByPage;
import dev.quire.properties.choice.Choices;

/**
 * What happens to one folio, from its birth on: operations that each make the next one legal.
 * Others come in between, so that a story may break off.
 */
final class Story {
    private static final int WRITE = (int) TableSlot.WRITE;
    private static final int EXEC = (int) TableSlot.EXEC;

    private static final int BIRTHS = 3;
    private static final int CHAPTERS = 12;

    private static final int ALONG = 0;
    private static final int SPLITS = 1;
    private static final int IN_SWAP = 2;
    private static final int COLLAPSES = 3;
    private static final int REWRITES = 4;
    private static final int THEMES = 6;

    private final FolioMachine machine;
    private final PageByPage pages;
    private boolean anon;
    private int theme;
    private int step;
    private int steps;
    private int pfn;
    private int order;
    private int page;
    private int mm;

    Story(FolioMachine machine, PageByPage pages) {
        this.machine = machine;
        this.pages = pages;
    }

    boolean told() {
        return step >= steps;
    }

    void end() {
        step = steps;
    }

    /** A new one begins, if there is room for its folio. */
    void begin(Choices choices, int at) {
        anon = choices.chance(1, 2);
        theme = choices.below(THEMES);
        order = choices.below(choices.below(machine.orderMax() + 1) + 1);
        order = anon && order == 1 ? 2 : order;
        pfn = choices.below(machine.frames() >> order) << order;
        page = at;
        mm = 1 + choices.below(machine.mms());
        step = 0;
        steps = pages.isFree(pfn) ? BIRTHS + choices.below(CHAPTERS) : 0;
    }

    FolioOperation next(Choices choices) {
        int now = step++;
        if (now == 0) {
            return FolioOperation.ofOrder(FolioCall.ALLOC, pfn, order);
        }
        if (now >= BIRTHS && theme != ALONG && choices.chance(2, 3)) {
            return ofTheme(now - BIRTHS, choices);
        }
        return now < BIRTHS ? birth(now, choices) : anon ? anonymous(choices) : ofFile(choices);
    }

    /** The shortest way to what the story is about, told to its end. */
    private FolioOperation ofTheme(int chapter, Choices choices) {
        boolean ready = chapter > choices.below(3);
        if (theme == COLLAPSES && anon) {
            return ready ? collapse(choices) : FolioOperation.ofPage(FolioCall.PUT, pfn);
        }
        if (theme == IN_SWAP && anon && pages.swapEntry(pfn) == 0) {
            return pages.has(FolioFlag.SWAPBACKED, pfn)
                    ? FolioOperation.ofValue(FolioCall.ADD_SWAP, pfn, 16)
                    : FolioOperation.ofFlag(FolioCall.SET, FolioFlag.SWAPBACKED, pfn);
        }
        if (theme == REWRITES && !anon) {
            return rewrite(chapter, choices);
        }
        if (theme == SPLITS && !ready && choices.chance(1, 2)) {
            return choices.chance(1, 2)
                    ? FolioOperation.ofPage(FolioCall.POISON, somePage(choices))
                    : FolioOperation.ofFlag(FolioCall.SET, FolioFlag.DIRTY, pfn);
        }
        return split(choices);
    }

    /** Executed, written again at one end, and installed elsewhere. */
    private FolioOperation rewrite(int chapter, Choices choices) {
        int index = choices.chance(1, 4) ? choices.below(nr()) : nr() - 1;
        int other = mm % machine.mms() + 1;
        int flags = machine.archBit() == ArchBit.SECURE ? 0 : EXEC;
        return switch (chapter % 5) {
            case 0 -> FolioOperation.map(FolioCall.MAP_FILE, mm, page, pfn, nr(), flags);
            case 1 -> FolioOperation.ofPage(FolioCall.WRITE, pfn + index);
            case 2 -> FolioOperation.ofPage(FolioCall.FLUSH_PAGE, pfn + index);
            case 3 ->
                    FolioOperation.map(
                            FolioCall.MAP_FILE, other, page + index, pfn + index, 1, flags);
            default -> FolioOperation.ofSlots(FolioCall.EXECUTE, other, page + index, 1);
        };
    }

    private int nr() {
        int room = machine.areaEnd(machine.slot(mm, page)) - machine.slot(mm, page);
        return Math.min(Math.max(1, pages.pages(pfn)), room);
    }

    private int somePage(Choices choices) {
        return pfn + choices.below(Math.max(1, 1 << order));
    }

    private FolioOperation birth(int now, Choices choices) {
        if (anon) {
            return now == 1
                    ? mapAnon(choices)
                    : FolioOperation.ofFlag(
                            FolioCall.SET,
                            choices.chance(1, 2) ? FolioFlag.LOCKED : FolioFlag.SWAPBACKED,
                            pfn);
        }
        return now == 1
                ? FolioOperation.ofValue(FolioCall.ADD_CACHE, pfn, choices.below(4) << 4)
                : FolioOperation.ofPage(FolioCall.WRITE, somePage(choices));
    }

    private FolioOperation mapAnon(Choices choices) {
        boolean executes = machine.archBit() != ArchBit.SECURE && choices.chance(1, 3);
        int flags = (executes ? EXEC : 0) | WRITE | FolioOperation.EXCLUSIVE;
        return FolioOperation.map(FolioCall.MAP_ANON, mm, page, pfn, nr(), flags);
    }

    private FolioOperation anonymous(Choices choices) {
        int at = page + choices.below(nr());
        int to = 1 + choices.below(machine.mms());
        return switch (choices.below(15)) {
            case 0, 1 -> FolioOperation.ofSlots(FolioCall.FORK, mm, page, nr()).withValue(to);
            case 2 -> FolioOperation.ofSlots(FolioCall.PIN, mm, at, 1);
            case 3, 4 -> FolioOperation.ofSlots(FolioCall.MIGRATE, mm, at, 1);
            case 5 -> FolioOperation.ofSlots(FolioCall.RESTORE, mm, at, 1);
            case 6 -> FolioOperation.ofSlots(FolioCall.UNMAP, to, at, 1);
            case 7 -> FolioOperation.ofSlots(FolioCall.REUSE, to, at, 1);
            case 8 -> FolioOperation.ofPage(FolioCall.PUT, pfn);
            case 9 -> collapse(choices);
            case 10 -> FolioOperation.ofValue(FolioCall.ADD_SWAP, pfn, 16);
            case 11 -> FolioOperation.ofFlag(FolioCall.SET, FolioFlag.DIRTY, pfn);
            case 12 -> FolioOperation.ofPage(FolioCall.POISON, somePage(choices));
            default -> split(choices);
        };
    }

    private FolioOperation collapse(Choices choices) {
        int target = choices.below(machine.frames()) & -4;
        return new FolioOperation(FolioCall.COLLAPSE, 0, mm, page, target, 1, 2, 0, 0);
    }

    private FolioOperation split(Choices choices) {
        if (machine.archBit() == ArchBit.SECURE && choices.chance(1, 2)) {
            return FolioOperation.ofPage(
                    choices.chance(1, 2) ? FolioCall.SECURE : FolioCall.HOST, somePage(choices));
        }
        if (!pages.has(FolioFlag.LOCKED, pfn)) {
            return FolioOperation.ofFlag(FolioCall.SET, FolioFlag.LOCKED, pfn);
        }
        int to = choices.below(Math.max(1, order));
        FolioOperation of = FolioOperation.ofOrder(FolioCall.SPLIT, somePage(choices), to);
        of = of.withFlags(choices.chance(1, 2) ? FolioOperation.UNIFORM : 0);
        return of.withValue(choices.chance(1, 4) ? 1 + choices.below(2) : 0);
    }

    private FolioOperation ofFile(Choices choices) {
        int nr = nr();
        int first = choices.below(nr);
        int count = 1 + choices.below(nr - first);
        int other = 1 + choices.below(machine.mms());
        return switch (choices.below(13)) {
            case 0, 1 -> FolioOperation.ofPage(FolioCall.FLUSH_FOLIO, pfn);
            case 2 -> FolioOperation.ofPage(FolioCall.FLUSH_PAGE, somePage(choices));
            case 3, 4, 5 -> mapFile(choices, other, first, count);
            case 6, 7 -> FolioOperation.ofSlots(FolioCall.EXECUTE, other, page + first, 1);
            case 8 -> FolioOperation.ofSlots(FolioCall.UNMAP, other, page, nr);
            case 9 -> FolioOperation.ofPage(FolioCall.WRITE, somePage(choices));
            case 10 -> FolioOperation.ofPage(FolioCall.WRITE, pfn + (1 << order) - 1);
            case 11 -> FolioOperation.ofSlots(FolioCall.UPDATE, other, page, nr);
            default -> split(choices);
        };
    }

    private FolioOperation mapFile(Choices choices, int to, int first, int count) {
        boolean executes = machine.archBit() != ArchBit.SECURE && choices.chance(3, 4);
        return FolioOperation.map(
                FolioCall.MAP_FILE, to, page + first, pfn + first, count, executes ? EXEC : 0);
    }
}
