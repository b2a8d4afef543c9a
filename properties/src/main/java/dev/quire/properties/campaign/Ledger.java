package dev.quire.properties.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Deals blocks out to workers and counts what comes back in the order of the blocks' numbers, up to
 * the sequence that ends the hunt. So the count and the end do not depend on how many workers there
 * are or how fast each is.
 */
final class Ledger {
    private final Plan plan;
    private final Map<Long, Block> early = new TreeMap<>();
    private final List<Coverage> each = new ArrayList<>();
    private final Coverage total = new Coverage();

    private long dealt;
    private long counted;
    private volatile long limit = Long.MAX_VALUE;
    private boolean ended;
    private Optional<Failed> failed = Optional.empty();
    private Optional<Throwable> fault = Optional.empty();

    Ledger(Plan plan) {
        this.plan = plan;
        plan.targets().forEach(target -> each.add(new Coverage()));
    }

    /** The number of the next block, as long as one is wanted. */
    synchronized OptionalLong deal() {
        return wants(dealt) ? OptionalLong.of(dealt++) : OptionalLong.empty();
    }

    /** Whether the block of a number can still matter. */
    boolean wants(long block) {
        return block < limit;
    }

    /** Takes a block back; each that was dealt comes back, be it cut short. */
    synchronized void take(Block block) {
        early.put(block.number(), block);
        if (block.failed()) {
            limit = Math.min(limit, block.number() + 1);
        }
        while (early.containsKey(counted)) {
            count(early.remove(counted++));
        }
    }

    private void count(Block block) {
        int target = target(block.number());
        for (int i = 0; i < block.sequences().size() && !ended; i++) {
            total.add(block.sequences().get(i));
            each.get(target).add(block.sequences().get(i));
            if (block.failed() && i == block.sequences().size() - 1) {
                long round = block.number() / plan.targets().size();
                long sequence = round * Block.SEQUENCES + i;
                failed = block.failure().map(how -> new Failed(target, sequence, how));
                end();
            } else if (total.steps() >= plan.budget().steps()) {
                end();
            }
        }
    }

    private void end() {
        ended = true;
        limit = 0;
    }

    /** Which of the targets the block of a number runs on. */
    int target(long block) {
        return (int) (block % plan.targets().size());
    }

    /** Ends the hunt because a worker could not go on. */
    synchronized void fault(Throwable cause) {
        if (fault.isEmpty()) {
            fault = Optional.of(cause);
        }
        end();
    }

    synchronized Optional<Throwable> fault() {
        return fault;
    }

    synchronized Optional<Failed> failed() {
        return failed;
    }

    /** The steps counted so far. */
    synchronized long steps() {
        return total.steps();
    }

    synchronized Coverage total() {
        return total;
    }

    /** What was counted for each target. */
    synchronized List<Coverage> each() {
        return List.copyOf(each);
    }

    /**
     * The sequence that failed.
     *
     * @param target its index among the targets
     * @param sequence its number on that target
     * @param how its verdict in a sentence
     */
    record Failed(int target, long sequence, String how) {}
}
