package dev.quire.model.subject;

import dev.quire.model.entry.arm64.Arm64Address;
import dev.quire.model.entry.arm64.Arm64Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.BreakBeforeMake;
import dev.quire.model.machine.MachineSpec;
import java.util.List;

/** The machines that can be assumed, by name. */
public final class Machines {
    private static final List<MachineSpec> ALL =
            List.of(
                    arm64(
                            "arm64-4k",
                            "4 KiB pages, blocks of 16, tables of 512, 48-bit addresses",
                            new Geometry(12, 4, 9),
                            Arm64Address.PLAIN_48),
                    arm64(
                            "arm64-16k",
                            "16 KiB pages, blocks of 128, tables of 2048, 48-bit addresses",
                            new Geometry(14, 7, 11),
                            Arm64Address.PLAIN_48),
                    arm64(
                            "arm64-64k",
                            "64 KiB pages, blocks of 32, tables of 8192, 48-bit addresses",
                            new Geometry(16, 5, 13),
                            Arm64Address.PLAIN_48),
                    arm64(
                            "arm64-64k-52",
                            "64 KiB pages, 52-bit addresses, bits 51:48 in 15:12",
                            new Geometry(16, 5, 13),
                            Arm64Address.SPLIT_52),
                    arm64(
                            "arm64-4k-lpa2",
                            "4 KiB pages, 52-bit addresses, bits 51:50 in 9:8",
                            new Geometry(12, 4, 9),
                            Arm64Address.LPA2_52),
                    arm64(
                            "arm64-16k-lpa2",
                            "16 KiB pages, 52-bit addresses, bits 51:50 in 9:8",
                            new Geometry(14, 7, 11),
                            Arm64Address.LPA2_52),
                    arm64(
                            "arm64-small",
                            "4 KiB pages, blocks of 4, tables of 16: for exhaustive work",
                            new Geometry(12, 2, 4),
                            Arm64Address.PLAIN_48));

    private Machines() {}

    private static MachineSpec arm64(
            String name, String sentence, Geometry geometry, Arm64Address address) {
        Arm64Encoding encoding = new Arm64Encoding(geometry.pageShift(), address);
        return new MachineSpec(name, sentence, geometry, encoding, 2, 1, BreakBeforeMake.NEEDED);
    }

    /** All machines, each with two CPUs of which the first manages access and dirty. */
    public static List<MachineSpec> all() {
        return ALL;
    }

    /**
     * The machine of a name.
     *
     * @throws IllegalArgumentException naming what was found and all names
     */
    public static MachineSpec named(String name) {
        StringBuilder names = new StringBuilder();
        for (MachineSpec machine : ALL) {
            if (machine.name().equals(name)) {
                return machine;
            }
            names.append(names.isEmpty() ? "" : ", ").append(machine.name());
        }
        throw new IllegalArgumentException(
                "unknown machine " + name + ", expected one of " + names);
    }
}
