package dev.quire.properties.campaign;

import dev.quire.model.geometry.Numbers;
import dev.quire.model.subject.SubjectUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One hunt: workers take blocks of numbered sequences until the budget is spent, a sequence fails,
 * or somebody interrupts.
 *
 * <p>With a budget of steps the result is that of one worker going through the numbers: the failure
 * with the lowest number wins, and what is counted ends with it. Work on higher numbers is dropped.
 */
public final class Campaign {
    private static final long PROGRESS_MILLIS = 100;

    private final Plan plan;
    private final Interruption interruption;
    private final Ledger ledger;
    private final long startNanos = System.nanoTime();

    private Campaign(Plan plan, Interruption interruption) {
        this.plan = plan;
        this.interruption = interruption;
        this.ledger = new Ledger(plan);
    }

    /**
     * Hunts.
     *
     * @param progress told now and then, on the caller's thread
     * @throws SubjectFault if a subject breaks off, or keeps state so that a failure does not come
     *     again
     */
    public static CampaignResult run(Plan plan, Interruption interruption, Progress progress) {
        return new Campaign(plan, interruption).run(progress);
    }

    private CampaignResult run(Progress progress) {
        CountDownLatch working = new CountDownLatch(plan.workers());
        for (int i = 0; i < plan.workers(); i++) {
            Thread worker = new Thread(() -> work(working), "hunt-" + i);
            worker.setDaemon(true);
            worker.start();
        }
        await(working, progress);
        boolean cut = interruption.requested();
        double seconds = seconds();
        ledger.fault().ifPresent(Campaign::rethrow);
        Optional<Finding> finding = ledger.failed().map(this::finding);
        return new CampaignResult(
                plan, ledger.total(), ledger.each(), finding, cut && finding.isEmpty(), seconds);
    }

    private void await(CountDownLatch working, Progress progress) {
        boolean ended = false;
        boolean woken = false;
        while (!ended) {
            try {
                ended = working.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
                progress.at(ledger.steps(), seconds());
            } catch (InterruptedException e) {
                woken = true;
                interruption.request();
            }
        }
        if (woken) {
            Thread.currentThread().interrupt();
        }
    }

    private double seconds() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private static void rethrow(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }

    private Finding finding(Ledger.Failed failed) {
        Target target = plan.targets().get(failed.target());
        return Finding.again(plan, target, failed);
    }

    private void work(CountDownLatch working) {
        Map<Integer, SequenceRunner> runners = new HashMap<>();
        try {
            OptionalLong block = ledger.deal();
            while (block.isPresent()) {
                ledger.take(block(block.getAsLong(), runners));
                block = spent() ? OptionalLong.empty() : ledger.deal();
            }
        } catch (RuntimeException | Error e) {
            ledger.fault(e);
        } finally {
            runners.values().forEach(SequenceRunner::close);
            working.countDown();
        }
    }

    private boolean spent() {
        return interruption.requested() || plan.budget().time().map(this::isOver).orElse(false);
    }

    private boolean isOver(Duration time) {
        return System.nanoTime() - startNanos >= time.toNanos();
    }

    private Block block(long number, Map<Integer, SequenceRunner> runners) {
        SequenceRunner runner = runners.computeIfAbsent(ledger.target(number), this::runner);
        BooleanSupplier stop = () -> !ledger.wants(number) || spent();
        long first = number / plan.targets().size() * Block.SEQUENCES;
        List<Coverage> sequences = new ArrayList<>();
        SequenceRunner.Ending ending = SequenceRunner.Ending.PASSED;
        for (int i = 0; i < Block.SEQUENCES && ending == SequenceRunner.Ending.PASSED; i++) {
            ending = run(runner, plan.targets().get(ledger.target(number)), first + i, stop);
            if (ending != SequenceRunner.Ending.STOPPED) {
                sequences.add(runner.last());
            }
        }
        Optional<String> failure =
                ending == SequenceRunner.Ending.FAILED
                        ? Optional.of(runner.verdict().sentence())
                        : Optional.empty();
        return new Block(number, sequences, failure);
    }

    private SequenceRunner.Ending run(
            SequenceRunner runner, Target target, long sequence, BooleanSupplier stop) {
        try {
            return runner.run(sequence, stop);
        } catch (SubjectUnavailable e) {
            throw new SubjectFault(e);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            String where =
                    target.text() + ", seed " + Numbers.hex(plan.seed()) + ", sequence " + sequence;
            throw new SubjectFault(where, e);
        }
    }

    private SequenceRunner runner(int target) {
        Target one = plan.targets().get(target);
        return new SequenceRunner(one.subject(), one.machine(), plan.seed(), plan.length());
    }

    /** Told how far a hunt is. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (steps, seconds) -> {};

        /** So many steps are counted, after so long. */
        void at(long steps, double seconds);
    }
}
