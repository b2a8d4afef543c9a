package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.List;

/**
 * (c): only small folios become secure; every state is visited, with every check.
 *
 * @param statesMax that each search may visit
 */
record SmallFoliosQuestion(int statesMax) {
    static Answer answer(Effort effort) {
        return new SmallFoliosQuestion(effort.states())
                .answer(
                        Design.of("split first, refuse where that fails", FolioSubjects.PACKED),
                        SecureDesigns.SECURES_ANYWAY);
    }

    private static FolioMachine machine(int frames, int orderMax) {
        return new FolioMachine("ask", "", frames, orderMax, 1, 1, 4, 1, ArchBit.SECURE);
    }

    Answer answer(Design refuses, Design goesOn) {
        LockStepRivals rivals =
                new LockStepRivals(
                        "",
                        machine(4, 2),
                        LockStepRivals.Watch.CHECKS,
                        List.of(refuses),
                        operations());
        Difference sound = Search.shortest(rivals, statesMax);
        Difference anyway = anyway(refuses, goesOn);
        return Answer.of(
                List.of(sound, anyway),
                first(sound, rivals.tries()),
                second(sound, anyway, rivals.tries(), goesOn));
    }

    private static String first(Difference sound, LockStepRivals.Tries tries) {
        if (sound.found()) {
            return "It is not sound, "
                    + Words.steps(sound.steps().size())
                    + " from free frames: "
                    + sound.seen()
                    + ".";
        }
        if (tries.done == 0) {
            return "Whether it is sound is open: in " + sound.visited() + " no frame is secure.";
        }
        return (sound.holds() ? "It is sound: in " : "Whether it is sound is open: in ")
                + sound.visited()
                + " each secure frame is a small folio that is marked, and no host access faults"
                + " ("
                + Words.many(tries.done, "try", "tries")
                + " made one secure).";
    }

    private static String second(
            Difference sound, Difference anyway, LockStepRivals.Tries tries, Design goesOn) {
        boolean only = sound.holds() && anyway.which() == Difference.Which.SECOND;
        String why = "";
        if (anyway.which() == Difference.Which.SECOND) {
            why = ": " + Fault.of(machine(2, 1), 0, goesOn, anyway.steps()).text();
        }
        return (only ? "It holds only if a failed split refuses: of " : "Of ")
                + Words.many(tries.large, "try", "tries")
                + " on a page of a large folio "
                + refused(tries)
                + "; to go on there "
                + anyway.outcome("breaks", "breaks nothing")
                + why
                + ".";
    }

    private static String refused(LockStepRivals.Tries tries) {
        if (tries.refused == 0) {
            return "none was refused";
        }
        return tries.refused
                + (tries.refused == 1 ? " was refused, " : " were refused, ")
                + (tries.refused == tries.refusedAsHeld ? "each" : tries.refusedAsHeld)
                + " while callers held a reference more";
    }

    private static List<FolioOperation> operations() {
        return Rivals.operations(
                "folio_alloc pfn=0x0 order=2",
                "folio_alloc pfn=0x0 order=0",
                "filemap_add_folio pfn=0x0 index=0x0",
                "folio_get pfn=0x0",
                "folio_put pfn=0x0",
                "set_flag flag=locked pfn=0x0",
                "clear_flag flag=locked pfn=0x0",
                "map_file mm=1 addr=0x0 pfn=0x0 prot=r",
                "map_anon mm=1 addr=0x1000 pfn=0x1 prot=rw exclusive=1",
                "unmap mm=1 addr=0x0",
                "unmap mm=1 addr=0x1000",
                "filemap_remove_folio pfn=0x0",
                "kernel_write pfn=0x0",
                "split_folio pfn=0x0 order=1 uniform=1",
                "split_folio pfn=0x0 order=0 uniform=1",
                "make_secure pfn=0x0",
                "make_secure pfn=0x1",
                "make_secure pfn=0x2",
                "make_secure pfn=0x3",
                "host_access pfn=0x0",
                "host_access pfn=0x1",
                "host_access pfn=0x2",
                "host_access pfn=0x3");
    }

    private Difference anyway(Design refuses, Design goesOn) {
        return Search.shortest(
                new FrameRivals(
                        "",
                        machine(2, 1),
                        0,
                        FrameRivals.Watch.FAULT,
                        refuses,
                        goesOn,
                        Rivals.operations(
                                "folio_alloc pfn=0x0 order=1",
                                "filemap_add_folio pfn=0x0 index=0x0",
                                "folio_get pfn=0x0",
                                "make_secure pfn=0x0",
                                "make_secure pfn=0x1",
                                "host_access pfn=0x0",
                                "host_access pfn=0x1")),
                statesMax);
    }
}
