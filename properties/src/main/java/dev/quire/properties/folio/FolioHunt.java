package dev.quire.properties.folio;

import dev.quire.model.folio.lockstep.FolioGoal;
import dev.quire.properties.campaign.Campaign;
import dev.quire.properties.campaign.Interruption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One hunt over folios: workers take blocks of numbered sequences until the budget is spent, a
 * sequence fails, or somebody interrupts.
 *
 * <p>With a budget of steps the result is that of one worker going through the numbers: blocks
 * count in the order of their numbers, and the failure with the lowest number wins.
 */
public final class FolioHunt {
    private static final int BLOCK = 16;
    private static final long PROGRESS_MILLIS = 100;

    private final FolioPlan plan;
    private final Interruption interruption;
    private final long startNanos = System.nanoTime();
    private final Map<Long, Done> waiting = new TreeMap<>();
    private final long[] goals;
    private long dealt;
    private long counted;
    private long steps;
    private long sequences;
    private long parted;
    private boolean ended;
    private Optional<Failed> failed = Optional.empty();
    private Optional<Throwable> fault = Optional.empty();

    private FolioHunt(FolioPlan plan, Interruption interruption) {
        this.plan = plan;
        this.interruption = interruption;
        this.goals = new long[plan.targets().size()];
    }

    /**
     * Hunts.
     *
     * @param progress told now and then, on the caller's thread
     */
    public static Result run(
            FolioPlan plan, Interruption interruption, Campaign.Progress progress) {
        FolioHunt hunt = new FolioHunt(plan, interruption);
        CountDownLatch working = new CountDownLatch(plan.workers());
        for (int i = 0; i < plan.workers(); i++) {
            Thread worker = new Thread(() -> hunt.work(working), "folio-hunt-" + i);
            worker.setDaemon(true);
            worker.start();
        }
        hunt.await(working, progress);
        hunt.fault.ifPresent(
                cause -> {
                    throw new IllegalStateException("a worker of the hunt broke off", cause);
                });
        boolean cut = interruption.requested() && hunt.failed.isEmpty();
        double seconds = hunt.seconds();
        return new Result(
                plan,
                hunt.sequences,
                hunt.steps,
                hunt.parted,
                hunt.missed(),
                hunt.finding(),
                cut,
                seconds);
    }

    private void await(CountDownLatch working, Campaign.Progress progress) {
        boolean woken = false;
        boolean over = false;
        while (!over) {
            try {
                over = working.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
                progress.at(countedSteps(), seconds());
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

    private synchronized long countedSteps() {
        return steps;
    }

    private List<FolioGoal> missed() {
        List<FolioGoal> missed = new ArrayList<>();
        for (int i = 0; i < goals.length; i++) {
            for (FolioGoal goal : plan.targets().get(i).missed(goals[i])) {
                if (!missed.contains(goal)) {
                    missed.add(goal);
                }
            }
        }
        return missed;
    }

    private Optional<FolioFinding> finding() {
        return failed.map(
                one ->
                        FolioFinding.again(
                                plan.targets().get(one.target),
                                plan.seed(),
                                plan.length(),
                                one.sequence));
    }

    private synchronized long deal() {
        boolean over =
                ended
                        || interruption.requested()
                        || plan.budget().time().isPresent()
                                && seconds() * 1e9 >= plan.budget().time().get().toNanos();
        return over ? -1 : dealt++;
    }

    private void work(CountDownLatch working) {
        Map<Integer, FolioSequences> runners = new HashMap<>();
        try {
            for (long block = deal(); block >= 0; block = deal()) {
                take(block, run(block, runners));
            }
        } catch (RuntimeException | Error e) {
            broken(e);
        } finally {
            working.countDown();
        }
    }

    private synchronized void broken(Throwable cause) {
        fault = fault.isPresent() ? fault : Optional.of(cause);
        ended = true;
    }

    private Done run(long block, Map<Integer, FolioSequences> runners) {
        int target = (int) (block % goals.length);
        FolioTarget of = plan.targets().get(target);
        FolioSequences runner =
                runners.computeIfAbsent(
                        target, index -> new FolioSequences(of, plan.seed(), plan.length()));
        long first = block / goals.length * BLOCK;
        int[] stepsOf = new int[BLOCK];
        long[] reached = new long[BLOCK];
        boolean[] early = new boolean[BLOCK];
        int ran = 0;
        boolean passed = true;
        while (ran < BLOCK && passed && !interruption.requested()) {
            passed = runner.run(first + ran);
            reached[ran] = runner.goals();
            early[ran] = runner.parted();
            stepsOf[ran++] = runner.lastSteps();
        }
        return new Done(target, first, ran, stepsOf, passed, reached, early);
    }

    private synchronized void take(long block, Done done) {
        waiting.put(block, done);
        while (waiting.containsKey(counted)) {
            count(waiting.remove(counted++));
        }
    }

    private void count(Done done) {
        for (int i = 0; i < done.ran && !ended; i++) {
            steps += done.steps[i];
            sequences++;
            parted += done.parted[i] ? 1 : 0;
            goals[done.target] |= done.goals[i];
            if (i == done.ran - 1 && !done.passed) {
                failed = Optional.of(new Failed(done.target, done.first + i));
                ended = true;
            }
            ended |= steps >= plan.budget().steps();
        }
    }

    /** What a block came to. */
    private record Done(
            int target,
            long first,
            int ran,
            int[] steps,
            boolean passed,
            long[] goals,
            boolean[] parted) {}

    /** The sequence that failed. */
    private record Failed(int target, long sequence) {}

    /**
     * What a hunt came to.
     *
     * @param parted how many sequences of two implementations ended early, by a choice of theirs
     * @param missed declared goals that some target did not reach
     * @param interrupted whether it ended before its budget, and found nothing
     * @param seconds how long it took: the one figure that differs from run to run
     */
    public record Result(
            FolioPlan plan,
            long sequences,
            long steps,
            long parted,
            List<FolioGoal> missed,
            Optional<FolioFinding> finding,
            boolean interrupted,
            double seconds) {
        public Result {
            missed = List.copyOf(missed);
        }

        /** Whether two implementations were compared. */
        public boolean compares() {
            return plan.targets().stream().anyMatch(target -> target.pair().isPresent());
        }
    }
}
