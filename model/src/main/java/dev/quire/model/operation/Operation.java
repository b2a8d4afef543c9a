package dev.quire.model.operation;

import dev.quire.model.entry.Protection;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import java.util.HashSet;
import java.util.Set;

/**
 * One call with its arguments: closed data with one line of text that reads back to an equal value.
 *
 * <p>One record for all calls, so that a step allocates one object and every lowering, comparison
 * and parser is written once; arguments that a call does not have are 0. Addresses are in bytes.
 *
 * @param cpu which CPU runs it
 * @param nr slots; 1 where the call has no {@code nr}, or has one that is left out
 * @param value {@code pfn}, {@code to}, {@code pte}, or {@code slot} (-1: the page's own)
 * @param flags of the constants here, of {@code BatchFlag} or of {@code ClearFlag}
 */
public record Operation(
        Call call, int cpu, int mm, long addr, int nr, long value, Protection prot, int flags) {
    /** With {@code with}: not young. */
    public static final int OLD = 1;

    /** With {@code with} and {@code entry}: dirty. */
    public static final int DIRTY = 1 << 1;

    public static final int UFFD_WP = 1 << 2;
    public static final int SPECIAL = 1 << 3;
    public static final int TAGGED = 1 << 4;
    public static final int GUARDED = 1 << 5;
    public static final int KEY = 1 << 6;

    /** With {@code with}: the value carries the contiguous bit, which setters must ignore. */
    public static final int CONT = 1 << 7;

    /** With {@code entry}: young. */
    public static final int ENTRY_YOUNG = 1;

    /** With {@code entry}: writable. */
    public static final int ENTRY_WRITE = 1 << 2;

    /** A write faulted: {@code dirty=1} of {@code ptep_set_access_flags}. */
    public static final int WRITE_FAULT = 1 << 8;

    /** The whole address space is torn down: {@code full=1}. */
    public static final int FULL = 1 << 9;

    /** The translation is that of a whole block: {@code block=1}. */
    public static final int BLOCK = 1 << 10;

    /** A fault of the access is handled, and the access tried again: {@code fault=1}. */
    public static final int FAULT = 1 << 11;

    /** An operation on CPU 0 with neither value, protection nor flags. */
    public static Operation of(Call call, int mm, long addr, int nr) {
        return new Operation(call, 0, mm, addr, nr, 0, Protection.NONE, 0);
    }

    /** An operation on CPU 0 with flags. */
    public static Operation of(Call call, int mm, long addr, int nr, int flags) {
        return new Operation(call, 0, mm, addr, nr, 0, Protection.NONE, flags);
    }

    /** {@code set_ptes}. */
    public static Operation set(int mm, long addr, long pfn, int nr, Protection prot, int flags) {
        return new Operation(Call.SET_PTES, 0, mm, addr, nr, pfn, prot, flags);
    }

    /** Whether any of these flags is set. */
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether it carries the contiguous bit in a value that it gives to a setter. */
    public boolean givesCont() {
        return (call == Call.SET_PTES || call == Call.PTE_ADVANCE_PFN) && has(CONT);
    }

    /** Whether it is part of a lockless read that others may preempt. */
    public boolean preempted() {
        return call == Call.RESUME || call == Call.PTEP_GET_LOCKLESS && value > 0;
    }

    /** Kernel spelling, then {@code key=value}; a CPU other than 0, and that of hardware, first. */
    public String text() {
        StringBuilder text = new StringBuilder();
        if (cpu != 0 || call.hardware()) {
            text.append("cpu=").append(cpu).append(' ');
        }
        text.append(call.word).append(" mm=").append(mm).append(" addr=").append(Numbers.hex(addr));
        for (Argument argument : call.arguments) {
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
    public static Operation parse(String text) {
        String[] words = text.trim().split(" +");
        Argument.Draft draft = new Argument.Draft();
        int at = 0;
        if (words[0].startsWith("cpu=")) {
            draft.cpu = readCpu(words[0].substring(4));
            at = 1;
        }
        if (at == words.length) {
            throw new IllegalArgumentException("an operation must follow: " + text);
        }
        Call call = Call.of(words[at++]);
        draft.value = call.arguments.contains(Argument.SLOT) ? -1 : 0;
        draft.mm = call.hardware() ? 1 : 0;
        Set<String> keys = new HashSet<>();
        for (; at < words.length; at++) {
            int equals = words[at].indexOf('=');
            String key = equals < 0 ? words[at] : words[at].substring(0, equals);
            if (equals < 0 || !keys.add(key)) {
                throw new IllegalArgumentException(
                        "expected key=value, each key once, found " + words[at]);
            }
            read(call, draft, key, words[at].substring(equals + 1));
        }
        require(call, keys);
        return new Operation(
                call,
                draft.cpu,
                draft.mm,
                draft.addr,
                draft.nr,
                draft.value,
                draft.prot,
                draft.flags);
    }

    private static int readCpu(String text) {
        try {
            return Numbers.parseCount(text, 0, MachineSpec.CPUS_MAX - 1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cpu: " + e.getMessage() + ", below the cpus= of the machine", e);
        }
    }

    private static void read(Call call, Argument.Draft draft, String key, String value) {
        try {
            if (key.equals("mm")) {
                draft.mm = Numbers.parseCount(value, 1, AddressSpace.ID_MAX);
                return;
            }
            if (key.equals("addr")) {
                draft.addr = Numbers.parseHex(value);
                return;
            }
            for (Argument argument : call.arguments) {
                if (argument.key.equals(key)) {
                    argument.read(draft, value);
                    return;
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
        StringBuilder known = new StringBuilder("mm addr");
        call.arguments.forEach(argument -> known.append(' ').append(argument.key));
        throw new IllegalArgumentException(
                "unknown key " + key + " of " + call.word + ", expected one of " + known);
    }

    private static void require(Call call, Set<String> keys) {
        boolean complete = keys.contains("addr") && (call.hardware() || keys.contains("mm"));
        StringBuilder missing = new StringBuilder(complete ? "" : " mm addr");
        for (Argument argument : call.arguments) {
            if (argument.required() && !keys.contains(argument.key)) {
                missing.append(' ').append(argument.key);
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(call.word + " must have the keys" + missing);
        }
    }

    /** The same operation with another start. */
    public Operation withAddr(long other) {
        return new Operation(call, cpu, mm, other, nr, value, prot, flags);
    }

    /** The same operation over another number of slots. */
    public Operation withNr(int other) {
        return new Operation(call, cpu, mm, addr, other, value, prot, flags);
    }

    /** The same operation with another {@link #value}. */
    public Operation withValue(long other) {
        return new Operation(call, cpu, mm, addr, nr, other, prot, flags);
    }

    /** The same operation with another protection. */
    public Operation withProt(Protection other) {
        return new Operation(call, cpu, mm, addr, nr, value, other, flags);
    }

    /** The same operation with other flags. */
    public Operation withFlags(int other) {
        return new Operation(call, cpu, mm, addr, nr, value, prot, other);
    }

    /** The same operation on another CPU. */
    public Operation withCpu(int other) {
        return new Operation(call, other, mm, addr, nr, value, prot, flags);
    }

    /** The same operation in another address space. */
    public Operation withMm(int other) {
        return new Operation(call, cpu, other, addr, nr, value, prot, flags);
    }
}
