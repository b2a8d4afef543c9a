package dev.quire.model.subject;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.MachineSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** Encodings and sizes of the built-in machines, for tests of packages below this one. */
public final class MachineEncodings {
    private MachineEncodings() {}

    /** The encoding of every machine, by the machine's name. */
    public static Map<String, Encoding> all() {
        Map<String, Encoding> all = new LinkedHashMap<>();
        for (MachineSpec machine : Machines.all()) {
            all.put(machine.name(), machine.encoding());
        }
        return all;
    }

    /** The encoding of one machine. */
    public static Encoding of(String machine) {
        return Machines.named(machine).encoding();
    }

    /** The sizes of one machine. */
    public static Geometry geometry(String machine) {
        return Machines.named(machine).geometry();
    }
}
