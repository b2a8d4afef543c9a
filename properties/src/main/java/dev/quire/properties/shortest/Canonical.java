package dev.quire.properties.shortest;

import dev.quire.model.geometry.Geometry;
import dev.quire.model.operation.Act;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations with pages, frames, address spaces and CPUs named in the order in which they first
 * appear: lists that differ in these names alone have the same text.
 */
final class Canonical {
    private final Geometry geometry;
    private final Map<String, Integer> names = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private Canonical(Geometry geometry) {
        this.geometry = geometry;
    }

    /** The text of a list. */
    static String text(Setup setup, List<Step> steps) {
        Canonical canonical = new Canonical(setup.machine().geometry());
        for (Step step : steps) {
            canonical.add(step.operation());
            for (Act act : step.acts()) {
                canonical.text.append('@').append(act.access()).append(' ');
                canonical.add(act.operation());
            }
        }
        return canonical.text.toString();
    }

    private void add(Operation operation) {
        text.append(operation.call().word);
        name("cpu", operation.cpu());
        name("mm", operation.mm());
        boolean advances = operation.call() == Call.PTE_ADVANCE_PFN;
        for (int i = 0; i < (advances ? 1 : operation.nr()); i++) {
            page(operation.mm(), geometry.advance(operation.addr(), i));
        }
        for (Argument argument : operation.call().arguments) {
            argument(operation, argument);
        }
        text.append(' ').append(operation.flags()).append('\n');
    }

    private void argument(Operation operation, Argument argument) {
        switch (argument) {
            case PFN -> {
                for (int i = 0; i < operation.nr(); i++) {
                    name("pfn", operation.value() + i);
                }
            }
            case TO -> {
                for (int i = 0; i < operation.nr(); i++) {
                    page(operation.mm(), geometry.advance(operation.value(), i));
                }
            }
            case SLOT -> {
                if (operation.value() >= 0) {
                    int mask = geometry.blockEntries() - 1;
                    long other = operation.value() & mask;
                    long own = geometry.index(operation.addr()) & mask;
                    page(operation.mm(), geometry.advance(operation.addr(), (int) (other - own)));
                }
            }
            case READS, PTE -> text.append(' ').append(operation.value());
            case PROT -> text.append(' ').append(operation.prot());
            default -> {}
        }
    }

    private void page(int mm, long addr) {
        name("page of " + mm, addr);
    }

    private void name(String kind, long value) {
        int known = (int) names.keySet().stream().filter(key -> key.startsWith(kind + ' ')).count();
        int number = names.computeIfAbsent(kind + ' ' + value, key -> known);
        text.append(' ').append(kind.charAt(0)).append(number);
    }
}
