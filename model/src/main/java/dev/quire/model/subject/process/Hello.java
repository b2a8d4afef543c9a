package dev.quire.model.subject.process;

import dev.quire.model.machine.MachineSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a subject says of itself.
 *
 * @param name one word
 * @param functions that it implements
 * @param contVisible whether its reads may show the contiguous bit
 * @param foldsExactly whether it folds whenever it may
 * @param stateless whether it keeps nothing between two accesses
 * @param sharedMemory whether it goes on over shared memory
 * @param places of functions among its own, by ordinal; -1 for those that it has not
 */
record Hello(
        String name,
        Set<Function> functions,
        boolean contVisible,
        boolean foldsExactly,
        boolean stateless,
        boolean sharedMemory,
        int[] places) {
    /** Reads what follows the word hello; functions and keys that are not known are ignored. */
    static Hello parse(Line line) {
        String name = line.word();
        if (name.startsWith("quire/")) {
            throw line.malformed(
                    "an answer without a version, hello NAME calls=..., since only quire/1 is"
                            + " spoken here");
        }
        Set<Function> functions = EnumSet.noneOf(Function.class);
        boolean contVisible = false;
        boolean foldsExactly = false;
        boolean stateless = false;
        boolean sharedMemory = false;
        int[] places = new int[Function.values().length];
        Arrays.fill(places, -1);
        while (!line.ended()) {
            String word = line.word();
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            String value = word.substring(equals + 1);
            boolean truth = value.equals("1") || value.equals("0x1");
            switch (key) {
                case "calls" -> {
                    String[] calls = value.split(",", -1);
                    for (int i = 0; i < calls.length; i++) {
                        int place = i;
                        Function.of(calls[i]).ifPresent(f -> places[f.ordinal()] = place);
                        Function.of(calls[i]).ifPresent(functions::add);
                    }
                }
                case "cont-visible" -> contVisible = truth;
                case "folds-exactly" -> foldsExactly = truth;
                case "stateless" -> stateless = truth;
                case "shm" -> {
                    if (truth) {
                        throw line.malformed(
                                "shm=2, since only the cells of cells/2 are spoken here");
                    }
                    sharedMemory = value.equals("2");
                }
                default -> {
                    continue;
                }
            }
        }
        if (name.isEmpty() || functions.isEmpty()) {
            throw line.malformed("hello NAME calls=..., with at least one known function");
        }
        return new Hello(
                name, functions, contVisible, foldsExactly, stateless, sharedMemory, places);
    }

    /** The harness's own: the machine to assume. */
    static void write(LineBuilder line, MachineSpec machine) {
        int pageShift = machine.geometry().pageShift();
        int bits = 63 - Long.numberOfLeadingZeros(machine.encoding().frames()) + pageShift;
        line.clear().text("hello quire/1 arch=arm64 page-shift=").decimal(pageShift);
        line.text(" entries=").decimal(machine.geometry().tableEntries());
        line.text(" cont-ptes=").decimal(machine.geometry().blockEntries());
        line.text(" pa-bits=").decimal(bits).text(" hafdbs=");
        for (int cpu = 0; cpu < machine.cpus(); cpu++) {
            line.text(cpu == 0 ? "" : ",").decimal(machine.managesAccess(cpu) ? 1 : 0);
        }
        line.text(" bbm=").decimal(machine.nobbm() ? 2 : 0);
        line.text(" cpus=").decimal(machine.cpus());
    }
}
