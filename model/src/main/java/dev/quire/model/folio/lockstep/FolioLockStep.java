package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.reference.PageByPage;
import java.util.List;

/**
 * Runs folios of a subject and of the reference side by side and judges each step.
 *
 * <p>A step is checked against the contract, run on the subject (others act at its points),
 * followed by the reference, and compared: first the result, then all that there is to see.
 */
public final class FolioLockStep {
    private final FolioMachine machine;
    private final PageByPage reference;
    private final FolioHardware hardware;
    private final FolioContract contract;
    private final FolioCalls calls;
    private final FolioApi api;
    private final FolioFindings findings = new FolioFindings();
    private final FolioChecks checks;
    private final FolioGoalWatch goals;
    private final FolioCpu own;
    private final FolioCpu other;
    private final StandingCall standing;
    private final FolioSight sight;

    private List<FolioAct> acts = List.of();
    private int nextAct;
    private int acted;
    private FolioOperation showing;
    private int steps;
    private int result;
    private boolean followed = true;
    private FolioVerdict verdict;
    private FolioRule broken = FolioRule.LEGAL;
    private FolioOperation illegal;
    private boolean checksAll;
    private boolean compared;

    /** A subject and the reference on free frames. */
    public FolioLockStep(FolioMachine machine, FolioSubject subject) {
        this.machine = machine;
        api = subject.maker().open(machine);
        reference = new PageByPage(machine);
        hardware = new FolioHardware(machine, api.words());
        contract = new FolioContract(machine, reference, hardware.secure);
        calls = new FolioCalls(machine, api, reference);
        own = new FolioCpu(hardware, reference, this::interrupt);
        other = new FolioCpu(hardware, reference, point -> -1);
        standing = new StandingCall(calls, other);
        checks = new FolioChecks(machine, hardware, reference, api.view(other), findings);
        sight = new FolioSight(hardware, reference, checks, api.view(other));
        goals = new FolioGoalWatch(machine, reference, hardware);
        reset();
    }

    /** Back to free frames. */
    public void reset() {
        reference.reset();
        hardware.reset();
        goals.clear();
        other.begin(0, -1);
        api.alloc(other, machine.zeroPage(), 0);
        begin();
    }

    void exchangeHalves(long[] words, int at) {
        api.exchangeHalves(words, at);
    }

    /** No step has been run on the state as it is. */
    void begin() {
        findings.clear();
        steps = 0;
        verdict = null;
        followed = true;
        broken = FolioRule.LEGAL;
        illegal = null;
    }

    /** Compares everything after every step, not only what changed. */
    public void checkAll(boolean all) {
        checksAll = all;
    }

    /** The state between two steps, to keep and to put back; of this run alone. */
    public FolioState state() {
        return new FolioState(this, hardware, reference, checks);
    }

    public FolioMachine machine() {
        return machine;
    }

    /** The abstract state. */
    public PageByPage pages() {
        return reference;
    }

    public FolioContract contract() {
        return contract;
    }

    public FolioGoalWatch goals() {
        return goals;
    }

    /** What a slot of the subject holds. */
    public long slot(int slot) {
        return hardware.slots[slot];
    }

    /** The steps that were run since the last reset, illegal ones not counted. */
    public int steps() {
        return steps;
    }

    /** How many frames have a kernel store that no CPU would see yet. */
    public int hiddenStores() {
        return hardware.hidden();
    }

    /** How many points the last step's call had. */
    public int points() {
        return own.points();
    }

    /** How many points the call had that the last step's acts made in pieces. */
    public int pointsInPieces() {
        return standing.points();
    }

    /** How many pages the last step did cache work on. */
    public int worked() {
        return hardware.worked();
    }

    /** In how many goes the last step did so. */
    public int flushes() {
        return hardware.flushes();
    }

    /** How many executable slots the last step installed. */
    public int installs() {
        return hardware.installs();
    }

    /** What the last step's call returned, 0 where it returns nothing or did not return. */
    public int result() {
        return result;
    }

    /** Whether the reference followed the last step: not if that failed before it was done. */
    public boolean followed() {
        return followed;
    }

    /** All that there is to see after the last step; not for every step of a long run. */
    public List<FolioPlace> places() {
        return sight.places(followed);
    }

    public boolean failed() {
        return verdict != null;
    }

    /** Why the last step failed; raises {@link IllegalStateException} if it did not. */
    public FolioVerdict verdict() {
        if (verdict == null) {
            throw new IllegalStateException("the last step must have failed");
        }
        return verdict;
    }

    /** Which rule the last illegal step breaks, in words. */
    public String whyIllegal() {
        return broken.sentence + ": " + (illegal == null ? "" : illegal.text());
    }

    /** Which rule the last illegal step breaks; legal if there was none. */
    public FolioRule brokenRule() {
        return broken;
    }

    /** Runs one step. */
    public Outcome step(FolioStep step) {
        return step(step.operation(), step.acts());
    }

    /** Runs one operation with what others do inside it. */
    public Outcome step(FolioOperation of, List<FolioAct> inside) {
        if (verdict != null) {
            throw new IllegalStateException("a failed run must be reset first");
        }
        if (!allows(of, inside)) {
            return Outcome.ILLEGAL;
        }
        begin(inside);
        showing = of;
        goals.before(of);
        checks.before(of);
        run(of);
        steps++;
        if (verdict == null && !findings.isEmpty()) {
            FolioFindings.Finding first = findings.first();
            verdict =
                    new FolioVerdict(
                            Verdict.Kind.VIOLATION,
                            first.invariant(),
                            steps,
                            showing,
                            first.message(),
                            findings.others());
        }
        return verdict == null ? Outcome.PASSED : Outcome.FAILED;
    }

    /** Whether an operation is legal now, with what others do inside it; else the rule is kept. */
    boolean allows(FolioOperation of, List<FolioAct> inside) {
        broken = contract.check(of);
        illegal = broken == FolioRule.LEGAL ? null : of;
        return broken == FolioRule.LEGAL && legalActs(of, inside);
    }

    /**
     * Of what changes something, one call only: a second one would not know of the first. It may be
     * made in pieces, between which its CPU executes nothing.
     */
    private boolean legalActs(FolioOperation of, List<FolioAct> inside) {
        FolioOperation begun = null;
        boolean open = false;
        for (int i = 0; i < inside.size(); i++) {
            FolioAct act = inside.get(i);
            FolioOperation call = act.operation();
            boolean executes = call.call() == FolioCall.EXECUTE;
            boolean goesOn = open && call.equals(begun);
            boolean right =
                    executes
                            ? act.isWhole() && !(open && call.cpu() == begun.cpu())
                            : (begun == null || goesOn)
                                    && (act.isWhole() || call.call() == FolioCall.MAP_FILE);
            if (!executes) {
                begun = call;
                open = !act.isWhole();
            }
            broken = right ? contract.checkAct(of, call) : FolioRule.ACT;
            if (broken != FolioRule.LEGAL) {
                illegal = call;
                return false;
            }
        }
        return true;
    }

    private void begin(List<FolioAct> inside) {
        findings.clear();
        hardware.begin();
        acts = inside;
        nextAct = 0;
        acted = 0;
        standing.drop();
        result = 0;
        followed = false;
    }

    private void run(FolioOperation of) {
        int seen;
        try {
            own.begin(of.cpu(), acts.isEmpty() ? -1 : acts.get(0).point());
            seen = hardware(of) ? 0 : calls.subject(own, of);
            interrupt(Integer.MAX_VALUE);
            if (standing.isOpen()) {
                goOn(FolioAct.WHOLE);
            }
            showing = findings.isEmpty() ? of : showing;
        } catch (FolioCpu.Endless e) {
            verdict = died(Verdict.Kind.LIVELOCK, Invariant.LIVE, of, e.getMessage());
            return;
        } catch (RuntimeException e) {
            verdict = died(Verdict.Kind.CRASH, Invariant.CRASH_FREE, of, e.toString());
            return;
        }
        result = seen;
        if (!findings.isEmpty()) {
            return;
        }
        followed = true;
        finish(of);
        int head = reference.first(of.pfn());
        int end = reference.end(of.pfn());
        boolean allowed = of.call() == FolioCall.MIGRATE && mayMigrate(of, seen);
        int expected = allowed ? seen : calls.reference(of, seen);
        if (expected != seen) {
            findings.add(
                    of.call().ofResult,
                    of.call().word + " must return " + expected + ", it returns " + seen);
            return;
        }
        goals.after(of, seen, acted);
        goals.turns(of, standing.stood());
        if (checksAll || !compared) {
            checks.touchAll();
            compared = true;
        }
        checks.check(of, head, end);
    }

    private FolioVerdict died(
            Verdict.Kind kind, Invariant invariant, FolioOperation of, String message) {
        return new FolioVerdict(kind, invariant, steps + 1, of, message, List.of());
    }

    /** What no subject does: whether the operation was that. */
    private boolean hardware(FolioOperation of) {
        if (of.call() == FolioCall.WRITE) {
            hardware.versions.store(of.pfn());
        } else if (of.call() == FolioCall.EXECUTE) {
            execute(of);
        }
        return of.call() == FolioCall.WRITE || of.call() == FolioCall.EXECUTE;
    }

    private void execute(FolioOperation of) {
        int behind = hardware.execute(of.cpu(), machine.slot(of.mm(), of.page()));
        if (behind > 0) {
            findings.add(
                    Invariant.ARCH_BIT_TRUE,
                    "CPU "
                            + of.cpu()
                            + " must execute what was flushed before its slot was installed, it"
                            + " executes bytes that are older by "
                            + behind
                            + (behind == 1 ? " store" : " stores"));
        }
    }

    /** What holds from the end of the call on. */
    private void finish(FolioOperation of) {
        switch (of.call()) {
            case FLUSH_FOLIO ->
                    hardware.finish(reference.first(of.pfn()), reference.pages(of.pfn()));
            case FLUSH_PAGE -> hardware.finish(of.pfn(), 1);
            case ALLOC -> hardware.born(of.pfn(), 1 << of.order());
            case COLLAPSE -> {
                hardware.finish(of.pfn(), 1 << of.order());
                hardware.installed();
            }
            case UPDATE -> {
                if (machine.archBit() == ArchBit.DIRTY) {
                    hardware.installed(machine.slot(of.mm(), of.page()), of.nr());
                }
            }
            case MAP_FILE, MAP_ANON, RESTORE, SPLIT -> hardware.installed();
            case HOST -> {
                if (hardware.secure[of.pfn()]) {
                    findings.number(
                            Invariant.ARCH_BIT_TRUE, of.pfn(), "host accesses that fault", 0, 1);
                }
            }
            default -> {}
        }
    }

    /** A page of the same folio that was pinned in time may be overlooked, the page itself not. */
    private boolean mayMigrate(FolioOperation of, int seen) {
        int slot = machine.slot(of.mm(), of.page());
        int page = TableSlot.pfn(reference.slot(slot));
        boolean overlooked = seen == 1 && acted > 0 && reference.pins(page) == 0;
        if (overlooked) {
            reference.migrate(slot);
        }
        return overlooked;
    }

    /** Others act, all whose point has come; the point of the next one, or -1. */
    private int interrupt(int point) {
        while (nextAct < acts.size() && acts.get(nextAct).point() <= point) {
            FolioAct act = acts.get(nextAct++);
            showing = findings.isEmpty() ? act.operation() : showing;
            act(act);
        }
        return nextAct < acts.size() ? acts.get(nextAct).point() : -1;
    }

    private void act(FolioAct act) {
        FolioOperation call = act.operation();
        if (call.call() == FolioCall.EXECUTE) {
            execute(call);
        } else if (act.isWhole() && !standing.isOf(call)) {
            acted++;
            other.begin(call.cpu(), -1);
            acted(call, calls.subject(other, call));
        } else {
            if (!standing.isOf(call)) {
                acted++;
                standing.begin(call);
            }
            goOn(act.points());
        }
    }

    private void goOn(int points) {
        if (standing.isOpen() && standing.goOn(points)) {
            acted(standing.operation(), standing.result());
        }
    }

    /** A call of others has ended. */
    private void acted(FolioOperation act, int seen) {
        int expected = act.call() == FolioCall.PIN && seen == 0 ? 0 : reference(act, seen);
        if (expected != seen) {
            findings.add(
                    act.call().ofResult,
                    act.text() + " must return " + expected + ", it returns " + seen);
        }
    }

    private int reference(FolioOperation act, int seen) {
        int expected = calls.reference(act, seen);
        if (act.call() == FolioCall.MAP_FILE) {
            hardware.installed(machine.slot(act.mm(), act.page()), act.nr());
        }
        return expected;
    }
}
