package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioSubject;
import java.util.List;

/** A split of a folio whose flush is still owed. */
final class SplitQuestion {
    private SplitQuestion() {}

    /** (e). */
    static Answer answer() {
        FolioSubject loses = FolioSubjects.named("loses-the-flush-on-split");
        Difference dirty =
                compare(
                        "dirty polarity: flush before a split; no flush before a split",
                        ArchBit.DIRTY,
                        List.of(FolioSubjects.PACKED, loses));
        Difference paid =
                compare(
                        "dirty polarity: the truth a page; flush before a split",
                        ArchBit.DIRTY,
                        List.of(FolioSubjects.PACKED));
        Difference clean =
                compare(
                        "clean polarity: the truth a page; no flush before a split",
                        ArchBit.CLEAN,
                        List.of(loses));
        String first =
                "Without a flush before the split a CPU executes stale bytes of a tail after "
                        + dirty.steps().size()
                        + " steps: the bit says that a flush is owed, and it stays with the first"
                        + " folio.";
        String second =
                paid.found() || clean.found()
                        ? "More breaks: " + paid.seen() + clean.seen() + "."
                        : "With the flush nothing breaks in all "
                                + paid.states()
                                + " states, and in the clean polarity none is needed ("
                                + clean.states()
                                + " states), as a tail without the bit is only synchronised once"
                                + " more.";
        return Answer.of(List.of(dirty, paid, clean), first, second);
    }

    private static Difference compare(String designs, ArchBit bit, List<FolioSubject> subjects) {
        return Search.shortest(
                new LockStepRivals(
                        designs,
                        new FolioMachine("ask", "", 2, 1, 1, 1, 4, 1, bit),
                        subjects,
                        Rivals.operations(
                                "folio_alloc pfn=0x0 order=1",
                                "filemap_add_folio pfn=0x0 index=0x0",
                                "set_flag flag=locked pfn=0x0",
                                "kernel_write pfn=0x0",
                                "kernel_write pfn=0x1",
                                "flush_dcache_folio pfn=0x0",
                                "flush_dcache_folio pfn=0x1",
                                "split_folio pfn=0x0 order=0 uniform=1",
                                "map_file mm=1 addr=0x0 pfn=0x0 prot=rx",
                                "map_file mm=1 addr=0x1000 pfn=0x1 prot=rx",
                                "unmap mm=1 addr=0x0",
                                "unmap mm=1 addr=0x1000",
                                "execute mm=1 addr=0x0",
                                "execute mm=1 addr=0x1000")));
    }
}
