package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.geometry.Numbers;

/** An argument of an operation on folios: its key and its text both ways. */
public enum FolioArgument {
    MM("mm", true),
    ADDR("addr", true),
    PFN("pfn", true),
    NR("nr", false),
    ORDER("order", true),
    FLAG("flag", true),
    PROT("prot", true),
    INDEX("index", true),
    ENTRY("entry", true),
    TYPE("type", true),
    TO("to", true),
    EXCLUSIVE("exclusive", false),
    UNIFORM("uniform", false),
    FAIL("fail", false);

    private static final long PROTECTION = TableSlot.WRITE | TableSlot.EXEC;
    private static final int COUNT_MAX = 1 << 20;

    /** As traces write it, before the equals sign. */
    public final String key;

    /** Whether an operation's text must have it. */
    public final boolean required;

    FolioArgument(String key, boolean required) {
        this.key = key;
        this.required = required;
    }

    /** The argument's text; empty if it is left out. */
    String write(FolioOperation of) {
        return switch (this) {
            case MM -> Integer.toString(of.mm());
            case ADDR -> Numbers.hex((long) of.page() << FolioMachine.PAGE_SHIFT);
            case PFN -> Numbers.hex(of.pfn());
            case NR -> of.nr() == 1 ? "" : Integer.toString(of.nr());
            case ORDER -> Integer.toString(of.order());
            case FLAG -> FolioFlag.at(of.value()).word;
            case PROT -> protection(of.flags());
            case INDEX, ENTRY, TYPE -> Numbers.hex(of.value());
            case TO -> Integer.toString(of.value());
            case EXCLUSIVE -> of.has(FolioOperation.EXCLUSIVE) ? "1" : "";
            case UNIFORM -> of.has(FolioOperation.UNIFORM) ? "1" : "";
            case FAIL -> of.value() == 0 ? "" : Integer.toString(of.value());
        };
    }

    private static String protection(int flags) {
        return "r"
                + ((flags & TableSlot.WRITE) != 0 ? "w" : "")
                + ((flags & TableSlot.EXEC) != 0 ? "x" : "");
    }

    /** Reads the argument's text. */
    void read(Draft draft, String text) {
        switch (this) {
            case MM -> draft.mm = Numbers.parseCount(text, 1, COUNT_MAX);
            case ADDR -> draft.page = page(text);
            case PFN -> draft.pfn = hex(text);
            case NR -> draft.nr = Numbers.parseCount(text, 1, COUNT_MAX);
            case ORDER -> draft.order = Numbers.parseCount(text, 0, Integer.SIZE - 2);
            case FLAG -> draft.value = FolioFlag.of(text).ordinal();
            case PROT -> draft.flags |= protection(text);
            case INDEX, ENTRY, TYPE -> draft.value = hex(text);
            case TO, FAIL -> draft.value = Numbers.parseCount(text, 0, COUNT_MAX);
            case EXCLUSIVE ->
                    draft.flags |= Numbers.parseCount(text, 0, 1) * FolioOperation.EXCLUSIVE;
            case UNIFORM -> draft.flags |= Numbers.parseCount(text, 0, 1) * FolioOperation.UNIFORM;
        }
    }

    private static int hex(String text) {
        long value = Numbers.parseHex(text);
        if (value < 0 || value > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "found " + text + ", expected at most " + Numbers.hex(COUNT_MAX));
        }
        return (int) value;
    }

    private static int page(String text) {
        long addr = Numbers.parseHex(text);
        long page = addr >>> FolioMachine.PAGE_SHIFT;
        if (addr < 0 || page << FolioMachine.PAGE_SHIFT != addr || page > COUNT_MAX) {
            throw new IllegalArgumentException(
                    "found " + text + ", expected an address aligned to 0x1000, not so high");
        }
        return (int) page;
    }

    private static int protection(String text) {
        for (int flags = 0; flags <= PROTECTION; flags++) {
            if ((flags & ~PROTECTION) == 0 && protection(flags).equals(text)) {
                return flags;
            }
        }
        throw new IllegalArgumentException("found " + text + ", expected r, rw, rx or rwx");
    }

    /** An operation that is being read. */
    static final class Draft {
        int cpu;
        int mm = 1;
        int page;
        int pfn;
        int nr = 1;
        int order;
        int value;
        int flags;
    }
}
