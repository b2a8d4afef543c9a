package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Contract;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Pages;

/**
 * Predicts, from the abstract state alone, whether a block is contiguous after a call: the rules F1
 * to F8 of folding, whole pieces of a set, and what every other call does to a block that was.
 *
 * <p>Source: Linux arch/arm64/mm/contpte.c, {@code __contpte_try_fold}, {@code contpte_set_ptes}.
 */
final class FoldChecks {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Folios folios;
    private final Pages pages;
    private final Contract contract;
    private final boolean exact;
    private final Findings findings;
    private final Antecedents antecedents;
    private final int entries;

    FoldChecks(Checks.Context context, Findings findings) {
        this.geometry = context.setup().machine().geometry();
        this.encoding = context.setup().machine().encoding();
        this.memory = context.memory();
        this.folios = context.folios();
        this.pages = context.pages();
        this.contract = context.contract();
        this.exact = context.foldsExactly();
        this.findings = findings;
        this.antecedents = findings.antecedents();
        this.entries = geometry.blockEntries();
    }

    /** Judges a block that was or was not folded before the step. */
    void check(StepRecord step, int block, boolean was) {
        int start = block << geometry.blockShift();
        if (start >= memory.slots()) {
            return;
        }
        boolean is = encoding.validCont(memory.raw(start));
        if (is == was && !exact) {
            return;
        }
        boolean expected = expected(step, start, was);
        if (is || was || expected) {
            antecedents.hold(Invariant.FOLD_EXACT);
        }
        boolean inventive = is && !was && !expected;
        boolean inexact = exact && is != expected && step.to < 0;
        if (inventive || inexact) {
            findings.add(
                    step.operation.givesCont() ? Invariant.CONT_IGNORED : Invariant.FOLD_EXACT,
                    start,
                    is
                            ? "the block is contiguous, the rules do not fold it"
                            : "the block is not contiguous, the rules keep or fold it");
        }
    }

    private boolean expected(StepRecord step, int start, boolean was) {
        boolean first = step.slot < start + entries && step.slot >= start;
        boolean whole = step.slot <= start && start + entries <= step.end;
        boolean touched = step.slot < start + entries && start < step.end;
        return switch (step.call) {
            case SET_PTES, SET_PTE_AT, MODIFY_PROT_COMMIT_PTES ->
                    step.end == step.slot + 1
                            ? (first ? folds(step, step.slot) : was)
                            : whole && bornFolded(step, start) || !touched && was;
            case PTE_CLEAR,
                    CLEAR_NONPRESENT_PTES,
                    PTEP_GET_AND_CLEAR,
                    GET_AND_CLEAR_FULL_PTES,
                    CLEAR_FULL_PTES,
                    PTEP_CLEAR_FLUSH,
                    MODIFY_PROT_START_PTES ->
                    was && !touched;
            case UNMAP_BATCH ->
                    was
                            && (step.slot + step.countExpected <= start
                                    || start + entries <= step.slot);
            case WRPROTECT_PTES -> was && (whole || !touched);
            case PTEP_SET_ACCESS_FLAGS ->
                    was
                            && (!first
                                    || Meaning.has(step.meaningBefore, Meaning.WRITE)
                                            == step.operation.has(Operation.ENTRY_WRITE));
            case MOVE_PTES -> anyFold(step, start);
            default -> was;
        };
    }

    /** F1 to F8 for the block whose slot was just set by itself. */
    private boolean folds(StepRecord step, int slot) {
        boolean last = (slot & entries - 1) == entries - 1;
        return last && contract.mm(step.operation.mm()).folds() && alike(slot - entries + 1);
    }

    private boolean bornFolded(StepRecord step, int start) {
        long meaning = pages.meaning(start);
        return contract.mm(step.operation.mm()).folds()
                && Meaning.valid(meaning)
                && (Meaning.pfn(meaning) & entries - 1) == 0;
    }

    /** A move sets batch by batch: a block may be folded only where its pages allow it. */
    private boolean anyFold(StepRecord step, int start) {
        return contract.mm(step.operation.mm()).folds() && alike(start);
    }

    private boolean alike(int start) {
        long first = pages.meaning(start);
        long pfn = Meaning.pfn(first);
        if (!Meaning.valid(first)
                || Meaning.has(first, Meaning.SPECIAL)
                || (pfn & entries - 1) != 0
                || pfn + entries > folios.end(pfn)) {
            return false;
        }
        for (int i = 1; i < entries; i++) {
            if (pages.meaning(start + i) != Meaning.advance(first, i)) {
                return false;
            }
        }
        return true;
    }
}
