package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Values;
import dev.quire.model.range.BatchFlag;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.Pages;

/** Judges what a call returned. Runs before the reference takes the step's changes in. */
final class ResultChecks {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Folios folios;
    private final Pages pages;
    private final boolean contVisible;
    private final boolean exact;
    private final Findings findings;
    private final Antecedents antecedents;

    ResultChecks(Checks.Context context, Findings findings) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.folios = context.folios();
        this.pages = context.pages();
        this.contVisible = context.contVisible();
        this.exact = context.foldsExactly();
        this.findings = findings;
        this.antecedents = findings.antecedents();
    }

    void check(StepRecord step) {
        switch (step.call) {
            case PTEP_GET -> {
                value(step, Invariant.MEANING_EQUAL, step.result);
                bounds(step, step.result);
            }
            case PTE_ADVANCE_PFN -> advance(step);
            case PTE_BATCH_HINT -> hint(step);
            case FOLIO_PTE_BATCH_FLAGS -> batch(step);
            case PTEP_GET_AND_CLEAR,
                    PTEP_CLEAR_FLUSH,
                    GET_AND_CLEAR_FULL_PTES,
                    MODIFY_PROT_START_PTES -> {
                value(step, Invariant.CLEAR_RETURNS_ALL, step.result);
                returned(step, step.result);
            }
            case UNMAP_BATCH -> unmapped(step);
            case PTEP_TEST_AND_CLEAR_YOUNG, TEST_AND_CLEAR_YOUNG_PTES, CLEAR_FLUSH_YOUNG_PTES ->
                    young(step);
            case SET_PTES,
                    SET_PTE_AT,
                    PTEP_GET_LOCKLESS,
                    PTE_CLEAR,
                    CLEAR_NONPRESENT_PTES,
                    CLEAR_FULL_PTES,
                    CLEAR_YOUNG_DIRTY_PTES,
                    WRPROTECT_PTES,
                    PTEP_SET_ACCESS_FLAGS,
                    MODIFY_PROT_COMMIT_PTES,
                    MOVE_PTES,
                    MADVISE_FREE,
                    FLUSH_TLB_RANGE,
                    FLUSH_TLB_PAGE,
                    FLUSH_TLB_MM,
                    RESUME,
                    READ,
                    WRITE,
                    EXECUTE,
                    FILL,
                    EVICT -> {}
        }
    }

    /** A value shown to the core: no contiguous bit, and the meaning that the slot had. */
    private void value(StepRecord step, Invariant invariant, long pte) {
        hidden(step, pte);
        if (Meaning.present(step.meaningBefore)) {
            antecedents.hold(invariant);
        }
        if (encoding.meaning(pte) != step.meaningBefore) {
            findings.add(
                    invariant,
                    step.slot,
                    "expected "
                            + Meaning.text(step.meaningBefore)
                            + ", returned "
                            + Meaning.text(encoding.meaning(pte)));
        }
    }

    private void hidden(StepRecord step, long pte) {
        if (contVisible) {
            return;
        }
        if (encoding.validCont(memory.raw(step.slot))) {
            antecedents.hold(Invariant.CONT_HIDDEN);
        }
        if (encoding.present(pte) && encoding.mknoncont(pte) != pte) {
            findings.add(Invariant.CONT_HIDDEN, step.slot, "the returned value is contiguous");
        }
    }

    /** A lockless read against the moments that it spanned. */
    void lockless(StepRecord step, Moments moments, boolean atRest) {
        hidden(step, step.result);
        long meaning = encoding.meaning(step.result);
        boolean present = Meaning.present(meaning);
        boolean young = present && encoding.young(step.result);
        boolean dirty = present && encoding.dirty(step.result);
        if (present) {
            antecedents.hold(Invariant.LOCKLESS_TRUE);
        }
        if (!moments.held(meaning, young, dirty, atRest)) {
            findings.add(
                    Invariant.LOCKLESS_TRUE,
                    step.slot,
                    "returned "
                            + BlockView.text(encoding, step.result)
                            + ", which the slot showed at no moment of the read");
        }
    }

    private void bounds(StepRecord step, long pte) {
        if (!Meaning.present(step.meaningBefore)) {
            return;
        }
        AccessDirty.judge(
                findings,
                step.slot,
                pages.bounds(step.slot),
                encoding.young(pte),
                encoding.dirty(pte),
                "returned");
    }

    private void returned(StepRecord step, long pte) {
        if (!Meaning.present(step.meaningBefore)) {
            return;
        }
        boolean young = encoding.young(pte);
        boolean dirty = encoding.dirty(pte);
        if (Bounds.lacking(step.returnBounds, young, dirty) != 0
                || Bounds.excess(step.returnBounds, young, dirty) != 0) {
            findings.add(
                    Invariant.CLEAR_RETURNS_ALL,
                    step.slot,
                    "the return is "
                            + AccessDirty.text(young, dirty)
                            + ", expected "
                            + AccessDirty.text(step.returnBounds));
        }
    }

    private void unmapped(StepRecord step) {
        if (step.countExpected > 1) {
            antecedents.hold(Invariant.BATCH_EXACT);
        }
        if (step.result != step.countExpected) {
            findings.add(
                    Invariant.BATCH_EXACT,
                    step.slot,
                    "unmapped " + step.result + " slots, expected " + step.countExpected);
            return;
        }
        value(step, Invariant.CLEAR_RETURNS_ALL, step.resultPte);
        returned(step, step.resultPte);
    }

    private void young(StepRecord step) {
        boolean must = (step.returnBounds & Bounds.MUST_YOUNG) != 0;
        boolean may = (step.returnBounds & Bounds.MAY_YOUNG) != 0;
        boolean returned = step.result != 0;
        if (must) {
            antecedents.hold(Invariant.YOUNG_CLEARED);
        }
        if (must && !returned || returned && !may) {
            findings.add(
                    Invariant.YOUNG_CLEARED,
                    step.slot,
                    "returned " + returned + ", expected " + !returned);
        }
    }

    private void advance(StepRecord step) {
        antecedents.hold(Invariant.ADVANCE);
        Operation operation = step.operation;
        long given = Values.meaning(operation);
        long expected = Meaning.advance(given, operation.nr());
        boolean alike =
                encoding.young(step.result) == Values.young(operation)
                        && encoding.dirty(step.result) == Values.dirty(operation);
        boolean contKept =
                operation.givesCont() == (encoding.mknoncont(step.result) != step.result);
        if (encoding.meaning(step.result) != expected || !alike || !contKept) {
            findings.add(
                    Invariant.ADVANCE,
                    -1,
                    "expected "
                            + Meaning.text(expected)
                            + ", returned "
                            + Meaning.text(encoding.meaning(step.result)));
        }
    }

    private void hint(StepRecord step) {
        long hint = step.result;
        int rest = geometry.blockStart(step.slot) + geometry.blockEntries() - step.slot;
        boolean folded = encoding.validCont(memory.raw(step.slot));
        if (folded || hint > 1) {
            antecedents.hold(Invariant.HINT_LEGAL);
        }
        boolean legal = hint >= 1 && hint <= rest && (!exact || hint == (folded ? rest : 1));
        for (int i = 1; legal && i < hint; i++) {
            legal = continues(step.slot, i);
        }
        if (!legal) {
            findings.add(
                    Invariant.HINT_LEGAL,
                    step.slot,
                    "the hint is " + hint + ", the block has " + rest + " slots left");
        }
    }

    /** Whether the slot {@code pages} further maps its page as {@code slot} does, same folio. */
    private boolean continues(int slot, int pages) {
        long first = this.pages.meaning(slot);
        return this.pages.meaning(slot + pages) == Meaning.advance(first, pages)
                && Meaning.pfn(first) + pages < folios.end(Meaning.pfn(first));
    }

    private void batch(StepRecord step) {
        int flags = step.operation.flags();
        int room = step.end - step.slot;
        int least = pages.batch(step.slot, room, flags);
        int most = least;
        if (least > 1) {
            antecedents.hold(Invariant.BATCH_EXACT);
        }
        if (step.actsCompleted > 0 && (flags & BatchFlag.RESPECT_DIRTY) != 0) {
            least = 1;
            most = pages.batch(step.slot, room, flags & ~BatchFlag.RESPECT_DIRTY);
        }
        boolean stopsEarly =
                step.result >= 1
                        && step.result < least
                        && (flags & BatchFlag.RESPECT_DIRTY) != 0
                        && dirtyDiffers(step.slot, step.slot + (int) step.result);
        if (!stopsEarly && (step.result < least || step.result > most)) {
            findings.add(
                    Invariant.BATCH_EXACT,
                    step.slot,
                    "the batch is " + step.result + ", expected " + least);
            return;
        }
        merged(step, flags);
    }

    /** Whether two dirty entries are dirty in other bits, so that their values are not the same. */
    private boolean dirtyDiffers(int slot, int other) {
        return ((shown(slot) ^ shown(other)) & encoding.accessFlags()) != 0;
    }

    private long shown(int slot) {
        long raw = memory.raw(slot);
        boolean mixed = encoding.validCont(raw) && pages.dirty(slot);
        return encoding.mkold(mixed ? encoding.mkdirty(raw) : raw);
    }

    private void merged(StepRecord step, int flags) {
        long first = pages.meaning(step.slot);
        int merge = (flags & BatchFlag.MERGE_YOUNG_DIRTY) != 0 ? (int) step.result : 1;
        int together = 0;
        boolean write = Meaning.has(first, Meaning.WRITE);
        for (int i = 0; i < step.result; i++) {
            together |= i < merge ? pages.bounds(step.slot + i) : 0;
            write |=
                    (flags & BatchFlag.MERGE_WRITE) != 0
                            && Meaning.has(pages.meaning(step.slot + i), Meaning.WRITE);
        }
        long expected = write ? first | Meaning.WRITE : first;
        boolean young = encoding.young(step.resultPte);
        boolean dirty = encoding.dirty(step.resultPte);
        if (encoding.meaning(step.resultPte) != expected
                || Bounds.lacking(together, young, dirty) != 0
                || Bounds.excess(together, young, dirty) != 0) {
            findings.add(
                    Invariant.BATCH_EXACT,
                    step.slot,
                    "the copy is "
                            + BlockView.text(encoding, step.resultPte)
                            + ", expected "
                            + Meaning.text(expected)
                            + " "
                            + AccessDirty.text(together));
        }
    }
}
