package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.folio.Folios;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.invariant.Checks;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.invariant.Moments;
import dev.quire.model.invariant.StepRecord;
import dev.quire.model.machine.CallAborted;
import dev.quire.model.machine.MachinePort;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.StepLog;
import dev.quire.model.machine.Tlb;
import dev.quire.model.machine.Walker;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Contract;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Rule;
import dev.quire.model.operation.Step;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.Bounds;
import dev.quire.model.range.Pages;
import dev.quire.model.range.RangeApi;
import dev.quire.model.range.Setup;
import dev.quire.model.reference.Reference;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.SubjectFailure;
import java.util.List;

/**
 * Runs a subject and the reference side by side and judges each step.
 *
 * <p>A step is checked against the contract, run on the subject (others act at its accesses),
 * followed by the reference, and compared on what it touched. It knows no seed and no file; with no
 * verdict, a step allocates nothing.
 */
public final class LockStep {
    private static final int DEPTH_MAX = 3;

    private final Setup setup;
    private final Subject subject;
    private final boolean offersAll;
    private final RangeApi api;
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;
    private final Tlb tlb;
    private final StepLog log = new StepLog();
    private final Walker walker;
    private final Reference reference;
    private final Transaction transaction = new Transaction();
    private final Contract contract;
    private final Checks.Context context;
    private final Checks checks;
    private final SubjectCalls subjectCalls;
    private final ReferenceCalls referenceCalls;
    private final GoalWatch goals;
    private final Verdicts verdicts;
    private final LocklessReads lockless;
    private final Frame[] frames = new Frame[DEPTH_MAX];
    private final BlockView view;
    private final Reach reach;
    private final RunState state;

    private Doing doing = Doing.UNTOLD;
    private boolean checksAll;
    private int steps;
    private Verdict verdict;
    private Rule broken = Rule.LEGAL;
    private Operation illegal;

    /** A subject and the reference on empty tables. */
    public LockStep(Setup setup, Subject subject) {
        this.setup = setup;
        this.subject = subject;
        this.offersAll = !subject.remote();
        this.geometry = setup.machine().geometry();
        this.encoding = setup.machine().encoding();
        this.memory = setup.memory();
        this.api = subject.open(setup, memory);
        this.tlb = new Tlb(setup.machine(), memory);
        this.walker = new Walker(setup.machine(), memory, tlb, log);
        Folios folios = new Folios(setup.folios());
        this.reference = new Reference(geometry, memory.slots(), folios);
        this.contract = new Contract(setup, memory, reference, transaction);
        this.context =
                new Checks.Context(
                        setup,
                        memory,
                        tlb,
                        log,
                        folios,
                        reference,
                        contract,
                        subject.contVisible(),
                        subject.foldsExactly());
        this.checks = new Checks(context);
        this.subjectCalls =
                new SubjectCalls(api, geometry, encoding, memory, reference, contract, transaction);
        this.referenceCalls = new ReferenceCalls(reference, encoding, transaction);
        this.goals = new GoalWatch(context, checks.findings().antecedents());
        this.verdicts = new Verdicts(context);
        this.view = new BlockView(geometry, encoding, memory);
        this.reach = new Reach(geometry, encoding, memory);
        this.lockless = new LocklessReads(api, subject.retriesMax(), context, checks, goals);
        this.state = new RunState(this, reference);
        for (int depth = 0; depth < DEPTH_MAX; depth++) {
            frames[depth] = new Frame(depth, context);
        }
    }

    /** The state between two steps, to look at and to put back; of this run alone. */
    public RunState state() {
        return state;
    }

    /** Forgets how it came to where it is: the steps, the verdict, reads that were left open. */
    void rewind() {
        lockless.clear();
        checks.clear();
        steps = 0;
        verdict = null;
    }

    /** Back to empty tables, at the cost of what was touched; goals and counters stay. */
    public void reset() {
        Subject.restart(api);
        if (verdict == null) {
            checks.forEachTouched(state::emptyBlock);
        } else {
            state.empty();
        }
        checks.forgetTouched();
        log.clear();
        state.begin();
        broken = Rule.LEGAL;
        illegal = null;
    }

    /** Whether the last step failed. */
    public boolean failed() {
        return verdict != null;
    }

    /** Checks every block after every step, not only the touched ones. */
    public void checkAll(boolean all) {
        checksAll = all;
    }

    /** From now on it is told what each step did, which costs; what this returns knows it. */
    public ActAccount tell() {
        ActAccount account = new ActAccount(context, walker);
        doing = account;
        return account;
    }

    public Setup setup() {
        return setup;
    }

    /** The abstract state. */
    public Pages pages() {
        return reference;
    }

    public Memory memory() {
        return memory;
    }

    /** What CPUs keep of the tables. */
    public Tlb tlb() {
        return tlb;
    }

    /** The lockless reads that were left open. */
    public LocklessReads lockless() {
        return lockless;
    }

    public Contract contract() {
        return contract;
    }

    public Transaction transaction() {
        return transaction;
    }

    /** Which goals were reached since the runner was made, and what was touched. */
    public GoalWatch goals() {
        return goals;
    }

    /** The steps that were run since the last reset, illegal ones not counted. */
    public int steps() {
        return steps;
    }

    /** Why the last step failed; raises {@link IllegalStateException} if it did not. */
    public Verdict verdict() {
        if (verdict == null) {
            throw new IllegalStateException("the last step must have failed");
        }
        return verdict;
    }

    /**
     * Which rule the last illegal step breaks, in words, with the values that break it.
     *
     * @throws IllegalStateException if none was illegal since the last reset
     */
    public String whyIllegal() {
        if (illegal == null) {
            throw new IllegalStateException("a step must have been illegal since the last reset");
        }
        return contract.explain(broken, illegal);
    }

    /** Which rule the last illegal step breaks; {@link Rule#LEGAL} if there was none. */
    public Rule brokenRule() {
        return broken;
    }

    /** What is known of the last step, its result too; lent until the next one. */
    public StepRecord last() {
        return frames[0].step;
    }

    /** How many accesses the call of the last step made. */
    public int accesses() {
        return frames[0].port.accesses();
    }

    /** Runs one step. */
    public Outcome step(Step step) {
        return step(step.operation(), step.acts());
    }

    /** Runs one operation with what others do inside it. */
    public Outcome step(Operation operation, List<Act> acts) {
        if (verdict != null) {
            throw new IllegalStateException("a failed run must be reset first");
        }
        doing.begin();
        Outcome outcome = run(0, operation, acts);
        doing.end(operation, frames[0].port);
        if (outcome == Outcome.PASSED || outcome == Outcome.FAILED) {
            steps++;
        }
        return outcome;
    }

    private Outcome illegal(Rule rule, Operation operation, Outcome outcome) {
        broken = rule;
        illegal = operation;
        return outcome;
    }

    private Outcome run(int depth, Operation operation, List<Act> acts) {
        Rule rule = check(operation);
        if (rule == Rule.LEGAL && operation.preempted()) {
            rule = lockless.check(operation);
        }
        if (rule != Rule.LEGAL) {
            return illegal(rule, operation, Outcome.ILLEGAL);
        }
        int slot = contract.slot();
        for (int i = 0; i < acts.size(); i++) {
            Operation act = acts.get(i).operation();
            Rule actRule = subject.offers(act) ? contract.checkAct(operation, act) : Rule.OFFERED;
            if (actRule != Rule.LEGAL) {
                return illegal(actRule, act, Outcome.ILLEGAL);
            }
        }
        clearLog();
        Frame frame = frames[depth];
        frame.begin(operation, acts, slot);
        if (operation.call().hardware()) {
            return access(frame, operation);
        }
        Outcome called = frame.call();
        if (called == Outcome.ILLEGAL_ACT && !checks.findings().isEmpty()) {
            return conclude(frame);
        }
        if (called != Outcome.PASSED) {
            return called;
        }
        if (operation.preempted()) {
            return conclude(frame);
        }
        return operation.call() == Call.PTEP_GET_LOCKLESS ? judgeLockless(frame) : judge(frame);
    }

    private void clearLog() {
        lockless.beforeLogIsCleared();
        log.clear();
    }

    private Rule check(Operation operation) {
        return offersAll || subject.offers(operation) ? contract.check(operation) : Rule.OFFERED;
    }

    /** An access, whose fault is handled if it asks for that; then it must not fault again. */
    private Outcome access(Frame frame, Operation operation) {
        StepRecord step = frame.step;
        if (doing.hardware(frame.hardware, operation, step) || !operation.has(Operation.FAULT)) {
            return judge(frame);
        }
        boolean dirty = reference.dirty(step.slot);
        Operation handler = FaultHandler.of(operation, step.meaningBefore, dirty, geometry);
        if (handler == null || check(handler) != Rule.LEGAL) {
            return judge(frame);
        }
        goals.antecedents().hold(Invariant.LIVE);
        Outcome handled = run(0, handler, List.of());
        if (handled != Outcome.PASSED) {
            return handled;
        }
        if (operation.call() != Call.WRITE || step.result == 0) {
            tlb.evict(operation.cpu(), step.slot);
        }
        clearLog();
        frame.begin(operation, List.of(), step.slot);
        if (!doing.hardware(frame.hardware, operation, frame.step)) {
            String why = "the access faults again after its fault was handled";
            return frame.failed(Verdict.Kind.LIVELOCK, Invariant.LIVE, why, step);
        }
        return judge(frame);
    }

    private Outcome judgeLockless(Frame frame) {
        checks.checkLockless(frame.step, frame.moments, true);
        checks.checkCall(frame.step, frame.port);
        goals.lockless(frame.step, frame.moments);
        return conclude(frame);
    }

    private Outcome judge(Frame frame) {
        StepRecord step = frame.step;
        boolean widened = frame.hardware.raise(step, step.call.reads() ? Bounds.MAY : -1);
        boolean changed = widened || log.stores() > 0 || !step.call.hardware();
        if (step.call == Call.UNMAP_BATCH) {
            step.countExpected = reference.batch(step.slot, step.end - step.slot, 0);
            step.end = step.slot + step.countExpected;
        }
        if (step.call.returnsBits()) {
            step.returnBounds = reference.boundsOf(step.slot, step.end);
        }
        if (!step.call.hardware()) {
            checks.checkResult(step);
            referenceCalls.run(step);
            frame.hardware.raise(step, -1);
            checks.checkCall(step, frame.port);
        }
        goals.step(step, frame.hardware.markedNeighbour());
        if (checksAll) {
            checks.checkAll(step, reference::see);
        } else if (changed) {
            checks.checkTouched(step, frame.eye);
            frame.hardware.check(step, frame.eye);
        }
        frame.hardware.checkTranslations(step);
        return conclude(frame);
    }

    private Outcome conclude(Frame frame) {
        if (verdict == null && !checks.findings().isEmpty()) {
            verdict = verdicts.violation(checks.findings(), frame.step, steps + 1);
        }
        return verdict == null ? Outcome.PASSED : Outcome.FAILED;
    }

    /** One call under way, and what others do inside it. */
    private final class Frame implements MachinePort.Interruption {
        private final int depth;
        private final MachinePort port;
        private final StepRecord step = new StepRecord();
        private final Moments moments = new Moments();
        private final Checks.Eye eye = reference::see;
        private int next;
        private Outcome inside = Outcome.PASSED;
        private final HardwareActs hardware =
                new HardwareActs(
                        setup.machine(), memory, tlb, walker, log, checks, reference, goals);

        Frame(int depth, Checks.Context context) {
            this.depth = depth;
            FolioOwners owners = new FolioOwners(context.folios());
            this.port = new MachinePort(setup.machine(), memory, tlb, log, owners);
            port.retriesMax(subject.retriesMax());
        }

        private void begin(Operation operation, List<Act> inside, int slot) {
            step.begin(operation, slot);
            step.meaningBefore = reference.meaning(slot);
            if (step.call == Call.UNMAP_BATCH) {
                step.end = slot + contract.room(operation.mm(), operation.addr());
            } else if (step.call == Call.MOVE_PTES) {
                step.to = memory.slot(operation.mm(), operation.value());
            }
            reach.begin(port, step);
            step.acts = inside;
            next = 0;
            this.inside = Outcome.PASSED;
            hardware.begin(step);
            if (!inside.isEmpty()) {
                port.interruptAt(inside.get(0).access(), this);
            }
        }

        private Outcome call() {
            try {
                if (step.operation.preempted()) {
                    act(step.operation, false);
                } else {
                    if (step.call == Call.PTEP_GET_LOCKLESS) {
                        moments.clear();
                        moment();
                    }
                    subjectCalls.run(port, step);
                }
                runActs(Integer.MAX_VALUE);
            } catch (CallAborted e) {
                return aborted(e, step, port);
            } catch (SubjectFailure e) {
                return failed(Verdict.Kind.of(e), Verdict.Kind.of(e).broken, e.getMessage(), step);
            } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError e) {
                String died = "the call died: " + e;
                return failed(Verdict.Kind.CRASH, Invariant.CRASH_FREE, died, step);
            }
            return verdict != null ? Outcome.FAILED : inside;
        }

        private Outcome aborted(CallAborted why, StepRecord what, MachinePort by) {
            verdict = verdict == null ? verdicts.aborted(why, by, what, steps + 1) : verdict;
            return Outcome.FAILED;
        }

        private Outcome failed(Verdict.Kind kind, Invariant broken, String why, StepRecord what) {
            Verdict dead = verdicts.dead(kind, broken, why, what, steps + 1);
            verdict = verdict == null ? dead : verdict;
            return Outcome.FAILED;
        }

        @Override
        public void before(int access) {
            runActs(access);
            if (next < step.acts.size()) {
                port.interruptAt(step.acts.get(next).access(), this);
            }
        }

        @Override
        public boolean calls() {
            return Act.anyCalls(step.acts);
        }

        private void runActs(int access) {
            while (next < step.acts.size() && step.acts.get(next).access() <= access) {
                log.act(next);
                Act act = step.acts.get(next++);
                if (verdict != null || inside != Outcome.PASSED) {
                    return;
                }
                boolean within = access != Integer.MAX_VALUE;
                doing.begin(next - 1, within);
                checks.findings().during(next - 1);
                act(act.operation(), within);
                checks.findings().during(-1);
            }
        }

        private void act(Operation act, boolean within) {
            if (act.call() == Call.PTEP_GET_LOCKLESS || act.call() == Call.RESUME) {
                int cut = within && port.accesses() > 0 && !step.call.reads() ? steps : -1;
                CallAborted why = doing.lockless(lockless, act, step, cut);
                if (why != null) {
                    aborted(why, lockless.of(act.cpu()).step(), lockless.of(act.cpu()).port());
                }
            } else if (step.call == Call.PTEP_GET_LOCKLESS) {
                Outcome outcome = run(depth + 1, act, List.of());
                inside = outcome == Outcome.ILLEGAL ? Outcome.ILLEGAL_ACT : outcome;
                doing.nested(act, outcome, frames[depth + 1].port);
                moment();
            } else {
                boolean completed = doing.hardware(hardware, act, step);
                goals.inside(completed && within && port.accesses() > 0);
            }
        }

        private void moment() {
            moments.add(
                    encoding.meaning(memory.raw(step.slot)),
                    view.young(step.slot),
                    view.dirty(step.slot));
        }
    }
}
