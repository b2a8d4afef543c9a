package dev.quire.properties.explore;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.RunState;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.operation.Transaction;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.List;

/**
 * The range API on a small machine: the real subject and reference in lock step, each transition
 * with all checks. A transition is an operation, alone or with what others do inside it.
 *
 * <p>A state is the entries of the area, the change of protection that is open, and what CPUs keep;
 * transitions that pass and after which a CPU keeps more than the machine says are left out.
 * Where acts count as operations do, it is also how many acts the next operation has: each more is
 * a transition.
 *
 * <p>The two folios are alike, and so are CPUs that manage access and dirty alike: a state and its
 * images pack into the same words.
 */
final class RangeWorld implements TracedWorld {
    private static final int BUDGET_BITS = 6;

    private final boolean swapsFolios;
    private final boolean swapsCpus;
    private final boolean keeps;
    private final Aim aim;
    private final int preemptions;
    private final Codes codes;
    private final Encoding encoding;
    private final LockStep run;
    private final RunState state;
    private final long firstFrame;
    private final long frames;
    private final int base;
    private final int pages;
    private final int placeBits;
    private final int words;
    private final Kept kept;
    private final Packing out = new Packing();
    private final Packing in = new Packing();
    private final long[] image;
    private final Plans plans;
    private final Prior prior;

    /** Of each page, the accesses by slots that are not its own. */
    private final long[][] elsewhere;

    private final Idle idle;
    private final int[] entered;
    private final int[] now;
    private final long[] raws;
    private final long[] meanings;
    private final boolean[] young;
    private final boolean[] dirty;
    private boolean open;
    private int openStart;
    private int openNext;
    private int openEnd;
    private long openOld;
    private boolean grows;
    private boolean completed;
    private boolean stands;
    private boolean moved;
    private int budget;
    private boolean waits;
    private boolean waited;
    private long ran;

    RangeWorld(Scope scope, Aim aim, Subject subject, Codes codes) {
        this(scope, aim, new LockStep(scope.setup(), subject), codes);
    }

    /** The world of a run on the configuration. */
    RangeWorld(Scope scope, Aim aim, LockStep run, Codes codes) {
        this.swapsFolios = scope.foliosAlike();
        this.swapsCpus = scope.cpusAlike();
        this.keeps = scope.kept() > 0;
        this.aim = aim;
        this.preemptions = scope.preemptions();
        this.codes = codes;
        Setup setup = run.setup();
        this.encoding = setup.machine().encoding();
        this.run = run;
        this.state = run.state();
        run.goals().sleep();
        this.firstFrame = swapsFolios ? setup.folios().get(0).pfn() : 0;
        this.frames = swapsFolios ? setup.folios().get(0).pages() : 0;
        this.base = scope.firstSlot(run.memory());
        this.pages = scope.lastSlot(run.memory()) + 1 - base;
        this.placeBits = Integer.SIZE - Integer.numberOfLeadingZeros(pages);
        int block = setup.machine().geometry().blockEntries();
        this.kept = new Kept(run.tlb(), scope.kept(), block, codes, base, placeBits);
        int bits = pages * Codes.BITS + 1 + 3 * placeBits + Codes.BITS + kept.bits();
        bits += aim.countsActs() ? BUDGET_BITS : 0;
        this.words = Packing.words(bits);
        this.image = new long[words];
        this.entered = new int[pages];
        this.now = new int[pages + 1];
        this.raws = new long[pages];
        this.meanings = new long[pages];
        this.young = new boolean[pages];
        this.dirty = new boolean[pages];
        this.plans = new Plans(scope);
        this.prior = new Prior(scope.operations(), run.memory(), base, pages);
        this.idle = new Idle(encoding, raws, base);
        this.elsewhere = new long[pages][plans.left().length];
        List<Operation> operations = scope.operations();
        for (int i = 0; i < operations.size(); i++) {
            int slot = prior.slot(i);
            if (slot >= base && slot < base + pages && isElsewhere(operations.get(i), slot)) {
                elsewhere[slot - base][i >>> 6] |= 1L << i;
            }
        }
    }

    /** Whether states that an exchange of the folios makes alike count as one. */
    boolean swapsFolios() {
        return swapsFolios;
    }

    /** The same of the CPUs. */
    boolean swapsCpus() {
        return swapsCpus;
    }

    @Override
    public int words() {
        return words;
    }

    @Override
    public void initial(long[] to) {
        state.empty();
        pack(to);
    }

    @Override
    public void enter(long[] from, int at) {
        System.arraycopy(from, at, image, 0, words);
        in.begin(image);
        state.begin();
        for (int page = 0; page < pages; page++) {
            entered[page] = in.take(Codes.BITS);
            raws[page] = codes.raw(entered[page]);
            run.memory().put(base + page, raws[page]);
        }
        for (int page = 0; page < pages; page++) {
            meanings[page] = state.meaning(base + page);
            young[page] = state.young(base + page);
            dirty[page] = state.dirty(base + page);
            prior.enter(page, entered[page], young[page], dirty[page]);
        }
        idle.begin();
        open = in.take(1) == 1;
        openStart = base + in.take(placeBits);
        openNext = base + in.take(placeBits);
        openEnd = base + in.take(placeBits);
        openOld = codes.raw(in.take(Codes.BITS));
        kept.take(in);
        budget = aim.countsActs() ? in.take(BUDGET_BITS) : preemptions;
        waits = budget < preemptions;
        waited = false;
        plans.begin(budget);
        leaveOut();
        grows = false;
        stands = false;
    }

    /** What is known to be illegal here, and accesses by slots that a walk does not use. */
    private void leaveOut() {
        if (open) {
            prior.enterOpen(openNext, openEnd);
        } else {
            prior.enterClosed();
        }
        prior.without(plans.left());
        for (int page = 0; page < pages; page++) {
            if (!encoding.validCont(raws[page])) {
                Prior.remove(plans.left(), elsewhere[page]);
            }
        }
    }

    /** The transitions that ran, also those that are left out as a CPU keeps too much after. */
    long ran() {
        return ran;
    }

    /** The run, which stands where the last transition ended. */
    LockStep run() {
        return run;
    }

    /** Puts the entered state back. */
    void restore() {
        if (run.failed()) {
            state.empty();
        }
        state.begin();
        for (int page = 0; page < pages; page++) {
            state.put(base + page, raws[page], meanings[page], young[page], dirty[page]);
        }
        if (open) {
            long meaning = encoding.meaning(openOld);
            state.transaction().restore(openStart, openNext, openEnd, openOld, meaning);
        }
        kept.restore();
    }

    @Override
    public boolean advance() {
        if (!stands) {
            restore();
        }
        waited = waits;
        if (waits) {
            waits = false;
            moved = true;
            stands = false;
            return true;
        }
        while (plans.next(grows ? run.accesses() : 0)) {
            boolean alone = plans.inside().isEmpty();
            boolean access = alone && plans.operation().call().hardware();
            if (access && isRepetition(plans.operation())) {
                grows = false;
                continue;
            }
            Outcome outcome = run.step(plans.operation(), plans.inside());
            boolean fits = fits();
            boolean whole = outcome == Outcome.PASSED || outcome == Outcome.FAILED;
            ran += whole ? 1 : 0;
            grows = outcome == Outcome.PASSED;
            moved = differs();
            stands = alone && grows && !moved;
            if (access && stands) {
                idle.ran(plans.operation(), prior.slot(plans.number()), completed);
            }
            if (whole && sought(outcome) && (run.failed() || fits)) {
                return true;
            }
            if (whole || outcome == Outcome.ILLEGAL_ACT) {
                restore();
            } else if (alone) {
                Prior.remove(plans.left(), prior.illegal(plans.number(), run.brokenRule()));
            }
        }
        return false;
    }

    /** Whether an access does what one before it did in this state. */
    private boolean isRepetition(Operation access) {
        return completed && isHandledAgain(access)
                || !keeps && idle.knows(access, prior.slot(plans.number()));
    }

    /** After an operation ran: whether no CPU keeps more than the machine says. */
    boolean fits() {
        completed = run.last().actsCompleted > 0;
        return !keeps || kept.fits();
    }

    /** Whether that transition counts here: a state with a budget spends all of it. */
    private boolean sought(Outcome outcome) {
        boolean spent = !aim.countsActs() || plans.inside().size() == budget;
        return spent && (outcome == Outcome.PASSED || aim.sought().test(run.verdict()));
    }

    /**
     * Whether it does what the operation before it did: an access through a descriptor that a walk
     * does not use, as the page's entry is not contiguous; or one whose fault would be handled, but
     * which did not fault.
     */
    boolean isRepetition(Operation operation, int slot) {
        return isElsewhere(operation, slot) && !encoding.validCont(raws[slot - base])
                || completed && isHandledAgain(operation);
    }

    /** An access by another slot than that of its page. */
    private static boolean isElsewhere(Operation operation, int slot) {
        Call call = operation.call();
        return call.hardware() && call != Call.EVICT && operation.value() != slot;
    }

    /** An access whose fault would be handled, after the same one that did not fault. */
    private static boolean isHandledAgain(Operation operation) {
        Call call = operation.call();
        return call.hardware() && call != Call.EVICT && operation.has(Operation.FAULT);
    }

    @Override
    public boolean failed() {
        return run.failed();
    }

    @Override
    public boolean moved() {
        return moved;
    }

    /** Whether what the run shows now is another state than the one that was entered. */
    boolean differs() {
        Transaction transaction = state.transaction();
        if (keeps
                || aim.countsActs()
                || transaction.isOpen() != open
                || open && transaction.next() != openNext) {
            return true;
        }
        for (int page = 0; page < pages; page++) {
            if (state.raw(base + page) != raws[page]) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean waited() {
        return waited;
    }

    @Override
    public Step step() {
        return new Step(plans.operation(), List.copyOf(plans.inside()));
    }

    /** The verdict of the last transition, which failed. */
    Verdict verdict() {
        return run.verdict();
    }

    @Override
    public boolean pack(long[] to) {
        if (!pack(to, false, false)) {
            return false;
        }
        if (swapsFolios) {
            lower(to, true, false);
        }
        if (swapsCpus) {
            lower(to, false, true);
            if (swapsFolios) {
                lower(to, true, true);
            }
        }
        return true;
    }

    /** Finds the codes of the entries, and of the value that an open change took out. */
    private boolean encode() {
        for (int page = 0; page < pages; page++) {
            long raw = state.raw(base + page);
            now[page] = raw == raws[page] ? entered[page] : codes.find(raw);
            if (now[page] < 0) {
                return false;
            }
        }
        Transaction transaction = state.transaction();
        now[pages] = transaction.isOpen() ? codes.find(transaction.old()) : 0;
        return now[pages] >= 0;
    }

    /** Packs the image of the state, and keeps the smaller one of the two. */
    private void lower(long[] to, boolean folios, boolean cpus) {
        packEncoded(image, folios, cpus);
        for (int i = 0; i < words; i++) {
            if (to[i] != image[i]) {
                if (image[i] < to[i]) {
                    System.arraycopy(image, 0, to, 0, words);
                }
                return;
            }
        }
    }

    @Override
    public boolean pack(long[] to, boolean folios, boolean cpus) {
        return encode() && packEncoded(to, folios, cpus);
    }

    private boolean packEncoded(long[] to, boolean folios, boolean cpus) {
        out.write(to);
        long together = 0;
        int bits = 0;
        for (int page = 0; page < pages; page++) {
            together |= (long) (folios ? codes.image(now[page]) : now[page]) << bits;
            bits += Codes.BITS;
            if (bits + Codes.BITS > Long.SIZE || page == pages - 1) {
                out.put(together, bits);
                together = 0;
                bits = 0;
            }
        }
        out.put(change(folios), 1 + 3 * placeBits + Codes.BITS);
        if (keeps && !kept.put(out, folios, cpus)) {
            return false;
        }
        if (aim.countsActs()) {
            out.put(waited ? budget + 1 : 0, BUDGET_BITS);
        }
        out.end();
        return true;
    }

    /** The open change of protection: whether there is one, where, and what it took out. */
    private long change(boolean folios) {
        Transaction transaction = state.transaction();
        if (!transaction.isOpen()) {
            return 0;
        }
        long all = folios ? codes.image(now[pages]) : now[pages];
        all = all << placeBits | transaction.end() - base;
        all = all << placeBits | transaction.next() - base;
        all = all << placeBits | transaction.start() - base;
        return all << 1 | 1;
    }

    @Override
    public void learn() {
        for (int page = 0; page < pages; page++) {
            learn(state.raw(base + page));
        }
        if (state.transaction().isOpen()) {
            learn(state.transaction().old());
        }
        for (int entry = 0; entry < state.tlb().count(); entry++) {
            learn(state.tlb().pte(entry));
        }
    }

    @Override
    public long[] codes() {
        return codes.all();
    }

    @Override
    public void learn(long[] parts) {
        for (long raw : parts) {
            learn(raw);
        }
    }

    private void learn(long raw) {
        long swapped = raw;
        if (swapsFolios && encoding.present(raw)) {
            long frame = Meaning.pfn(encoding.meaning(raw)) - firstFrame;
            swapped = encoding.advancePfn(raw, (int) (frame < frames ? frames : -frames));
        }
        codes.learn(raw, swapped);
    }
}
