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
final class RangeWorld implements World {
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
    private int budget;
    private boolean waits;
    private boolean waited;

    RangeWorld(Scope scope, Aim aim, Subject subject, Codes codes) {
        this.swapsFolios = scope.foliosAlike();
        this.swapsCpus = scope.cpusAlike();
        this.keeps = scope.kept() > 0;
        this.aim = aim;
        this.preemptions = scope.preemptions();
        this.codes = codes;
        Setup setup = scope.setup();
        this.encoding = setup.machine().encoding();
        this.run = new LockStep(setup, subject);
        this.state = run.state();
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
        this.raws = new long[pages];
        this.meanings = new long[pages];
        this.young = new boolean[pages];
        this.dirty = new boolean[pages];
        this.plans = new Plans(scope);
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
            raws[page] = codes.raw(in.take(Codes.BITS));
            run.memory().put(base + page, raws[page]);
        }
        for (int page = 0; page < pages; page++) {
            meanings[page] = state.meaning(base + page);
            young[page] = state.young(base + page);
            dirty[page] = state.dirty(base + page);
        }
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
        grows = false;
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
        restore();
        waited = waits;
        if (waits) {
            waits = false;
            return true;
        }
        while (plans.next(grows ? run.accesses() : 0)) {
            if (plans.inside().isEmpty() && isRepetition(plans.operation())) {
                grows = false;
                continue;
            }
            Outcome outcome = run.step(plans.operation(), plans.inside());
            completed = run.last().actsCompleted > 0;
            boolean ran = outcome == Outcome.PASSED || outcome == Outcome.FAILED;
            grows = outcome == Outcome.PASSED;
            if (ran && sought(outcome) && (run.failed() || !keeps || kept.fits())) {
                return true;
            }
            if (ran || outcome == Outcome.ILLEGAL_ACT) {
                restore();
            }
        }
        return false;
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
    private boolean isRepetition(Operation operation) {
        if (!operation.call().hardware() || operation.call() == Call.EVICT) {
            return false;
        }
        int own = run.memory().slot(operation.mm(), operation.addr());
        boolean elsewhere = operation.value() != own;
        return elsewhere && !encoding.validCont(raws[own - base])
                || operation.has(Operation.FAULT) && completed;
    }

    @Override
    public boolean failed() {
        return run.failed();
    }

    @Override
    public boolean moved() {
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

    /** Whether the last transition was no step: it let others act once more inside the next. */
    boolean waited() {
        return waited;
    }

    /** The last transition as a step. */
    Step step() {
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

    /** Packs the image of the state, and keeps the smaller one of the two. */
    private void lower(long[] to, boolean folios, boolean cpus) {
        pack(image, folios, cpus);
        for (int i = 0; i < words; i++) {
            if (to[i] != image[i]) {
                if (image[i] < to[i]) {
                    System.arraycopy(image, 0, to, 0, words);
                }
                return;
            }
        }
    }

    /** Packs the state or its image under these exchanges; false if a part has no code. */
    boolean pack(long[] to, boolean folios, boolean cpus) {
        out.clear(to);
        for (int page = 0; page < pages; page++) {
            int code = codes.find(state.raw(base + page));
            if (code < 0) {
                return false;
            }
            out.put(folios ? codes.image(code) : code, Codes.BITS);
        }
        Transaction transaction = state.transaction();
        if (transaction.isOpen()) {
            int code = codes.find(transaction.old());
            if (code < 0) {
                return false;
            }
            out.put(1, 1);
            out.put(transaction.start() - base, placeBits);
            out.put(transaction.next() - base, placeBits);
            out.put(transaction.end() - base, placeBits);
            out.put(folios ? codes.image(code) : code, Codes.BITS);
        } else {
            out.put(0, 1 + 3 * placeBits + Codes.BITS);
        }
        if (!kept.put(out, folios, cpus)) {
            return false;
        }
        if (aim.countsActs()) {
            out.put(waited ? budget + 1 : 0, BUDGET_BITS);
        }
        return true;
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
