package dev.quire.model.operation;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Numbers;
import java.util.List;

/** An argument of an operation: its key, whether it must be written, and its text both ways. */
public enum Argument {
    PFN("pfn", true) {
        @Override
        String write(Operation operation) {
            return Numbers.hex(operation.value());
        }

        @Override
        void read(Draft draft, String text) {
            draft.value = Numbers.parseHex(text);
        }
    },
    TO("to", true) {
        @Override
        String write(Operation operation) {
            return Numbers.hex(operation.value());
        }

        @Override
        void read(Draft draft, String text) {
            draft.value = Numbers.parseHex(text);
        }
    },
    PTE("pte", true) {
        @Override
        String write(Operation operation) {
            return Numbers.hex(operation.value());
        }

        @Override
        void read(Draft draft, String text) {
            draft.value = Numbers.parseHex(text);
        }
    },
    SLOT("slot", false) {
        @Override
        String write(Operation operation) {
            return operation.value() < 0 ? "" : Long.toString(operation.value());
        }

        @Override
        void read(Draft draft, String text) {
            draft.value = Numbers.parseCount(text, 0, Integer.MAX_VALUE);
        }
    },
    NR("nr", true) {
        @Override
        String write(Operation operation) {
            return Integer.toString(operation.nr());
        }

        @Override
        void read(Draft draft, String text) {
            draft.nr = Numbers.parseCount(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    },
    MAX_NR("max_nr", true) {
        @Override
        String write(Operation operation) {
            return NR.write(operation);
        }

        @Override
        void read(Draft draft, String text) {
            NR.read(draft, text);
        }
    },
    PROT("prot", true) {
        @Override
        String write(Operation operation) {
            return operation.prot().word;
        }

        @Override
        void read(Draft draft, String text) {
            draft.prot = Protection.of(text);
        }
    },
    WITH("with", false, "old", "dirty", "uffd_wp", "special", "tagged", "guarded", "key", "cont"),
    ENTRY("entry", true, "young", "dirty", "write"),
    CLEAR("flags", true, "young", "dirty"),
    BATCH(
            "flags",
            false,
            "respect_dirty",
            "respect_soft_dirty",
            "respect_write",
            "merge_write",
            "merge_young_dirty"),
    DIRTY("dirty", false) {
        @Override
        String write(Operation operation) {
            return operation.has(Operation.WRITE_FAULT) ? "1" : "";
        }

        @Override
        void read(Draft draft, String text) {
            draft.flags |= Numbers.parseCount(text, 0, 1) == 1 ? Operation.WRITE_FAULT : 0;
        }
    },
    FULL("full", false) {
        @Override
        String write(Operation operation) {
            return operation.has(Operation.FULL) ? "1" : "";
        }

        @Override
        void read(Draft draft, String text) {
            draft.flags |= Numbers.parseCount(text, 0, 1) == 1 ? Operation.FULL : 0;
        }
    };

    /** As traces write it, before the equals sign. */
    public final String key;

    final boolean required;
    private final List<String> words;

    Argument(String key, boolean required, String... words) {
        this.key = key;
        this.required = required;
        this.words = List.of(words);
    }

    /** The bits of {@code flags} that this argument holds. */
    public int flagBits() {
        return switch (this) {
            case DIRTY -> Operation.WRITE_FAULT;
            case FULL -> Operation.FULL;
            default -> (1 << words.size()) - 1;
        };
    }

    /** The argument's text; empty if it is left out. */
    String write(Operation operation) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            if (operation.has(1 << i)) {
                text.append(text.isEmpty() ? "" : ",").append(words.get(i));
            }
        }
        return text.isEmpty() && required ? "none" : text.toString();
    }

    /** Reads the argument's text. */
    void read(Draft draft, String text) {
        if (text.equals("none")) {
            return;
        }
        for (String word : text.split(",", -1)) {
            int bit = words.indexOf(word);
            if (bit < 0) {
                throw new IllegalArgumentException(
                        "found " + word + ", expected some of " + String.join(",", words));
            }
            draft.flags |= 1 << bit;
        }
    }

    /** An operation that is being read. */
    static final class Draft {
        int cpu;
        int mm;
        long addr;
        int nr = 1;
        long value;
        Protection prot = Protection.NONE;
        int flags;
    }
}
