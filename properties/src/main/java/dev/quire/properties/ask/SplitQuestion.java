package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import java.util.List;

/**
 * (e): a split of a folio whose flush is still owed.
 *
 * @param statesMax that each search may visit
 */
record SplitQuestion(int statesMax) {
    static final Design FLUSHES = Design.of("flush before a split", FolioSubjects.PACKED);
    static final Design FORGETS =
            Design.of("no flush before a split", FolioSubjects.named("loses-the-flush-on-split"));
    static final Design MARKS = Design.of("mark what a split leaves owed", FolioSubjects.REMARKING);

    static Answer answer(Effort effort) {
        return new SplitQuestion(effort.states()).answer(FLUSHES, FORGETS, MARKS);
    }

    Answer answer(Design flushes, Design forgets, Design marks) {
        LockStepRivals.Watch checks = LockStepRivals.Watch.CHECKS;
        Difference dirty = compare(ArchBit.DIRTY, checks, List.of(flushes, forgets));
        Difference paid = compare(ArchBit.DIRTY, checks, List.of(flushes));
        Difference marked = compare(ArchBit.DIRTY, checks, List.of(marks));
        Difference work =
                compare(ArchBit.DIRTY, LockStepRivals.Watch.FLUSHES, List.of(marks, flushes));
        Difference clean = compare(ArchBit.CLEAN, checks, List.of(forgets));
        String second =
                "In the dirty polarity, with \""
                        + flushes.name()
                        + "\" "
                        + held(paid)
                        + ", with \""
                        + marks.name()
                        + "\" "
                        + held(marked)
                        + " ("
                        + work.outcome(
                                "\"" + flushes.name() + "\" does more work",
                                "they do the same work")
                        + "); in the clean polarity, with \""
                        + forgets.name()
                        + "\" "
                        + held(clean)
                        + ".";
        return Answer.of(
                List.of(dirty, paid, marked, work, clean), whatBreaks(dirty, forgets), second);
    }

    private static String held(Difference alone) {
        return alone.outcome("something breaks", "nothing breaks");
    }

    private static String whatBreaks(Difference dirty, Design forgets) {
        int count = dirty.steps().size();
        if (count == 0) {
            return "With \"" + forgets.name() + "\" nothing breaks in " + dirty.visited() + ".";
        }
        return "With "
                + dirty.who()
                + " something breaks after "
                + Words.steps(count)
                + ", the last of them "
                + dirty.steps().get(count - 1)
                + ": "
                + dirty.seen()
                + ".";
    }

    private Difference compare(ArchBit bit, LockStepRivals.Watch watch, List<Design> designs) {
        return Search.shortest(
                new LockStepRivals(
                        bit.word
                                + " polarity"
                                + (watch == LockStepRivals.Watch.CHECKS ? "" : ", cache work"),
                        new FolioMachine("ask", "", 2, 1, 1, 1, 4, 1, bit),
                        watch,
                        designs,
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
                                "execute mm=1 addr=0x1000")),
                statesMax);
    }
}
