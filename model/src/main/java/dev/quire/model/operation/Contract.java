package dev.quire.model.operation;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Memory;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;

/**
 * The contract of every call, checked before it runs, on the abstract state.
 *
 * <p>Source: Linux include/linux/pgtable.h and the callers in mm/; arm64
 * {@code __check_safe_pte_update}. A legal call never makes a correct subject warn.
 */
public final class Contract {
    private final Setup setup;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Folios folios;
    private final Pages pages;
    private final Transaction transaction;
    private final AddressSpace[] mms = new AddressSpace[AddressSpace.ID_MAX + 1];
    private final Vma[] vmas;
    private int slot;

    public Contract(Setup setup, Memory memory, Pages pages, Transaction transaction) {
        this.setup = setup;
        this.geometry = setup.machine().geometry();
        this.encoding = setup.machine().encoding();
        this.memory = memory;
        this.folios = new Folios(setup.folios());
        this.pages = pages;
        this.transaction = transaction;
        this.vmas = setup.vmas().toArray(new Vma[0]);
        for (AddressSpace mm : setup.mms()) {
            mms[mm.id()] = mm;
        }
    }

    /** The address space of an id that a legal call names. */
    public AddressSpace mm(int id) {
        return mms[id];
    }

    /** The slots from {@code addr} to the end of its area and of its table, whichever is first. */
    public int room(int mm, long addr) {
        Vma vma = find(mm, addr);
        if (vma == null) {
            return 0;
        }
        long inVma = (vma.end() - addr) >>> geometry.pageShift();
        return (int) Math.min(inVma, geometry.tableEntries() - geometry.index(addr));
    }

    private Vma find(int mm, long addr) {
        for (Vma vma : vmas) {
            if (vma.mm() == mm && vma.start() <= addr && addr < vma.end()) {
                return vma;
            }
        }
        return null;
    }

    /** Which rule a call breaks, or {@link Rule#LEGAL}. */
    public Rule check(Operation operation) {
        if (operation.cpu() < 0 || operation.cpu() >= setup.machine().cpus()) {
            return Rule.CPU;
        }
        Vma vma = find(operation.mm(), operation.addr());
        if (vma == null) {
            return Rule.MAPPED;
        }
        slot = memory.slot(operation.mm(), operation.addr());
        if (!geometry.pageAligned(operation.addr()) && !operation.call().hardware()) {
            return Rule.ALIGNED;
        }
        if (operation.call() == Call.PTE_ADVANCE_PFN) {
            return checkAdvance(operation);
        }
        if (operation.nr() < 1) {
            return Rule.COUNT;
        }
        int room = geometry.tableEntries() - geometry.index(operation.addr());
        if (operation.nr() > room) {
            return Rule.TABLE;
        }
        if (operation.nr() > (vma.end() - operation.addr()) >>> geometry.pageShift()) {
            return Rule.VMA;
        }
        boolean unlocked =
                operation.call().hardware()
                        || operation.call() == Call.PTEP_GET_LOCKLESS
                        || operation.call() == Call.RESUME;
        if (transaction.isOpen() && !unlocked && operation.call() != Call.MODIFY_PROT_COMMIT_PTES) {
            return Rule.OPEN;
        }
        return checkCall(operation, vma, slot);
    }

    /** The slot of the operation that was checked last, if it was legal. */
    public int slot() {
        return slot;
    }

    private Rule checkCall(Operation operation, Vma vma, int slot) {
        int end = slot + operation.nr();
        return switch (operation.call()) {
            case PTEP_GET,
                    PTEP_GET_LOCKLESS,
                    PTE_CLEAR,
                    PTEP_GET_AND_CLEAR,
                    PTE_ADVANCE_PFN,
                    FLUSH_TLB_RANGE,
                    FLUSH_TLB_PAGE,
                    FLUSH_TLB_MM,
                    RESUME ->
                    Rule.LEGAL;
            case EVICT -> Rule.LEGAL;
            case READ, WRITE, EXECUTE, FILL -> {
                long used = operation.value();
                boolean inBlock =
                        used < memory.slots()
                                && geometry.blockStart((int) used) == geometry.blockStart(slot);
                yield used < 0 || inBlock ? Rule.LEGAL : Rule.SLOT;
            }
            case PTE_BATCH_HINT, UNMAP_BATCH, FOLIO_PTE_BATCH_FLAGS ->
                    Meaning.present(pages.meaning(slot)) ? Rule.LEGAL : Rule.PRESENT;
            case SET_PTES -> checkSet(operation, vma, slot);
            case SET_PTE_AT -> {
                Rule raw = checkRaw(operation);
                yield raw == Rule.LEGAL ? checkReplaced(operation, slot) : raw;
            }
            case CLEAR_NONPRESENT_PTES -> checkNotPresent(slot, end);
            case PTEP_CLEAR_FLUSH,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    WRPROTECT_PTES,
                    PTEP_TEST_AND_CLEAR_YOUNG,
                    TEST_AND_CLEAR_YOUNG_PTES,
                    CLEAR_FLUSH_YOUNG_PTES,
                    MADVISE_FREE ->
                    checkPresent(slot, end);
            case CLEAR_YOUNG_DIRTY_PTES ->
                    operation.flags() == 0 ? Rule.FLAGS : checkPresent(slot, end);
            case PTEP_SET_ACCESS_FLAGS -> checkAccessFlags(operation, vma, slot);
            case MODIFY_PROT_START_PTES -> checkAlike(slot, end);
            case MODIFY_PROT_COMMIT_PTES -> checkCommit(operation, vma, slot);
            case MOVE_PTES -> checkMove(operation, slot);
        };
    }

    private Rule checkAdvance(Operation operation) {
        long pfn = operation.value();
        if (operation.nr() < 0 || pfn < 0 || pfn >= encoding.frames() - operation.nr()) {
            return Rule.FRAMES;
        }
        long last = pfn + operation.nr();
        boolean inside = folios.pages(pfn) == 0 || last < folios.end(pfn);
        return inside ? Rule.LEGAL : Rule.FOLIO;
    }

    private Rule checkPermission(Operation operation, Vma vma) {
        AddressSpace mm = mms[operation.mm()];
        boolean kernel = mm.kind() != AddressSpace.Kind.USER;
        if (operation.prot().kernel() != kernel) {
            return Rule.ADDRESS_SPACE;
        }
        long attributes = operation.prot().attributes;
        boolean executes =
                Meaning.has(attributes, Meaning.VALID)
                        && !Meaning.has(attributes, Meaning.NO_USER_EXEC);
        boolean permitted =
                (!operation.prot().writes() || (vma.permissions() & Vma.WRITE) != 0)
                        && (!executes || (vma.permissions() & Vma.EXECUTE) != 0);
        return permitted ? Rule.LEGAL : Rule.PERMISSION;
    }

    private Rule checkSet(Operation operation, Vma vma, int slot) {
        Rule permission = checkPermission(operation, vma);
        if (permission != Rule.LEGAL) {
            return permission;
        }
        long pfn = operation.value();
        int nr = operation.nr();
        if (pfn < 0 || pfn > encoding.frames() - nr) {
            return Rule.FRAMES;
        }
        if (operation.has(Operation.UFFD_WP) && operation.prot().writes()) {
            return Rule.UFFD_WP;
        }
        if (operation.has(Operation.SPECIAL)) {
            return nr == 1 ? checkReplaced(operation, slot) : Rule.SPECIAL;
        }
        if (folios.pages(pfn) == 0 || pfn + nr > folios.end(pfn)) {
            return Rule.FOLIO;
        }
        if (nr == 1) {
            return checkReplaced(operation, slot);
        }
        for (int i = 0; i < nr; i++) {
            if (Meaning.present(pages.meaning(slot + i))) {
                return Rule.ABSENT;
            }
        }
        return Rule.LEGAL;
    }

    /** A range advances the frame from slot to slot; a value that is not present has none. */
    private Rule checkRaw(Operation operation) {
        long pte = operation.value();
        if (operation.nr() > 1 && !encoding.present(pte)) {
            return Rule.SINGLE;
        }
        return (pte & 0x803) == 0 && pte != 0 ? Rule.LEGAL : Rule.SOFTLEAF;
    }

    /** Over a valid entry: what hardware may mark meanwhile must not be lost. */
    private Rule checkReplaced(Operation operation, int slot) {
        long old = pages.meaning(slot);
        long next = Values.meaning(operation);
        if (!Meaning.valid(old)) {
            return Rule.LEGAL;
        }
        if (!Meaning.valid(next)) {
            return Meaning.has(old, Meaning.WRITE) ? Rule.SAFE : Rule.LEGAL;
        }
        long oldPte = encoding.encode(old, pages.young(slot), pages.dirty(slot));
        long nextPte = encoding.mknoncont(Values.pte(operation, encoding));
        return encoding.changeIsSafe(oldPte, nextPte) ? Rule.LEGAL : Rule.SAFE;
    }

    private Rule checkNotPresent(int slot, int end) {
        for (int at = slot; at < end; at++) {
            if (Meaning.present(pages.meaning(at))) {
                return Rule.NOT_PRESENT;
            }
        }
        return Rule.LEGAL;
    }

    /** Present, and from the first slot on consecutive pages of one folio. */
    private Rule checkPresent(int slot, int end) {
        long first = pages.meaning(slot);
        if (!Meaning.present(first)) {
            return Rule.PRESENT;
        }
        if (end == slot + 1) {
            return Rule.LEGAL;
        }
        for (int at = slot + 1; at < end; at++) {
            long meaning = pages.meaning(at);
            if (!Meaning.present(meaning)) {
                return Rule.PRESENT;
            }
            boolean follows = Meaning.pfn(meaning) == Meaning.pfn(first) + (at - slot);
            if (!follows || Meaning.has(meaning | first, Meaning.SPECIAL)) {
                return Rule.FOLIO;
            }
        }
        return Meaning.pfn(first) + (end - slot) <= folios.end(Meaning.pfn(first))
                ? Rule.LEGAL
                : Rule.FOLIO;
    }

    private Rule checkAccessFlags(Operation operation, Vma vma, int slot) {
        long meaning = pages.meaning(slot);
        if (!Meaning.valid(meaning)) {
            return Rule.VALID;
        }
        boolean writes = operation.has(Operation.ENTRY_WRITE);
        if (writes && Meaning.has(meaning, Meaning.UFFD_WP)) {
            return Rule.UFFD_WP;
        }
        if (operation.has(Operation.WRITE_FAULT) && !operation.has(Operation.DIRTY)) {
            return Rule.FLAGS;
        }
        return writes && (vma.permissions() & Vma.WRITE) == 0 ? Rule.PERMISSION : Rule.LEGAL;
    }

    private Rule checkAlike(int slot, int end) {
        Rule present = checkPresent(slot, end);
        if (present != Rule.LEGAL) {
            return present;
        }
        for (int at = slot + 1; at < end; at++) {
            if (pages.meaning(at) != Meaning.advance(pages.meaning(slot), at - slot)) {
                return Rule.ALIKE;
            }
        }
        return Rule.LEGAL;
    }

    private Rule checkCommit(Operation operation, Vma vma, int slot) {
        if (!transaction.isOpen()) {
            return Rule.CLOSED;
        }
        if (transaction.next() != slot || slot + operation.nr() > transaction.end()) {
            return Rule.COMMIT;
        }
        return checkPermission(operation, vma);
    }

    private Rule checkMove(Operation operation, int slot) {
        long to = operation.value();
        int nr = operation.nr();
        Vma vma = find(operation.mm(), to);
        if (vma == null) {
            return Rule.MAPPED;
        }
        if (!geometry.pageAligned(to)) {
            return Rule.ALIGNED;
        }
        if (nr > geometry.tableEntries() - geometry.index(to)) {
            return Rule.TABLE;
        }
        if (nr > (vma.end() - to) >>> geometry.pageShift()) {
            return Rule.VMA;
        }
        long length = (long) nr << geometry.pageShift();
        if (to < operation.addr() + length && operation.addr() < to + length) {
            return Rule.APART;
        }
        int toSlot = memory.slot(operation.mm(), to);
        for (int i = 0; i < nr; i++) {
            if (!Meaning.none(pages.meaning(toSlot + i))) {
                return Rule.NONE;
            }
            boolean writes = Meaning.has(pages.meaning(slot + i), Meaning.WRITE);
            if (writes
                    && Meaning.present(pages.meaning(slot + i))
                    && (vma.permissions() & Vma.WRITE) == 0) {
                return Rule.PERMISSION;
            }
        }
        return Rule.LEGAL;
    }

    /**
     * Which rule an act inside a call breaks. Of a call inside a lockless read only the place is
     * judged here: whether it is legal is known when it runs.
     */
    public Rule checkAct(Operation outer, Operation act) {
        if (outer.preempted()) {
            return Rule.PREEMPTED;
        }
        boolean anyMay = outer.call() == Call.PTEP_GET_LOCKLESS;
        boolean hardware = act.call().hardware();
        boolean lockless = act.call() == Call.PTEP_GET_LOCKLESS || act.call() == Call.RESUME;
        boolean unlocked = hardware || lockless && act.cpu() != outer.cpu();
        if (!anyMay && !unlocked || outer.call().hardware()) {
            return Rule.ACT;
        }
        if (act.has(Operation.FAULT) && hardware) {
            return Rule.FAULT;
        }
        return hardware || lockless ? check(act) : Rule.LEGAL;
    }

    /** The rule that a call breaks and the values that break it. */
    public String explain(Rule rule, Operation operation) {
        StringBuilder text = new StringBuilder(rule.sentence).append(": ").append(operation.text());
        int slot = memory.slot(operation.mm(), operation.addr());
        if (slot >= 0 && operation.nr() >= 1) {
            text.append("; the slot of ").append(Numbers.hex(operation.addr())).append(" is ");
            text.append(Meaning.text(pages.meaning(slot)));
        }
        Vma vma = find(operation.mm(), operation.addr());
        if (rule == Rule.VMA && vma != null) {
            text.append("; the vma ends at ").append(Numbers.hex(vma.end()));
        }
        if (rule == Rule.FOLIO && folios.pages(operation.value()) > 0) {
            text.append("; the folio ends at pfn ");
            text.append(Numbers.hex(folios.end(operation.value())));
        }
        if (rule == Rule.SLOT) {
            int first = geometry.blockStart(slot);
            text.append("; the slots of its block are ").append(first).append(" to ");
            text.append(first + geometry.blockEntries() - 1);
        }
        if (rule == Rule.CPU) {
            int most = setup.machine().cpus() - 1;
            text.append("; cpu must be 0");
            text.append(most == 0 ? "" : " to " + most).append(" on this machine");
        }
        return text.toString();
    }
}
