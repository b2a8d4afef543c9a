package dev.quire.model.subject.process;

import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a subject asks for beside accesses to entries: invalidations and barriers, which go to the
 * port; flags of folios, which are kept here; and caches, which this machine keeps coherent.
 */
final class SideEffects {
    private static final byte[] MM = bytes("mm=");
    private static final byte[] START = bytes("start=");
    private static final byte[] END = bytes("end=");
    private static final byte[] STRIDE = bytes("stride=");
    private static final byte[] LEVEL = bytes("level=");
    private static final byte[] PFN = bytes("pfn=");
    private static final byte[] NR = bytes("nr=");
    private static final byte[] LAST_LEVEL = bytes("last-level=");
    private static final byte[] SYNC = bytes("sync=");
    private static final byte[] LOCAL = bytes("local=");
    private static final byte[] DSB = bytes("dsb");
    private static final byte[] DSB_ST = bytes("dsb-st");
    private static final byte[] ISB = bytes("isb");

    private static final int LAST = 3;

    /** As {@code ID FLAG}. */
    private final Set<String> flags = new HashSet<>();

    private List<AddressSpace> mms = List.of();
    private int mm;
    private long start;
    private long end;
    private long stride;
    private int level;
    private int reach;
    private boolean sync;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A sequence begins, with these address spaces. */
    void begin(List<AddressSpace> told) {
        flags.clear();
        mms = told;
    }

    void apply(Port port, Incoming in) {
        switch (in.verb) {
            case TLBI -> invalidate(port, in);
            case BARRIER -> barrier(port, in);
            case DCACHE, ICACHE -> cache(in.line);
            case ABORTED -> throw in.line.malformed("it only after abort #N");
            default -> throw in.line.malformed("what this machine has: it has no table pages");
        }
    }

    private static void cache(Line line) {
        boolean pfn = false;
        boolean nr = false;
        while (!line.ended()) {
            if (line.takesStart(PFN)) {
                line.number();
                pfn = true;
            } else if (line.takesStart(NR)) {
                nr = line.count() > 0;
            } else {
                line.word();
            }
        }
        if (!pfn || !nr) {
            throw line.malformed("pfn= and nr=, at least 1");
        }
    }

    private void read(Line line, long pageSize) {
        mm = -1;
        start = 0;
        end = 0;
        stride = pageSize;
        level = 0;
        reach = 0;
        sync = true;
        while (!line.ended()) {
            key(line);
        }
    }

    private void read(Incoming in) {
        mm = in.slot;
        start = in.value;
        end = in.next;
        stride = in.stride;
        level = in.level;
        reach = (in.how & Incoming.LAST_LEVEL) == 0 ? 0 : Port.LAST_LEVEL;
        reach |= (in.how & Incoming.LOCAL) == 0 ? 0 : Port.LOCAL;
        sync = (in.how & Incoming.NO_SYNC) == 0;
    }

    private boolean told(int id) {
        for (int i = 0; i < mms.size(); i++) {
            if (mms.get(i).id() == id) {
                return true;
            }
        }
        return false;
    }

    private void invalidate(Port port, Incoming in) {
        if (in.cell) {
            read(in);
        } else {
            read(in.line, port.geometry().pageSize());
        }
        if (mm < 0 || Long.compareUnsigned(end, start) <= 0) {
            throw in.malformed("mm=, start= and a later end=");
        }
        if (!told(mm)) {
            throw in.malformed("the mm= of an address space that is there");
        }
        if (stride < 1) {
            throw in.malformed("a stride of at least 1");
        }
        // All addresses lie below 2^63: what ends above that, names them to the last.
        long below = end < 0 ? Long.MAX_VALUE : end;
        reach |= level > 0 && level < LAST ? Port.HIGHER_LEVEL : 0;
        if (start >= 0) {
            port.invalidate(mm, start, below, stride, sync ? reach : reach | Port.NO_SYNC);
        }
        if (sync) {
            port.barrier(Port.BARRIER_DSB);
        }
    }

    private void key(Line line) {
        if (line.takesStart(MM)) {
            mm = line.count();
        } else if (line.takesStart(START)) {
            start = line.number();
        } else if (line.takesStart(END)) {
            end = line.number();
        } else if (line.takesStart(STRIDE)) {
            stride = line.number();
        } else if (line.takesStart(LEVEL)) {
            level = line.count();
        } else if (line.takesStart(LAST_LEVEL)) {
            reach |= line.number() != 0 ? Port.LAST_LEVEL : 0;
        } else if (line.takesStart(SYNC)) {
            sync = line.number() != 0;
        } else if (line.takesStart(LOCAL)) {
            reach |= line.number() != 0 ? Port.LOCAL : 0;
        } else {
            line.word();
        }
    }

    private static void barrier(Port port, Incoming in) {
        Line line = in.line;
        if (in.cell) {
            if (in.how != Incoming.ISB) {
                port.barrier(in.how == Incoming.DSB_ST ? Port.BARRIER_DSB_ST : Port.BARRIER_DSB);
            }
        } else if (line.takes(DSB)) {
            port.barrier(Port.BARRIER_DSB);
        } else if (line.takes(DSB_ST)) {
            port.barrier(Port.BARRIER_DSB_ST);
        } else if (!line.takes(ISB)) {
            throw line.malformed("dsb, dsb-st or isb");
        }
    }

    /** Whether a folio-flag only sets or clears, so that no value is waited for. */
    static boolean quiet(Line line) {
        String text = line.text();
        return text.contains(" set=") || text.contains(" clear=");
    }

    /** Does what a folio-flag says; whether the flag was set before. */
    long flag(Line line) {
        String id = "";
        String verb = "";
        String name = "";
        while (!line.ended()) {
            String word = line.word();
            String key = word.substring(0, Math.max(0, word.indexOf('=')));
            String value = word.substring(word.indexOf('=') + 1);
            switch (key) {
                case "id" -> id = value;
                case "set", "clear", "test", "test-and-set", "test-and-clear" -> {
                    verb = key;
                    name = value;
                }
                default -> {
                    continue;
                }
            }
        }
        if (id.isEmpty() || verb.isEmpty()) {
            throw line.malformed("id= and set=, clear=, test=, test-and-set= or test-and-clear=");
        }
        String flag = id + " " + name;
        boolean was = flags.contains(flag);
        if (verb.endsWith("set")) {
            flags.add(flag);
        } else if (verb.endsWith("clear")) {
            flags.remove(flag);
        }
        return was ? 1 : 0;
    }
}
