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
import java.util.function.Function;

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
    private final Function<Target, NumberedRunner> made;
    private final Ledger ledger;
    private final long startNanos = System.nanoTime();

    private Campaign(Plan plan, Interruption interruption, Function<Target, NumberedRunner> made) {
        this.plan = plan;
        this.interruption = interruption;
        this.made = made;
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
        Campaign campaign =
                new Campaign(
                        plan,
                        interruption,
                        one ->
                                new SequenceRunner(
                                        one.subject(), one.machine(), plan.seed(), plan.length()));
        boolean cut = campaign.search(progress);
        double seconds = campaign.seconds();
        Ledger ledger = campaign.ledger;
        Optional<Finding> finding =
                ledger.failed()
                        .map(
                                failed ->
                                        Finding.again(
                                                plan, plan.targets().get(failed.target()), failed));
        return new CampaignResult(
                plan, ledger.total(), ledger.each(), finding, cut && finding.isEmpty(), seconds);
    }

    /**
     * Compares the subject of the only target with another one, sequence by sequence.
     *
     * @param progress told now and then, on the caller's thread
     * @throws SubjectFault if a subject breaks off, or keeps state so that a difference does not
     *     come again
     */
    public static Comparison compare(
            Plan plan, Pair pair, Interruption interruption, Progress progress) {
        Campaign campaign =
                new Campaign(
                        plan,
                        interruption,
                        one -> new PairRunner(pair, one.machine(), plan.seed(), plan.length()));
        boolean cut = campaign.search(progress);
        double seconds = campaign.seconds();
        Optional<Ledger.Failed> differs = campaign.ledger.failed();
        Optional<Parting> parting = differs.map(failed -> Parting.again(plan, pair, failed));
        OptionalLong sequence = differs.stream().mapToLong(Ledger.Failed::sequence).findFirst();
        return new Comparison(
                plan,
                pair,
                campaign.ledger.total(),
                parting,
                sequence,
                cut && parting.isEmpty(),
                seconds);
    }

    /** Works until the hunt has ended; whether that was because somebody interrupted it. */
    private boolean search(Progress progress) {
        CountDownLatch working = new CountDownLatch(plan.workers());
        for (int i = 0; i < plan.workers(); i++) {
            Thread worker = new Thread(() -> work(working), "hunt-" + i);
            worker.setDaemon(true);
            worker.start();
        }
        await(working, progress);
        boolean cut = interruption.requested();
        ledger.fault().ifPresent(Campaign::rethrow);
        return cut;
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

    private void work(CountDownLatch working) {
        Map<Integer, NumberedRunner> runners = new HashMap<>();
        try {
            OptionalLong block = ledger.deal();
            while (block.isPresent()) {
                ledger.take(block(block.getAsLong(), runners));
                block = spent() ? OptionalLong.empty() : ledger.deal();
            }
        } catch (RuntimeException | Error e) {
            ledger.fault(e);
        } finally {
            runners.values().forEach(NumberedRunner::close);
            working.countDown();
        }
    }

    private boolean spent() {
        return interruption.requested() || plan.budget().time().map(this::isOver).orElse(false);
    }

    private boolean isOver(Duration time) {
        return System.nanoTime() - startNanos >= time.toNanos();
    }

    private Block block(long number, Map<Integer, NumberedRunner> runners) {
        NumberedRunner runner =
                runners.computeIfAbsent(
                        ledger.target(number), target -> made.apply(plan.targets().get(target)));
        BooleanSupplier stop = () -> !ledger.wants(number) || spent();
        long first = number / plan.targets().size() * Block.SEQUENCES;
        List<Coverage> sequences = new ArrayList<>();
        NumberedRunner.Ending ending = NumberedRunner.Ending.PASSED;
        for (int i = 0; i < Block.SEQUENCES && ending == NumberedRunner.Ending.PASSED; i++) {
            ending = run(runner, plan.targets().get(ledger.target(number)), first + i, stop);
            if (ending != NumberedRunner.Ending.STOPPED) {
                sequences.add(runner.last());
            }
        }
        Optional<String> failure =
                ending == NumberedRunner.Ending.FAILED
                        ? Optional.of(runner.failure())
                        : Optional.empty();
        return new Block(number, sequences, failure);
    }

    private NumberedRunner.Ending run(
            NumberedRunner runner, Target target, long sequence, BooleanSupplier stop) {
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

    /** Told how far a hunt is. */
    public interface Progress {
        /** Tells nobody. */
        Progress NONE = (steps, seconds) -> {};

        /** So many steps are counted, after so long. */
        void at(long steps, double seconds);
    }
}
