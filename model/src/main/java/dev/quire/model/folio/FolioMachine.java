package dev.quire.model.folio;

import java.util.ArrayList;
import java.util.List;

/**
 * What folios are looked at on: frames, address spaces, CPUs, and the meaning of PG_arch_1.
 *
 * <p>The frame after the last one is the shared zero page. Each address space has the same tables;
 * its second area begins in the middle of the last
 * one. Pages have 4 KiB.
 *
 * @param name as traces write it, such as {@code folio-small}
 * @param frames a power of two, at least 2
 * @param mms address spaces, numbered from 1
 * @param tables of one address space
 * @param tableEntries slots of one table
 */
public record FolioMachine(
        String name,
        String sentence,
        int frames,
        int orderMax,
        int mms,
        int tables,
        int tableEntries,
        int cpus,
        ArchBit archBit) {
    public static final int PAGE_SHIFT = 12;
    public static final int CPUS_MAX = 4;

    private static final List<FolioMachine> ALL = new ArrayList<>();

    static {
        for (ArchBit bit : ArchBit.values()) {
            add("folio-4k", "64 frames, folios to order 4, tables of 16", 64, 4, 3, 16, bit);
            add("folio-small", "8 frames, folios to order 2, tables of 4", 8, 2, 2, 4, bit);
            add(
                    "folio-large",
                    "1024 frames, folios to order 9, tables of 512",
                    1024,
                    9,
                    2,
                    512,
                    bit);
        }
    }

    public FolioMachine {
        if (frames < 2 || Integer.bitCount(frames) != 1 || 1 << orderMax > frames) {
            throw new IllegalArgumentException(
                    "frames must be a power of two that holds a folio: frames=" + frames);
        }
        if (cpus < 1 || cpus > CPUS_MAX) {
            throw new IllegalArgumentException("cpus must be 1 to " + CPUS_MAX + ": " + cpus);
        }
    }

    private static void add(
            String name,
            String sentence,
            int frames,
            int orderMax,
            int mms,
            int tableEntries,
            ArchBit bit) {
        boolean usual = bit == ArchBit.CLEAN;
        ALL.add(
                new FolioMachine(
                        usual ? name : name + "-" + bit.word,
                        sentence + ", " + mms + " address spaces; PG_arch_1 means " + bit.word,
                        frames,
                        orderMax,
                        mms,
                        2,
                        tableEntries,
                        2,
                        bit));
    }

    /** All machines, the default first, each with two CPUs. */
    public static List<FolioMachine> all() {
        return List.copyOf(ALL);
    }

    /**
     * The machine of a name.
     *
     * @throws IllegalArgumentException naming what was found and all names
     */
    public static FolioMachine named(String name) {
        StringBuilder names = new StringBuilder();
        for (FolioMachine machine : ALL) {
            if (machine.name.equals(name)) {
                return machine;
            }
            names.append(names.isEmpty() ? "" : ", ").append(machine.name);
        }
        throw new IllegalArgumentException(
                "unknown machine " + name + ", expected one of " + names);
    }

    /** The same machine with other CPUs. */
    public FolioMachine withCpus(int others) {
        return new FolioMachine(
                name, sentence, frames, orderMax, mms, tables, tableEntries, others, archBit);
    }

    /** The frame of the shared zero page. */
    public int zeroPage() {
        return frames;
    }

    /** The frames, that of the zero page too. */
    public int pages() {
        return frames + 1;
    }

    /** Slots of one address space. */
    public int slotsPerMm() {
        return tables * tableEntries;
    }

    /** Slots of all address spaces, one after another. */
    public int slots() {
        return mms * slotsPerMm();
    }

    /** The address space of a slot, from 1. */
    public int mm(int slot) {
        return slot / slotsPerMm() + 1;
    }

    /** The slot of an address space's page number. */
    public int slot(int mm, int page) {
        return (mm - 1) * slotsPerMm() + page;
    }

    /** One past the last slot of a slot's table. */
    public int tableEnd(int slot) {
        return slot - slot % tableEntries + tableEntries;
    }

    /** One past the last slot of a slot's area. */
    public int areaEnd(int slot) {
        int page = slot % slotsPerMm();
        int border = slotsPerMm() - tableEntries / 2;
        return slot - page + (page < border ? border : slotsPerMm());
    }

    /** As a trace's header writes it, without the word machine. */
    public String text() {
        return name + " cpus=" + cpus;
    }
}
