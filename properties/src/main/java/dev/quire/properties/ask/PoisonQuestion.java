package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.packed.PackedFolios;
import java.util.ArrayList;
import java.util.List;

/**
 * (d): poison of a page, or of the folio that it lies in. An error sets the flag while a large
 * folio is whole and splits nothing; hugetlb, which has one flag on the head and a list of its
 * broken pages, is left out.
 *
 * <p>Source: Linux mm/memory-failure.c, memory_failure(), which sets the flag of the page, then
 * splits the folio, and leaves it whole where that fails; {@code raw_hwp_list_head} for hugetlb.
 *
 * @param statesMax that each search may visit
 */
record PoisonQuestion(int statesMax) {
    static final Design PER_PAGE = Design.perFolio("hwpoison of a page", PackedFolios::new);
    static final Design PER_FOLIO = Design.perFolio("hwpoison of a folio", PerFolio::new);
    static final Design FORGETS =
            Design.perFolio(
                    "hwpoison of a folio that a split leaves with the first part",
                    ForgetsOnSplit::new);

    private static final int ORDER_MAX = 9;

    static Answer answer(Effort effort) {
        return new PoisonQuestion(effort.states()).answer(PER_PAGE, PER_FOLIO, FORGETS);
    }

    Answer answer(Design page, Design folio, Design forgets) {
        Difference sound = compare(FrameRivals.Watch.SOUND_LOST, page, folio);
        Difference broken = compare(FrameRivals.Watch.BROKEN_USED, page, folio);
        Difference forgotten = compare(FrameRivals.Watch.BROKEN_USED, page, forgets);
        List<List<String>> rows = new ArrayList<>();
        boolean everySoundPage = true;
        int cost = 0;
        for (int order = 0; order <= ORDER_MAX; order++) {
            int pages = 1 << order;
            int perPage = usable(page, order, pages / 2);
            int perFolio = usable(folio, order, pages / 2);
            cost = perPage - perFolio;
            everySoundPage &= cost == pages - 1;
            rows.add(
                    Words.row(
                            order,
                            pages,
                            perPage,
                            perFolio,
                            pages - perPage,
                            pages - perFolio,
                            cost));
        }
        List<String> header =
                List.of(
                        "order",
                        "pages",
                        page.name() + ": usable",
                        folio.name() + ": usable",
                        page.name() + ": lost",
                        folio.name() + ": lost",
                        "cost");
        String all = "every sound page of the folio, 2^order - 1 for an error, so ";
        String second =
                "It costs "
                        + (everySoundPage ? all : "")
                        + cost
                        + " usable pages at order "
                        + ORDER_MAX
                        + "; with \""
                        + forgets.name()
                        + "\" "
                        + forgotten.outcome(
                                "a broken page is used again", "no broken page is used again")
                        + ".";
        List<Difference> searches = List.of(sound, broken, forgotten);
        String title =
                "pages, where an error sets the flag in a whole folio that is split only then";
        return Answer.of(searches, title, header, rows, lost(sound, broken), second);
    }

    /** What a folio's poison no longer says. */
    private static String lost(Difference sound, Difference broken) {
        boolean place =
                sound.which() == Difference.Which.SECOND
                        && broken.which() == Difference.Which.SECOND;
        boolean nothing = sound.holds() && broken.holds();
        String start =
                place
                        ? "What is lost is which page it was: "
                        : nothing ? "Nothing is lost: " : "Of what each page is, ";
        String errors = "";
        if (broken.found()) {
            long failures = count(broken, FolioCall.POISON);
            long clears = count(broken, FolioCall.UNPOISON);
            errors =
                    " ("
                            + Words.many(failures, "error")
                            + ", "
                            + Words.many(clears, "unpoison")
                            + ")";
        }
        return start
                + sound.outcome("a sound page counts as broken", "no sound page counts as broken")
                + ", and "
                + broken.outcome("a broken page is used again", "no broken page is used again")
                + errors
                + where(sound, broken)
                + ".";
    }

    /** What folio was looked at, and which kind of folio was not. */
    private static String where(Difference sound, Difference broken) {
        String rest =
                "hugetlb, which keeps a flag on the head and a list of broken pages, is left out";
        boolean split = count(sound, FolioCall.SPLIT) + count(broken, FolioCall.SPLIT) > 0;
        if (split || !sound.found() || !broken.found()) {
            return "; " + rest;
        }
        return ", each in a folio that stays whole, as where memory_failure() fails to split it; "
                + rest;
    }

    private static long count(Difference of, FolioCall call) {
        return of.steps().stream()
                .filter(step -> FolioOperation.parse(step).call() == call)
                .count();
    }

    private static FolioMachine machine(int frames, int orderMax) {
        return new FolioMachine("ask", "", frames, orderMax, 1, 1, 4, 1, ArchBit.CLEAN);
    }

    private Difference compare(FrameRivals.Watch watch, Design page, Design folio) {
        return Search.shortest(
                new FrameRivals(
                        "",
                        machine(4, 2),
                        0,
                        watch,
                        page,
                        folio,
                        Rivals.operations(
                                "folio_alloc pfn=0x0 order=1",
                                "folio_alloc pfn=0x0 order=0",
                                "filemap_add_folio pfn=0x0 index=0x0",
                                "split_folio pfn=0x0 order=0 uniform=1",
                                "memory_failure pfn=0x0",
                                "memory_failure pfn=0x1",
                                "unpoison_memory pfn=0x0",
                                "unpoison_memory pfn=0x1")),
                statesMax);
    }

    /** Pages that are sound to the design once a page is broken and the folio split into pages. */
    private static int usable(Design design, int order, int page) {
        FrameRivals.Side side = new FrameRivals.Side(machine(1 << ORDER_MAX, ORDER_MAX), design, 0);
        side.run(FolioOperation.ofOrder(FolioCall.ALLOC, 0, order));
        side.run(FolioOperation.ofValue(FolioCall.ADD_CACHE, 0, 0));
        side.run(FolioOperation.ofPage(FolioCall.POISON, page));
        if (order > 0) {
            side.run(FolioOperation.ofOrder(FolioCall.SPLIT, 0, 0));
        }
        int usable = 0;
        for (int pfn = 0; pfn < 1 << order; pfn++) {
            usable += side.view.order(pfn) == 0 && !side.view.poisoned(pfn) ? 1 : 0;
        }
        return usable;
    }

    /** All pages of a folio read as poisoned, or none; the parts of a split take it over. */
    private static class PerFolio extends PackedFolios {
        PerFolio(FolioMachine machine) {
            super(machine);
        }

        @Override
        public void poison(FolioPort port, int pfn) {
            for (int p = head(port, pfn); p < folioEnd(port, pfn); p++) {
                super.poison(port, p);
            }
        }

        @Override
        public void unpoison(FolioPort port, int pfn) {
            for (int p = head(port, pfn); p < folioEnd(port, pfn); p++) {
                super.unpoison(port, p);
            }
        }
    }

    /** The same bit of the head, which the new folios of a split do not take over. */
    private static final class ForgetsOnSplit extends PerFolio {
        ForgetsOnSplit(FolioMachine machine) {
            super(machine);
        }

        @Override
        public int split(FolioPort port, int pfn, int order, boolean uniform, int fail) {
            int head = head(port, pfn);
            int end = folioEnd(port, pfn);
            int done = super.split(port, pfn, order, uniform, fail);
            for (int p = folioEnd(port, head); p < end; p++) {
                unpoison(port, p);
            }
            return done;
        }
    }
}
