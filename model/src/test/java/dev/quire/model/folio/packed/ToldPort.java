package dev.quire.model.folio.packed;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.PlainFolioPort;
import java.util.ArrayList;
import java.util.List;

/** Words and slots in arrays, and what hardware was told: a line each, its word and its numbers. */
class ToldPort extends PlainFolioPort {
    private final List<String> told = new ArrayList<>();

    ToldPort(PackedFolios folios, FolioMachine machine) {
        super(folios.words(), machine.slots());
    }

    /** What was told since the last time. */
    final List<String> told() {
        List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    @Override
    public void range(int slot, int pfn, int nr) {
        told.add("range " + slot + " " + pfn + " " + nr);
    }

    @Override
    public void sync(int pfn, int pages) {
        told.add("sync " + pfn + " " + pages);
    }

    @Override
    public void invalidateInstructions(int pfn, int pages) {
        told.add("invalidate " + pfn + " " + pages);
    }

    @Override
    public void copyPage(int from, int to) {
        told.add("copy " + from + " " + to);
    }

    @Override
    public void convertToSecure(int pfn) {
        told.add("secure " + pfn);
    }

    @Override
    public void export(int pfn) {
        told.add("export " + pfn);
    }
}
