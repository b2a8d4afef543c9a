package dev.quire.model.operation;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Numbers;
import java.util.List;

/** An argument of an operation: its key, whether it must be written, and its text both ways. */
public enum Argument {
    PFN("pfn", true, Form.VALUE),
    TO("to", true, Form.VALUE),
    PTE("pte", true, Form.VALUE),
    SLOT("slot", false, Form.SLOT),
    READS("reads", false, Form.READS),
    NR("nr", true, Form.COUNT),
    NR_OPTIONAL("nr", false, Form.COUNT),
    MAX_NR("max_nr", true, Form.COUNT),
    PROT("prot", true, Form.PROTECTION),
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
    DIRTY("dirty", Operation.WRITE_FAULT),
    FULL("full", Operation.FULL),
    BLOCK("block", Operation.BLOCK),
    FAULT("fault", Operation.FAULT);

    /** As traces write it, before the equals sign. */
    public final String key;

    private final boolean required;
    private final Form form;
    private final List<String> words;
    private final int bits;

    Argument(String key, boolean required, Form form) {
        this(key, required, form, List.of(), 0);
    }

    Argument(String key, int flag) {
        this(key, false, Form.FLAG, List.of(), flag);
    }

    Argument(String key, boolean required, String... words) {
        this(key, required, Form.WORDS, List.of(words), (1 << words.length) - 1);
    }

    Argument(String key, boolean required, Form form, List<String> words, int bits) {
        this.key = key;
        this.required = required;
        this.form = form;
        this.words = words;
        this.bits = bits;
    }

    /** Whether an operation's text must have it. */
    public boolean required() {
        return required;
    }

    /** The bits of {@code flags} that this argument holds. */
    public int flagBits() {
        return bits;
    }

    /** The argument's text; empty if it is left out. */
    String write(Operation operation) {
        return switch (form) {
            case VALUE -> Numbers.hex(operation.value());
            case SLOT -> operation.value() < 0 ? "" : Long.toString(operation.value());
            case READS -> operation.value() <= 0 ? "" : Long.toString(operation.value());
            case COUNT -> !required && operation.nr() == 1 ? "" : Integer.toString(operation.nr());
            case PROTECTION -> operation.prot().word;
            case FLAG -> operation.has(bits) ? "1" : "";
            case WORDS -> writeWords(operation);
        };
    }

    private String writeWords(Operation operation) {
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
        switch (form) {
            case VALUE -> draft.value = Numbers.parseHex(text);
            case SLOT -> draft.value = Numbers.parseCount(text, 0, Integer.MAX_VALUE);
            case READS -> draft.value = Numbers.parseCount(text, 1, Integer.MAX_VALUE);
            case COUNT -> draft.nr = Numbers.parseCount(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case PROTECTION -> draft.prot = Protection.of(text);
            case FLAG -> draft.flags |= Numbers.parseCount(text, 0, 1) * bits;
            case WORDS -> draft.flags |= readWords(text);
        }
    }

    private int readWords(String text) {
        int flags = 0;
        if (text.equals("none")) {
            return flags;
        }
        for (String word : text.split(",", -1)) {
            int bit = words.indexOf(word);
            if (bit < 0) {
                throw new IllegalArgumentException(
                        "found " + word + ", expected some of " + String.join(",", words));
            }
            flags |= 1 << bit;
        }
        return flags;
    }

    /** How an argument is written, and which part of an operation it is. */
    private enum Form {
        /** {@code value}, in hex. */
        VALUE,
        /** {@code value}, decimal; left out below 0. */
        SLOT,
        /** {@code value}, decimal; left out if 0. */
        READS,
        /** {@code nr}; where it is not required, left out if 1. */
        COUNT,
        PROTECTION,
        /** One flag: 1, or left out. */
        FLAG,
        /** Flags by their words. */
        WORDS
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
