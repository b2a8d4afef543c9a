package dev.quire.properties.generate;

import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.LocklessReads;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.ClearFlag;
import dev.quire.model.range.Vma;
import dev.quire.properties.choice.Choices;

/**
 * Legal operations out of choices, for the state that a run is in.
 *
 * <p>It keeps to a block for a while, so that operations meet; it maps what belongs there, so that
 * blocks fold; and it cuts every range at the first slot that the contract would refuse. Young,
 * dirty and write-protect calls are kept away from entries that are present but not valid: core
 * code never makes them there, and kernel subjects may differ.
 */
public final class Operations {
    private final Surroundings at;
    private final BlockBuilder blocks;
    private final Installs installs;
    private final Transaction transaction;
    private final LocklessReads lockless;

    /** The slots that a lazy free was asked for last, until the next operation: [start, end). */
    private int freedStart;

    private int freedEnd;

    /** Operations for a run on the scene's configuration. */
    public Operations(Scene scene, LockStep run) {
        this.at = new Surroundings(scene, run);
        this.blocks = new BlockBuilder(at);
        this.installs = new Installs(at);
        this.transaction = run.transaction();
        this.lockless = run.lockless();
    }

    /** Forgets where it was, for a new sequence. */
    public void restart() {
        at.restart();
        blocks.stop();
        freedEnd = freedStart;
    }

    /** The next operation; legal, up to rules that are cheaper to check than to construct. */
    public Operation next(Choices choices) {
        if (leftRead() && choices.chance(1, 16)) {
            return resume(left(), choices.chance(1, 2) ? 0 : 1 + choices.below(8));
        }
        if (transaction.isOpen()) {
            return whileOpen(choices);
        }
        int kept = keptOfFreed();
        freedEnd = freedStart;
        if (kept >= 0 && choices.chance(7, 8)) {
            return storeKept(choices, kept);
        }
        if (leftRead() && choices.chance(3, 4)) {
            overtake(choices);
        }
        if (!at.somewhere() || !blocks.building() && choices.chance(1, 8)) {
            at.move(choices);
            if (choices.chance(3, 4) && at.foldable()) {
                blocks.start(choices);
            }
        }
        if (blocks.building() || choices.chance(1, 3) && at.foldable()) {
            return blocks.build(choices);
        }
        if (choices.chance(6, 7) && at.folded() && Meaning.present(at.pages.meaning(at.focus()))) {
            return gentle(choices);
        }
        int slot = at.place(choices);
        if (choices.chance(1, 8)) {
            return choices.chance(1, 6) ? flush(choices, slot) : alone(choices, slot);
        }
        long meaning = at.pages.meaning(slot);
        if (Meaning.none(meaning)) {
            return onNone(choices, slot);
        }
        return Meaning.present(meaning) ? onPresent(choices, slot) : onSoftleaf(choices, slot);
    }

    /** The block of a read that was left is mapped anew. */
    private void overtake(Choices choices) {
        int slot = at.memory.slot(left().mm(), left().addr());
        boolean here = at.somewhere() && at.geometry.blockStart(slot) == at.focus();
        if (here && !blocks.building() && at.foldableFrom(at.focus())) {
            blocks.startOther(choices);
        }
    }

    /** A page of an operation's range, or of the focused block. */
    int near(Choices choices, Operation operation) {
        int slot = at.memory.slot(operation.mm(), operation.addr());
        boolean ranged = operation.call() != Call.PTE_ADVANCE_PFN && choices.chance(3, 4);
        return ranged ? slot + choices.below(operation.nr()) : at.place(choices);
    }

    /** What leaves a block contiguous: reads, and changes of whole blocks. */
    private Operation gentle(Choices choices) {
        int blocks = choices.chance(2, 3) ? 1 : 2 + choices.below(2);
        int most = Math.min(at.room(at.focus()), blocks * at.geometry.blockEntries());
        int nr = at.present(at.focus(), most, true) & -at.geometry.blockEntries();
        int inside = at.focus() + choices.below(at.geometry.blockEntries());
        return switch (choices.below(12)) {
            case 0 -> at.of(Call.PTEP_GET, inside, 1);
            case 1 -> at.of(Call.PTEP_GET_LOCKLESS, inside, 1);
            case 2 -> at.of(Call.PTE_BATCH_HINT, inside, 1);
            case 3 -> at.of(Call.FOLIO_PTE_BATCH_FLAGS, at.focus(), most, choices.below(32));
            case 4, 5 -> at.of(Call.WRPROTECT_PTES, at.focus(), nr);
            case 6 -> accessFlags(choices, inside);
            case 7 -> at.of(Call.TEST_AND_CLEAR_YOUNG_PTES, at.focus(), nr);
            case 8 -> at.of(Call.CLEAR_FLUSH_YOUNG_PTES, inside, 1);
            case 9 -> freed(choices, at.focus(), nr);
            case 10 ->
                    at.of(
                            Call.CLEAR_YOUNG_DIRTY_PTES,
                            at.focus(),
                            nr,
                            choices.between(1, ClearFlag.YOUNG | ClearFlag.DIRTY));
            default -> access(choices, inside, 0);
        };
    }

    /** Frees slots lazily: these, or some up to one that a CPU may store to without a mark. */
    private Operation freed(Choices choices, int slot, int nr) {
        freedStart = slot;
        freedEnd = slot + nr;
        int kept = at.tlb.isEmpty() ? -1 : keptDirty(choices.below(at.tlb.count()));
        if (kept >= 0 && choices.chance(3, 4)) {
            int last = at.tlb.slot(kept) + choices.below(at.tlb.size(kept));
            int first = last - choices.below((last & at.geometry.blockEntries() - 1) + 1);
            if (at.inVma(first) && Meaning.valid(at.pages.meaning(first))) {
                int most = Math.min(last + 1 - first, at.room(first));
                freedStart = first;
                freedEnd = first + at.present(first, most, true);
            }
        }
        return at.of(Call.MADVISE_FREE, freedStart, freedEnd - freedStart);
    }

    /** The first entry from one on through which a store to the focused area shows nowhere. */
    private int keptDirty(int from) {
        for (int entry = from; entry < at.tlb.count(); entry++) {
            boolean here = at.memory.mm(at.tlb.slot(entry)) == at.vma().mm();
            if (here && at.dirty(entry) && at.inVma(at.tlb.slot(entry))) {
                return entry;
            }
        }
        return -1;
    }

    /** An entry of what was freed lazily just now, or -1: the flush should have ended it. */
    private int keptOfFreed() {
        if (freedStart < freedEnd) {
            for (int entry = 0; entry < at.tlb.count(); entry++) {
                if (at.tlb.overlaps(entry, freedStart, freedEnd) && at.dirty(entry)) {
                    return entry;
                }
            }
        }
        return -1;
    }

    /** A store to a slot that an entry translates, through that entry. */
    private Operation storeKept(Choices choices, int entry) {
        int slot = at.tlb.slot(entry) + choices.below(at.tlb.size(entry));
        long through = at.tlb.wide(entry) ? at.geometry.blockStart(slot) : -1;
        return access(Call.WRITE, at.tlb.cpu(entry), slot, through, 0);
    }

    /** What another CPU does to the block of a lockless read: changes a page of it. */
    Operation disturbing(Choices choices, Operation read) {
        int slot = at.memory.slot(read.mm(), read.addr());
        int other = at.geometry.blockStart(slot) + choices.below(at.geometry.blockEntries());
        boolean here = at.somewhere() && at.vma().mm() == read.mm() && at.inVma(other);
        if (transaction.isOpen() || !here || !Meaning.valid(at.pages.meaning(other))) {
            return next(choices);
        }
        return switch (choices.below(3)) {
            case 0 ->
                    installs.replaceable(other)
                            ? installs.replaced(choices, other)
                            : at.of(Call.PTEP_GET_AND_CLEAR, other, 1);
            case 1 -> accessFlags(choices, other);
            default -> onPresent(choices, other);
        };
    }

    /** A hardware access to the page of a slot, through any descriptor of its block. */
    private Operation access(Choices choices, int slot, int flags) {
        if (!at.tlb.isEmpty() && choices.chance(1, 2)) {
            return accessKept(choices, flags);
        }
        int cpu = choices.below(at.scene.setup().machine().cpus());
        return access(choices, cpu, slot, through(choices, slot), flags);
    }

    /** One through a translation that a CPU keeps. */
    private Operation accessKept(Choices choices, int flags) {
        int entry = choices.below(at.tlb.count());
        int slot = at.tlb.slot(entry) + choices.below(at.tlb.size(entry));
        return access(choices, at.tlb.cpu(entry), slot, through(choices, slot), flags);
    }

    /** One to the page of another, soon after it: what a call retries may fail once more. */
    Operation again(Choices choices, Operation before) {
        int slot = at.memory.slot(before.mm(), before.addr());
        boolean accesses = before.call() != Call.FILL && before.call() != Call.EVICT;
        long through = accesses ? before.value() : through(choices, slot);
        return access(choices, before.cpu(), slot, through, 0);
    }

    /** The descriptor to use: mostly any of the block, else the page's own. */
    private int through(Choices choices, int slot) {
        int entries = at.geometry.blockEntries();
        return choices.chance(1, 3) ? -1 : at.geometry.blockStart(slot) + choices.below(entries);
    }

    private Operation access(Choices choices, int cpu, int slot, long through, int flags) {
        Call call =
                switch (choices.below(8)) {
                    case 0, 1, 2 -> Call.READ;
                    case 3 -> Call.EXECUTE;
                    default -> Call.WRITE;
                };
        return access(call, cpu, slot, through, flags);
    }

    private Operation access(Call call, int cpu, int slot, long through, int flags) {
        return new Operation(
                call,
                cpu,
                at.memory.mm(slot),
                at.memory.addr(slot),
                1,
                through,
                Protection.NONE,
                flags);
    }

    /** What a CPU does by itself: it accesses a page, or what it keeps of one comes or goes. */
    Operation byItself(Choices choices, int slot) {
        return choices.chance(1, 2) ? access(choices, slot, 0) : kept(choices, slot);
    }

    /** The same where no call is under way, so that its fault may be handled. */
    private Operation alone(Choices choices, int slot) {
        return choices.chance(1, 2)
                ? access(choices, slot, choices.below(2) * Operation.FAULT)
                : kept(choices, slot);
    }

    private Operation kept(Choices choices, int slot) {
        boolean fills = choices.chance(5, 6);
        if (!fills && !at.tlb.isEmpty() && choices.chance(3, 4)) {
            return dropped(choices.below(at.tlb.count()));
        }
        int cpu = choices.below(at.scene.setup().machine().cpus());
        int through =
                fills && choices.chance(1, 2)
                        ? at.geometry.blockStart(slot) + choices.below(at.geometry.blockEntries())
                        : -1;
        return new Operation(
                fills ? Call.FILL : Call.EVICT,
                cpu,
                at.memory.mm(slot),
                at.memory.addr(slot),
                1,
                fills ? through : 0,
                Protection.NONE,
                fills && choices.chance(3, 4) ? Operation.BLOCK : 0);
    }

    /** A CPU drops one that it keeps: as it may, and as an invalidation under way makes it. */
    private Operation dropped(int entry) {
        int slot = at.tlb.slot(entry);
        return new Operation(
                Call.EVICT,
                at.tlb.cpu(entry),
                at.memory.mm(slot),
                at.memory.addr(slot),
                1,
                0,
                Protection.NONE,
                0);
    }

    /** What ends translations that earlier calls left to their caller. */
    private Operation flush(Choices choices, int slot) {
        if (choices.chance(1, 3)) {
            return at.of(Call.FLUSH_TLB_PAGE, slot, 1);
        }
        if (choices.chance(1, 4)) {
            return at.of(Call.FLUSH_TLB_MM, slot, 1);
        }
        int nr = Math.min(at.room(slot), at.geometry.blockEntries() * (1 + choices.below(3)));
        return at.of(Call.FLUSH_TLB_RANGE, slot, 1 + choices.below(nr));
    }

    /** Whether a lockless read is open that an earlier call left. */
    boolean leftRead() {
        return lockless.anyOpen();
    }

    /** How it was begun. */
    Operation left() {
        return lockless.first();
    }

    /** A lockless read that another act left goes on. */
    Operation resume(Operation left, int reads) {
        return new Operation(
                Call.RESUME, left.cpu(), left.mm(), left.addr(), 1, reads, Protection.NONE, 0);
    }

    /**
     * A lockless read on a CPU.
     *
     * @param reads how many of its reads run before others do; 0: all
     */
    Operation lockless(int slot, int cpu, int reads) {
        return new Operation(
                Call.PTEP_GET_LOCKLESS,
                cpu,
                at.memory.mm(slot),
                at.memory.addr(slot),
                1,
                reads,
                Protection.NONE,
                0);
    }

    private Operation whileOpen(Choices choices) {
        int slot = transaction.next();
        int left = transaction.end() - slot;
        if (choices.chance(1, 8)) {
            return byItself(choices, slot);
        }
        int nr = choices.chance(3, 4) ? left : choices.between(1, left);
        Protection prot = at.protection(choices, at.vmaOf(slot));
        return new Operation(
                Call.MODIFY_PROT_COMMIT_PTES,
                0,
                at.memory.mm(slot),
                at.memory.addr(slot),
                nr,
                0,
                prot,
                0);
    }

    private Operation onNone(Choices choices, int slot) {
        return switch (choices.below(16)) {
            case 0 -> at.of(Call.PTEP_GET, slot, 1);
            case 1 -> at.of(Call.PTEP_GET_LOCKLESS, slot, 1);
            case 2 -> installs.softleaf(choices, slot);
            case 3 ->
                    choices.chance(1, 2)
                            ? installs.special(choices, slot)
                            : installs.advance(choices, slot);
            default -> installs.set(choices, slot);
        };
    }

    private Operation onSoftleaf(Choices choices, int slot) {
        int nr = at.absent(slot, installs.length(choices, slot, at.room(slot)));
        return switch (choices.below(6)) {
            case 0 -> at.of(Call.PTEP_GET, slot, 1);
            case 1 -> installs.set(choices, slot);
            case 2 ->
                    at.of(choices.chance(1, 2) ? Call.PTE_CLEAR : Call.PTEP_GET_AND_CLEAR, slot, 1);
            case 3 -> moved(choices, slot, 1 + choices.below(at.room(slot)));
            default -> at.of(Call.CLEAR_NONPRESENT_PTES, slot, nr);
        };
    }

    private Operation onPresent(Choices choices, int slot) {
        long meaning = at.pages.meaning(slot);
        int most = installs.length(choices, slot, at.room(slot));
        boolean valid = Meaning.valid(meaning);
        int roll = choices.below(40);
        if (!valid && roll >= 14 && roll < 32) {
            roll = roll % 14;
        }
        return switch (roll) {
            case 0, 1, 2 -> at.of(Call.PTEP_GET, slot, 1);
            case 3, 4 -> at.of(Call.PTEP_GET_LOCKLESS, slot, 1);
            case 5 -> at.of(Call.PTE_BATCH_HINT, slot, 1);
            case 6, 7, 8 -> at.of(Call.FOLIO_PTE_BATCH_FLAGS, slot, most, choices.below(32));
            case 9 -> at.of(Call.UNMAP_BATCH, slot, 1);
            case 10 -> moved(choices, slot, most);
            case 11 -> at.of(Call.MODIFY_PROT_START_PTES, slot, at.alike(slot, most));
            case 12 ->
                    Meaning.has(meaning, Meaning.WRITE)
                            ? at.of(Call.PTEP_GET, slot, 1)
                            : over(choices, slot);
            case 13 ->
                    installs.replaceable(slot)
                            ? installs.replaced(choices, slot)
                            : at.of(Call.PTEP_GET_AND_CLEAR, slot, 1);
            case 14, 15, 16, 17, 18 ->
                    at.of(Call.WRPROTECT_PTES, slot, at.present(slot, most, true));
            case 19, 20, 21, 22, 23 -> accessFlags(choices, slot);
            case 24 -> at.of(Call.PTEP_TEST_AND_CLEAR_YOUNG, slot, 1);
            case 25, 26 ->
                    at.of(Call.TEST_AND_CLEAR_YOUNG_PTES, slot, at.present(slot, most, true));
            case 27, 28 -> at.of(Call.CLEAR_FLUSH_YOUNG_PTES, slot, at.present(slot, most, true));
            case 29, 30, 31 ->
                    choices.chance(1, 4)
                            ? freed(choices, slot, at.present(slot, most, true))
                            : at.of(
                                    Call.CLEAR_YOUNG_DIRTY_PTES,
                                    slot,
                                    at.present(slot, most, true),
                                    choices.between(1, ClearFlag.YOUNG | ClearFlag.DIRTY));
            case 32 -> at.of(Call.PTEP_CLEAR_FLUSH, slot, 1);
            case 33 -> at.of(Call.PTEP_GET_AND_CLEAR, slot, 1);
            case 34, 35 ->
                    at.of(
                            Call.CLEAR_FULL_PTES,
                            slot,
                            at.present(slot, most, false),
                            choices.below(2) * Operation.FULL);
            default ->
                    at.of(
                            Call.GET_AND_CLEAR_FULL_PTES,
                            slot,
                            at.present(slot, most, false),
                            choices.below(2) * Operation.FULL);
        };
    }

    /** Sets a slot that is present and read-only to what is not valid, in one call. */
    private Operation over(Choices choices, int slot) {
        boolean kernel = at.kernel();
        return kernel || choices.chance(1, 2)
                ? installs.softleaf(choices, slot)
                : Operation.set(
                        at.vma().mm(),
                        at.memory.addr(slot),
                        Meaning.pfn(at.pages.meaning(slot)),
                        1,
                        Protection.NONE,
                        0);
    }

    private Operation moved(Choices choices, int slot, int most) {
        Vma to = at.destination(choices);
        int size = (int) ((to.end() - to.start()) >>> at.geometry.pageShift());
        int entries = at.geometry.blockEntries();
        int page = choices.below(size);
        int aligned = page & -entries | (slot & entries - 1);
        int chosen = choices.chance(3, 4) && aligned < size ? aligned : page;
        long addr = at.geometry.advance(to.start(), chosen);
        int toSlot = at.memory.slot(to.mm(), addr);
        int wanted = Math.min(most, at.roomAt(to.mm(), addr));
        wanted = toSlot > slot ? Math.min(wanted, toSlot - slot) : Math.min(wanted, at.room(slot));
        int nr = 0;
        while (nr < wanted && Meaning.none(at.pages.meaning(toSlot + nr))) {
            nr++;
        }
        boolean apart = toSlot > slot || toSlot + nr <= slot;
        if (nr == 0 || !apart) {
            return at.of(Call.PTEP_GET, slot, 1);
        }
        return new Operation(
                Call.MOVE_PTES,
                0,
                at.vma().mm(),
                at.memory.addr(slot),
                nr,
                addr,
                Protection.NONE,
                0);
    }

    private Operation accessFlags(Choices choices, int slot) {
        long meaning = at.pages.meaning(slot);
        boolean mayWrite =
                !Meaning.has(meaning, Meaning.UFFD_WP) && (at.vma().permissions() & Vma.WRITE) != 0;
        boolean writes = Meaning.has(meaning, Meaning.WRITE);
        int flags = choices.chance(7, 8) ? Operation.ENTRY_YOUNG : 0;
        if (mayWrite && (writes ? choices.chance(7, 8) : choices.chance(1, 4))) {
            flags |= Operation.ENTRY_WRITE;
        }
        if (choices.chance(1, 2)) {
            flags |= Operation.DIRTY | (choices.chance(1, 2) ? Operation.WRITE_FAULT : 0);
        }
        return at.of(Call.PTEP_SET_ACCESS_FLAGS, slot, 1, flags);
    }
}
