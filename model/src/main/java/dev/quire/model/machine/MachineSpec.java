package dev.quire.model.machine;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;

/**
 * A machine to assume: sizes, the layout of entries, its walkers and its rules.
 *
 * @param name as traces and the command line write it, such as {@code arm64-4k}
 * @param sentence what it is, for lists
 * @param cpus how many CPUs, 1 to 8; each has one walker
 * @param hafdbs a bit for each walker: 1 = hardware manages access and dirty (FEAT_HAFDBS)
 * @param bbm what a change of block size goes through
 */
public record MachineSpec(
        String name,
        String sentence,
        Geometry geometry,
        Encoding encoding,
        int cpus,
        int hafdbs,
        BreakBeforeMake bbm) {
    public static final int CPUS_MAX = 8;

    public MachineSpec {
        if (cpus < 1 || cpus > CPUS_MAX) {
            throw new IllegalArgumentException("cpus must be 1 to " + CPUS_MAX + ": " + cpus);
        }
        if (hafdbs < 0 || hafdbs >= 1 << cpus) {
            throw new IllegalArgumentException(
                    "hafdbs must have one bit a walker: cpus=" + cpus + " hafdbs=" + hafdbs);
        }
    }

    /** The same machine with other walkers and another rule of break-before-make. */
    public MachineSpec with(int otherCpus, int otherHafdbs, BreakBeforeMake otherBbm) {
        return new MachineSpec(
                name, sentence, geometry, encoding, otherCpus, otherHafdbs, otherBbm);
    }

    /** Whether the walker of this CPU manages access and dirty by itself. */
    public boolean managesAccess(int cpu) {
        return (hafdbs >> cpu & 1) != 0;
    }

    /** Whether a change of block size needs no invalidation in between (BBML2-noabort). */
    public boolean nobbm() {
        return bbm == BreakBeforeMake.NO_ABORT;
    }

    /** As the first line of a trace's configuration writes it, without the word machine. */
    public String text() {
        StringBuilder text = new StringBuilder(name).append(" cpus=").append(cpus);
        for (int cpu = 0; cpu < cpus; cpu++) {
            text.append(cpu == 0 ? " hafdbs=" : ",").append(hafdbs >> cpu & 1);
        }
        return text.append(bbm.text).toString();
    }
}
