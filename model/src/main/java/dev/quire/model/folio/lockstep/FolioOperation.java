package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.geometry.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One call on folios with its arguments: closed data with one line of text that reads back to an
 * equal value. Arguments that a call does not have are 0, {@code mm} and {@code nr} 1.
 *
 * @param page the address's page number in its address space
 * @param value a flag, an index, a swap entry, a type, another address space, or a step that fails
 * @param flags permissions of {@link TableSlot}, and the constants here
 */
public record FolioOperation(
        FolioCall call,
        int cpu,
        int mm,
        int page,
        int pfn,
        int nr,
        int order,
        int value,
        int flags) {
    /** The pages are one address space's alone: {@code exclusive=1}. */
    public static final int EXCLUSIVE = 1 << 5;

    /** All new folios get the order: {@code uniform=1}. */
    public static final int UNIFORM = 1 << 8;

    /** A call on a frame. */
    public static FolioOperation ofPage(FolioCall call, int pfn) {
        return new FolioOperation(call, 0, 1, 0, pfn, 1, 0, 0, 0);
    }

    /** A call on a frame with an order. */
    public static FolioOperation ofOrder(FolioCall call, int pfn, int order) {
        return new FolioOperation(call, 0, 1, 0, pfn, 1, order, 0, 0);
    }

    /** A call on a frame with a value. */
    public static FolioOperation ofValue(FolioCall call, int pfn, int value) {
        return new FolioOperation(call, 0, 1, 0, pfn, 1, 0, value, 0);
    }

    /** A call on a flag. */
    public static FolioOperation ofFlag(FolioCall call, FolioFlag flag, int pfn) {
        return ofValue(call, pfn, flag.ordinal());
    }

    /** A call on slots. */
    public static FolioOperation ofSlots(FolioCall call, int mm, int page, int nr) {
        return new FolioOperation(call, 0, mm, page, 0, nr, 0, 0, 0);
    }

    /** Frames are mapped. */
    public static FolioOperation map(FolioCall call, int mm, int page, int pfn, int nr, int flags) {
        return new FolioOperation(call, 0, mm, page, pfn, nr, 0, 0, flags);
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Its flag, of a call that has one. */
    public FolioFlag flag() {
        return FolioFlag.at(value);
    }

    /** Kernel spelling, then {@code key=value}; a CPU other than 0 first. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (cpu != 0) {
            text.append("cpu=").append(cpu).append(' ');
        }
        text.append(call.word);
        for (FolioArgument argument : call.arguments) {
            String written = argument.write(this);
            if (!written.isEmpty()) {
                text.append(' ').append(argument.key).append('=').append(written);
            }
        }
        return text.toString();
    }

    /**
     * Reads an operation's text.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    public static FolioOperation parse(String text) {
        String[] words = text.trim().split(" +");
        FolioArgument.Draft draft = new FolioArgument.Draft();
        int at = 0;
        if (words[0].startsWith("cpu=")) {
            draft.cpu = Numbers.parseCount(words[0].substring(4), 0, FolioMachine.CPUS_MAX - 1);
            at = 1;
        }
        if (at == words.length) {
            throw new IllegalArgumentException("an operation must follow: " + text);
        }
        FolioCall call = FolioCall.of(words[at++]);
        Set<String> keys = new HashSet<>();
        for (; at < words.length; at++) {
            int equals = words[at].indexOf('=');
            if (equals < 0 || !keys.add(words[at].substring(0, equals))) {
                throw new IllegalArgumentException(
                        "expected key=value, each key once, found " + words[at]);
            }
            read(call, draft, words[at].substring(0, equals), words[at].substring(equals + 1));
        }
        require(call, keys);
        return new FolioOperation(
                call,
                draft.cpu,
                draft.mm,
                draft.page,
                draft.pfn,
                draft.nr,
                draft.order,
                draft.value,
                draft.flags);
    }

    private static void read(FolioCall call, FolioArgument.Draft draft, String key, String value) {
        StringBuilder known = new StringBuilder();
        for (FolioArgument argument : call.arguments) {
            if (argument.key.equals(key)) {
                try {
                    argument.read(draft, value);
                    return;
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
                }
            }
            known.append(' ').append(argument.key);
        }
        throw new IllegalArgumentException(
                "unknown key " + key + " of " + call.word + ", expected one of" + known);
    }

    private static void require(FolioCall call, Set<String> keys) {
        StringBuilder missing = new StringBuilder();
        for (FolioArgument argument : call.arguments) {
            if (argument.required && !keys.contains(argument.key)) {
                missing.append(' ').append(argument.key);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(call.word + " must have the keys" + missing);
        }
    }

    /** The same operation on another CPU. */
    public FolioOperation withCpu(int other) {
        return other == cpu
                ? this
                : new FolioOperation(call, other, mm, page, pfn, nr, order, value, flags);
    }

    /** The same operation on another frame. */
    public FolioOperation withPfn(int other) {
        return new FolioOperation(call, cpu, mm, page, other, nr, order, value, flags);
    }

    /** The same operation with another value. */
    public FolioOperation withValue(int other) {
        return other == value
                ? this
                : new FolioOperation(call, cpu, mm, page, pfn, nr, order, other, flags);
    }

    /** The same operation with other flags. */
    public FolioOperation withFlags(int other) {
        return other == flags
                ? this
                : new FolioOperation(call, cpu, mm, page, pfn, nr, order, value, other);
    }

    /** The same operation with another order. */
    public FolioOperation withOrder(int other) {
        return new FolioOperation(call, cpu, mm, page, pfn, nr, other, value, flags);
    }

    /** The same operation with each argument one step lower, each change by itself. */
    public List<FolioOperation> lower() {
        List<FolioOperation> lower = new ArrayList<>();
        for (int to : lowerOf(cpu, 0)) {
            lower.add(withCpu(to));
        }
        for (int to : lowerOf(mm, 1)) {
            lower.add(new FolioOperation(call, cpu, to, page, pfn, nr, order, value, flags));
        }
        for (int to : lowerOf(page, 0)) {
            lower.add(new FolioOperation(call, cpu, mm, to, pfn, nr, order, value, flags));
        }
        for (int to : lowerOf(pfn, 0)) {
            lower.add(new FolioOperation(call, cpu, mm, page, to, nr, order, value, flags));
        }
        for (int to : lowerOf(nr, 1)) {
            lower.add(new FolioOperation(call, cpu, mm, page, pfn, to, order, value, flags));
        }
        for (int to : lowerOf(order, 0)) {
            lower.add(withOrder(to));
        }
        for (int to : lowerOf(value, 0)) {
            lower.add(withValue(to));
        }
        for (int bit = 1; bit <= flags; bit <<= 1) {
            if (has(bit)) {
                lower.add(withFlags(flags & ~bit));
            }
        }
        return lower;
    }

    /** The least, the half, one less. */
    private static int[] lowerOf(int value, int least) {
        if (value <= least) {
            return new int[0];
        }
        int half = (value + least) / 2;
        return value - least <= 2
                ? value - least == 1 ? new int[] {least} : new int[] {least, value - 1}
                : new int[] {least, half, value - 1};
    }
}
