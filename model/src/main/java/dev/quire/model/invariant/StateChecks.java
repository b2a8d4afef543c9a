package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.operation.Call;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.Pages;
import java.util.function.IntConsumer;

/** Judges raw slots against the reference, and the structure of blocks, block by block. */
final class StateChecks {
    /** What a wholly contiguous block puts to the test. */
    private static final long WHOLE =
            Invariant.BLOCK_CONSECUTIVE.bit()
                    | Invariant.BLOCK_UNIFORM.bit()
                    | Invariant.BLOCK_ONE_FOLIO.bit();

    /** What single entries put to the test: looked for until a sequence has met all of it. */
    private static final long OF_ENTRIES =
            Invariant.MEANING_EQUAL.bit()
                    | Invariant.FRAME.bit()
                    | Invariant.ENTRY_SOUND.bit()
                    | Invariant.DIRTY_NOT_LOST.bit()
                    | Invariant.DIRTY_NOT_INVENTED.bit()
                    | Invariant.YOUNG_IN_BOUNDS.bit();

    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final StepLog log;
    private final Folios folios;
    private final Pages pages;
    private final FoldChecks folds;
    private final Findings findings;
    private final Antecedents antecedents;
    private final int entries;

    private final int[] stamps;
    private int stamp;

    private final boolean[] touched;
    private final int[] touchedBlocks;
    private int touchedCount;

    StateChecks(Checks.Context context, Findings findings) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.log = context.log();
        this.folios = context.folios();
        this.pages = context.pages();
        this.folds = new FoldChecks(context, findings);
        this.findings = findings;
        this.antecedents = findings.antecedents();
        this.entries = geometry.blockEntries();
        this.stamps = new int[memory.slots() + geometry.tableEntries() >> geometry.blockShift()];
        this.touched = new boolean[stamps.length];
        this.touchedBlocks = new int[stamps.length];
    }

    void forEachTouched(IntConsumer action) {
        for (int i = 0; i < touchedCount; i++) {
            action.accept(touchedBlocks[i] << geometry.blockShift());
        }
    }

    void forgetTouched() {
        for (int i = 0; i < touchedCount; i++) {
            touched[touchedBlocks[i]] = false;
        }
        touchedCount = 0;
    }

    void checkTouched(StepRecord step, Checks.Eye eye) {
        stamp++;
        for (int store = 0; store < log.stores(); store++) {
            int block = log.slot(store) >> geometry.blockShift();
            if (stamps[block] != stamp) {
                stamps[block] = stamp;
                folds.check(step, block, encoding.validCont(log.old(store)));
                checkBlock(step, block, eye);
            }
        }
        if (!step.call.reads() && !step.call.hardware()) {
            asked(step);
            checkRange(step, step.slot, step.end, eye);
            if (step.to >= 0) {
                checkRange(step, step.to, step.to + step.end - step.slot, eye);
            }
        }
    }

    /** The block of a slot that hardware used, where {@link #checkTouched} has not seen to it. */
    void checkAccessed(StepRecord step, int slot, Checks.Eye eye) {
        checkRange(step, slot, slot + 1, eye);
    }

    private void checkRange(StepRecord step, int start, int end, Checks.Eye eye) {
        int last = end - 1 >> geometry.blockShift();
        for (int block = start >> geometry.blockShift(); block <= last; block++) {
            if (stamps[block] != stamp) {
                stamps[block] = stamp;
                boolean folded = encoding.validCont(memory.raw(block << geometry.blockShift()));
                folds.check(step, block, folded);
                checkBlock(step, block, eye);
            }
        }
    }

    void checkAll(StepRecord step, Checks.Eye eye) {
        stamp++;
        checkTouched(step, eye);
        for (int block = 0; block < memory.slots() >> geometry.blockShift(); block++) {
            if (stamps[block] != stamp) {
                checkBlock(step, block, eye);
            }
        }
    }

    private void checkBlock(StepRecord step, int block, Checks.Eye eye) {
        int start = block << geometry.blockShift();
        if (start >= memory.slots()) {
            findings.add(Invariant.READS_IN_RANGE, -1, "the call stored beyond the last table");
            return;
        }
        if (!touched[block]) {
            touched[block] = true;
            touchedBlocks[touchedCount++] = block;
        }
        if (!antecedents.holdsAll(OF_ENTRIES)) {
            meet(step, start);
        }
        int folded = 0;
        boolean anyYoung = false;
        boolean anyDirty = false;
        boolean regular = true;
        long first = encoding.meaning(memory.raw(start));
        for (int slot = start; slot < start + entries; slot++) {
            long raw = memory.raw(slot);
            long meaning = encoding.meaning(raw);
            if (meaning != pages.meaning(slot)) {
                differs(step, slot, meaning);
            }
            boolean present = encoding.present(raw);
            if (present && !encoding.sound(raw)) {
                findings.add(
                        Invariant.ENTRY_SOUND,
                        slot,
                        "a walk reads the entry otherwise than software: 0x"
                                + Long.toHexString(raw));
            }
            boolean young = present && encoding.young(raw);
            boolean dirty = present && encoding.dirty(raw);
            if (!encoding.validCont(raw)) {
                checkAccess(step, eye, slot, young, dirty);
                continue;
            }
            folded++;
            regular &= meaning == Meaning.advance(first, slot - start);
            anyYoung |= young;
            anyDirty |= dirty;
        }
        if (folded > 0) {
            checkTogether(step, eye, start, anyYoung, anyDirty);
            checkFolded(step, start, folded, regular);
        }
    }

    /** What a call itself is asked to do. */
    private void asked(StepRecord step) {
        switch (step.call) {
            case SET_PTES, SET_PTE_AT -> antecedents.hold(Invariant.SET_READS_BACK);
            case MODIFY_PROT_START_PTES, MODIFY_PROT_COMMIT_PTES ->
                    antecedents.hold(Invariant.TRANSACTION);
            case WRPROTECT_PTES, PTEP_SET_ACCESS_FLAGS -> {
                if (Meaning.has(step.meaningBefore, Meaning.WRITE)) {
                    antecedents.hold(ofCall(step.call));
                }
            }
            default -> {}
        }
        if (step.operation.givesCont()) {
            antecedents.hold(Invariant.CONT_IGNORED);
        }
    }

    /** What the entries of a block put to the test. */
    private void meet(StepRecord step, int start) {
        for (int slot = start; slot < start + entries; slot++) {
            long raw = memory.raw(slot);
            if (raw == 0) {
                continue;
            }
            antecedents.hold(Invariant.MEANING_EQUAL);
            if (!step.inRange(slot)) {
                antecedents.hold(Invariant.FRAME);
            }
            if (encoding.present(raw)) {
                antecedents.hold(Invariant.ENTRY_SOUND);
                bound(pages.bounds(slot));
            }
        }
    }

    /** What the interval of a present page puts to the test. */
    private void bound(int bounds) {
        if ((bounds & Bounds.MUST_DIRTY) != 0) {
            antecedents.hold(Invariant.DIRTY_NOT_LOST);
        }
        if ((bounds & Bounds.MAY_DIRTY) == 0) {
            antecedents.hold(Invariant.DIRTY_NOT_INVENTED);
        }
        if ((bounds & Bounds.MUST_YOUNG) != 0 || (bounds & Bounds.MAY_YOUNG) == 0) {
            antecedents.hold(Invariant.YOUNG_IN_BOUNDS);
        }
    }

    /** Contiguous pages have young and dirty of their block. */
    private void checkTogether(
            StepRecord step, Checks.Eye eye, int start, boolean young, boolean dirty) {
        for (int slot = start; slot < start + entries; slot++) {
            if (encoding.validCont(memory.raw(slot))) {
                checkAccess(step, eye, slot, young, dirty);
            }
        }
    }

    /** Young and dirty of a page, as it shows them. */
    private void checkAccess(
            StepRecord step, Checks.Eye eye, int slot, boolean young, boolean dirty) {
        int bounds = pages.bounds(slot);
        if (bounds == Bounds.exactly(young, dirty)) {
            return;
        }
        long raw = memory.raw(slot);
        if (encoding.present(raw) && encoding.meaning(raw) == pages.meaning(slot)) {
            judge(step, slot, bounds, young, dirty);
        }
        eye.see(slot, young, dirty);
    }

    private void judge(StepRecord step, int slot, int bounds, boolean young, boolean dirty) {
        boolean staysYoung =
                young
                        && (bounds & Bounds.MAY_YOUNG) == 0
                        && step.inRange(slot)
                        && step.call.clearsYoung(step.operation.flags());
        if (staysYoung) {
            findings.add(Invariant.YOUNG_CLEARED, slot, "the page is still young");
            return;
        }
        AccessDirty.judge(findings, slot, bounds, young, dirty, "the page is");
    }

    private void differs(StepRecord step, int slot, long meaning) {
        Invariant invariant = step.inRange(slot) ? ofCall(step.call) : Invariant.FRAME;
        findings.add(
                invariant,
                slot,
                "expected "
                        + Meaning.text(pages.meaning(slot))
                        + ", the slot is "
                        + Meaning.text(meaning));
    }

    private static Invariant ofCall(Call call) {
        return switch (call) {
            case SET_PTES, SET_PTE_AT -> Invariant.SET_READS_BACK;
            case PTE_CLEAR,
                    CLEAR_NONPRESENT_PTES,
                    PTEP_GET_AND_CLEAR,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    PTEP_CLEAR_FLUSH ->
                    Invariant.CLEAR_RETURNS_ALL;
            case WRPROTECT_PTES -> Invariant.WRPROTECT_PROTECTS;
            case PTEP_SET_ACCESS_FLAGS -> Invariant.ACCESS_FLAGS_MONOTONE;
            case MODIFY_PROT_START_PTES, MODIFY_PROT_COMMIT_PTES -> Invariant.TRANSACTION;
            default -> Invariant.MEANING_EQUAL;
        };
    }

    /** Blocks that have a valid contiguous entry: C1 to C5. */
    private void checkFolded(StepRecord step, int start, int folded, boolean regular) {
        antecedents.hold(Invariant.BLOCK_WHOLE);
        if (folded != entries) {
            structure(
                    step,
                    Invariant.BLOCK_WHOLE,
                    start,
                    folded + " of " + entries + " entries are contiguous");
            return;
        }
        antecedents.holdAll(WHOLE);
        long first = encoding.meaning(memory.raw(start));
        long pfn = Meaning.pfn(first);
        if (!regular || (pfn & entries - 1) != 0) {
            checkIrregular(step, start, first);
        }
        if (Meaning.has(first, Meaning.SPECIAL) || pfn + entries > folios.end(pfn)) {
            structure(
                    step,
                    Invariant.BLOCK_ONE_FOLIO,
                    start,
                    "the block is special or not inside one folio");
        }
    }

    private void checkIrregular(StepRecord step, int start, long first) {
        long pfn = Meaning.pfn(first);
        boolean consecutive = (pfn & entries - 1) == 0;
        boolean uniform = true;
        for (int i = 1; i < entries; i++) {
            long meaning = encoding.meaning(memory.raw(start + i));
            consecutive &= Meaning.pfn(meaning) == pfn + i;
            uniform &= ((meaning ^ first) & (Meaning.ATTRIBUTES | Meaning.STATE)) == 0;
        }
        if (!consecutive) {
            structure(
                    step,
                    Invariant.BLOCK_CONSECUTIVE,
                    start,
                    "the frames are not an aligned, consecutive block");
        }
        if (!uniform) {
            structure(step, Invariant.BLOCK_UNIFORM, start, "the attributes differ");
        }
    }

    private void structure(StepRecord step, Invariant invariant, int slot, String detail) {
        boolean given = step.operation.givesCont();
        findings.add(given ? Invariant.CONT_IGNORED : invariant, slot, detail);
    }
}
