package dev.quire.model.invariant;

import dev.quire.model.folio.Folios;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Contract;
import dev.quire.model.range.Pages;
import dev.quire.model.range.Setup;
import java.util.function.IntConsumer;

/**
 * All checks of a step, on what it touched; and the full check, on everything.
 *
 * <p>The cost of a step's checks follows the slots that it stored to or that its range has. The
 * full check looks at every block with the same functions and gives the same verdict.
 */
public final class Checks {
    private final Findings findings = new Findings();
    private final ResultChecks results;
    private final StateChecks states;
    private final LogChecks logs;
    private final CallChecks calls;
    private final TlbChecks tlbs;

    public Checks(Context context) {
        this.results = new ResultChecks(context, findings);
        this.states = new StateChecks(context, findings);
        this.logs = new LogChecks(context, findings);
        this.calls = new CallChecks(context, findings);
        this.tlbs = new TlbChecks(context, findings);
    }

    /** What has been found since {@link #clear}. */
    public Findings findings() {
        return findings;
    }

    /** Forgets what was found. */
    public void clear() {
        findings.clear();
    }

    /** Looks at what a step is about to meet. */
    public void before(StepRecord step) {
        tlbs.before(step);
    }

    /** Judges what a call returned; the reference has not yet taken the call's change in. */
    public void checkResult(StepRecord step) {
        results.check(step);
    }

    /** Judges a lockless read; see {@link Moments}. */
    public void checkLockless(StepRecord step, Moments moments, boolean atRest) {
        results.lockless(step, moments, atRest);
    }

    /** Judges whether a call warned: part of {@link #checkCall}, alone for one inside another. */
    public void checkWarning(MachinePort port) {
        calls.checkWarning(port);
    }

    /** Judges how a call behaved, on its port and its log, once the reference has followed. */
    public void checkCall(StepRecord step, MachinePort port) {
        calls.check(step, port);
        logs.check(step);
    }

    /** Judges the blocks that a step stored to or that its range has, and shows them to the eye. */
    public void checkTouched(StepRecord step, Eye eye) {
        states.checkTouched(step, eye);
    }

    /**
     * After {@link #checkTouched}: the same for the block of a slot that hardware used. An access
     * that marks no descriptor leaves no store, but opens intervals all the same.
     */
    public void checkAccessed(StepRecord step, int slot, Eye eye) {
        states.checkAccessed(step, slot, eye);
    }

    /** Judges a translation that a CPU has just begun to keep. */
    public void checkFilled() {
        tlbs.filled();
    }

    /**
     * Judges all translations that CPUs keep; once the blocks were judged.
     *
     * @param fillsBefore {@link Tlb#fills} before the step
     */
    public void checkTranslations(StepRecord step, long fillsBefore) {
        tlbs.check(step, fillsBefore);
    }

    /** Judges a store of a CPU to the page of a slot, of which it keeps this descriptor. */
    public void checkStored(StepRecord step, int slot, int cpu, long pte) {
        tlbs.stored(step, slot, cpu, pte);
    }

    /** Judges every block. */
    public void checkAll(StepRecord step, Eye eye) {
        states.checkAll(step, eye);
    }

    /** Calls with the first slot of each block that was touched since {@link #forgetTouched}. */
    public void forEachTouched(IntConsumer action) {
        states.forEachTouched(action);
    }

    /** Begins anew with the blocks that were touched. */
    public void forgetTouched() {
        states.forgetTouched();
    }

    /** Learns what each checked slot shows. */
    public interface Eye {
        void see(int slot, boolean young, boolean dirty);
    }

    /**
     * What the checks look at.
     *
     * @param contVisible whether reads of the subject may show the contiguous bit
     * @param foldsExactly whether the subject folds whenever it may
     */
    public record Context(
            Setup setup,
            Memory memory,
            Tlb tlb,
            StepLog log,
            Folios folios,
            Pages pages,
            Contract contract,
            boolean contVisible,
            boolean foldsExactly) {}
}
