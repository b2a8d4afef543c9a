package dev.quire.properties.explore;

import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.harness.TwoSubjects.Meeting;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import java.util.List;

/**
 * Two subjects on a small machine, which run every transition both: it fails where they differ.
 *
 * <p>A state is that of the one and that of the other, as {@link RangeWorld} packs them; what the
 * comparison knows beside them follows from both, as long as their states are compared. What is
 * legal on one side only is left out, and so are transitions after which the two cannot be compared
 * any further, or fail alike.
 */
final class PairWorld implements TracedWorld {
    private final TwoSubjects run;
    private final RangeWorld first;
    private final RangeWorld second;
    private final Plans plans;
    private final int preemptions;
    private final long[] half;
    private final long[] image;
    private boolean grows;
    private boolean differs;

    PairWorld(Scope scope, TwoSubjects run, Codes codes) {
        this.run = run;
        this.first = new RangeWorld(scope, Aim.ANY, run.first(), codes);
        this.second = new RangeWorld(scope, Aim.ANY, run.second(), codes);
        this.plans = new Plans(scope);
        this.preemptions = scope.preemptions();
        this.half = new long[second.words()];
        this.image = new long[words()];
    }

    @Override
    public int words() {
        return first.words() + second.words();
    }

    @Override
    public void initial(long[] to) {
        first.initial(to);
        second.initial(half);
        System.arraycopy(half, 0, to, first.words(), half.length);
    }

    @Override
    public void enter(long[] from, int at) {
        first.enter(from, at);
        second.enter(from, at + first.words());
        plans.begin(preemptions);
        grows = false;
        differs = false;
    }

    /** Puts the entered state back. */
    void restore() {
        first.restore();
        second.restore();
        run.resume();
    }

    @Override
    public boolean advance() {
        restore();
        while (plans.next(grows ? accesses() : 0)) {
            Operation operation = plans.operation();
            if (plans.inside().isEmpty() && isRepetition(operation)) {
                grows = false;
                continue;
            }
            Meeting meeting = run.step(operation, plans.inside());
            boolean fits = first.fits() & second.fits();
            grows = meeting == Meeting.ALIKE;
            differs = meeting == Meeting.DIFFERENT;
            if (differs || grows && fits) {
                return true;
            }
            if (meeting != Meeting.ILLEGAL) {
                restore();
            }
        }
        return false;
    }

    /** What others do goes before each access of either subject. */
    private int accesses() {
        return Math.max(run.first().accesses(), run.second().accesses());
    }

    private boolean isRepetition(Operation operation) {
        int slot = run.first().memory().slot(operation.mm(), operation.addr());
        return first.isRepetition(operation, slot) && second.isRepetition(operation, slot);
    }

    @Override
    public boolean failed() {
        return differs;
    }

    @Override
    public boolean moved() {
        return first.differs() || second.differs();
    }

    @Override
    public Step step() {
        return new Step(plans.operation(), List.copyOf(plans.inside()));
    }

    @Override
    public boolean pack(long[] to) {
        if (!pack(to, false, false)) {
            return false;
        }
        for (int exchange = 1; exchange < 4; exchange++) {
            boolean folios = (exchange & 1) != 0;
            boolean cpus = (exchange & 2) != 0;
            if ((!folios || first.swapsFolios()) && (!cpus || first.swapsCpus())) {
                lower(to, folios, cpus);
            }
        }
        return true;
    }

    /** Packs the image of the state, and keeps the smaller one of the two. */
    private void lower(long[] to, boolean folios, boolean cpus) {
        pack(image, folios, cpus);
        for (int i = 0; i < image.length; i++) {
            if (to[i] != image[i]) {
                if (image[i] < to[i]) {
                    System.arraycopy(image, 0, to, 0, image.length);
                }
                return;
            }
        }
    }

    @Override
    public boolean pack(long[] to, boolean folios, boolean cpus) {
        if (!first.pack(to, folios, cpus) || !second.pack(half, folios, cpus)) {
            return false;
        }
        System.arraycopy(half, 0, to, first.words(), half.length);
        return true;
    }

    @Override
    public void learn() {
        first.learn();
        second.learn();
    }

    @Override
    public long[] codes() {
        return first.codes();
    }

    @Override
    public void learn(long[] parts) {
        first.learn(parts);
    }
}
