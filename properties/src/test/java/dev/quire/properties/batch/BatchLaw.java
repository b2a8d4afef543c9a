package dev.quire.properties.batch;

import dev.quire.model.entry.Encoding;
import dev.quire.model.range.BatchFlag;
import java.util.Optional;

/** What holds of the length of a batch, told by the implementation's own answers alone. */
enum BatchLaw {
    BOUNDED("a batch has at least 1 slot and at most max_nr") {
        @Override
        boolean holds(Asked asked) {
            return asked.length() >= 1 && asked.length() <= asked.maxNr();
        }
    },
    PREFIX("a smaller max_nr cuts the batch and changes nothing else") {
        @Override
        boolean holds(Asked asked) {
            for (int most = 1; most < asked.maxNr(); most++) {
                int expected = Math.min(most, asked.length());
                if (asked.batch(asked.slot(), most, asked.flags()) != expected) {
                    return false;
                }
            }
            return true;
        }
    },
    SUFFIX("a batch begun further in ends at the same slot") {
        @Override
        boolean holds(Asked asked) {
            for (int i = 1; i < asked.length(); i++) {
                int rest = asked.batch(asked.slot() + i, asked.maxNr() - i, asked.flags());
                if (rest != asked.length() - i) {
                    return false;
                }
            }
            return true;
        }
    },
    MONOTONE("to respect more makes no batch longer") {
        @Override
        boolean holds(Asked asked) {
            for (int more : RESPECTING) {
                int flags = asked.flags() | more;
                if (asked.batch(asked.slot(), asked.maxNr(), flags) > asked.length()) {
                    return false;
                }
            }
            return true;
        }
    },
    MERGING_IS_SILENT("what is merged changes no length") {
        @Override
        boolean holds(Asked asked) {
            int flags = asked.flags() ^ (BatchFlag.MERGE_WRITE | BatchFlag.MERGE_YOUNG_DIRTY);
            int length = asked.batch(asked.slot(), asked.maxNr(), flags);
            return length == asked.length();
        }
    },
    ALIKE("the slots of a batch agree on what must be respected, and on the order of frames") {
        @Override
        boolean holds(Asked asked) {
            Encoding encoding = asked.encoding();
            long first = asked.get(asked.slot());
            for (int i = 1; i < asked.length(); i++) {
                long pte = asked.get(asked.slot() + i);
                boolean alike =
                        encoding.pfn(pte) == encoding.pfn(first) + i
                                && (!asked.has(BatchFlag.RESPECT_DIRTY)
                                        || encoding.dirty(pte) == encoding.dirty(first))
                                && (!asked.has(BatchFlag.RESPECT_WRITE)
                                        || encoding.write(pte) == encoding.write(first));
                if (!alike) {
                    return false;
                }
            }
            return true;
        }
    };

    private static final int[] RESPECTING = {
        BatchFlag.RESPECT_DIRTY, BatchFlag.RESPECT_WRITE, BatchFlag.RESPECT_SOFT_DIRTY
    };

    /** What holds. */
    final String sentence;

    BatchLaw(String sentence) {
        this.sentence = sentence;
    }

    abstract boolean holds(Asked asked);

    /** The first law that an answer breaks. */
    static Optional<BatchLaw> broken(Asked asked) {
        for (BatchLaw law : values()) {
            if (!law.holds(asked)) {
                return Optional.of(law);
            }
        }
        return Optional.empty();
    }
}
