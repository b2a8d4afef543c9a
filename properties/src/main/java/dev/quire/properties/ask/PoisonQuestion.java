package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.packed.PackedFolios;
import java.util.ArrayList;
import java.util.List;

/** Poison of a page, or of the folio that it lies in. */
final class PoisonQuestion {
    private static final int ORDER_MAX = 9;

    private PoisonQuestion() {}

    /** (d). */
    static Answer answer() {
        Difference sound = compare(FrameRivals.Watch.SOUND_LOST, "", PerFolio::new);
        Difference broken = compare(FrameRivals.Watch.BROKEN_USED, "", PerFolio::new);
        Difference forgotten =
                compare(
                        FrameRivals.Watch.BROKEN_USED,
                        " that a split leaves with the first part",
                        ForgetsOnSplit::new);
        List<List<String>> rows = new ArrayList<>();
        int most = 0;
        for (int order = 0; order <= ORDER_MAX; order++) {
            int pages = 1 << order;
            int perPage = usable(PackedFolios::new, order, pages / 2);
            int perFolio = usable(PerFolio::new, order, pages / 2);
            most = Math.max(most, perPage - perFolio);
            rows.add(
                    Table.row(
                            order,
                            pages,
                            perPage,
                            perFolio,
                            pages - perPage,
                            pages - perFolio,
                            perPage - perFolio));
        }
        String first =
                "What is lost is which page it was: sound pages count as broken after "
                        + sound.steps().size()
                        + " steps, and after "
                        + broken.steps().size()
                        + " a broken page is used again, as one unpoison clears what two errors"
                        + " set.";
        String second =
                "It costs every sound page of the folio, 2^order - 1 for an error, so "
                        + most
                        + " usable pages at order "
                        + ORDER_MAX
                        + "; a split that gives them back uses a broken page after "
                        + forgotten.steps().size()
                        + " steps, as nothing says which one it is.";
        List<String> header =
                List.of(
                        "order",
                        "pages",
                        "usable, a page",
                        "usable, a folio",
                        "lost, a page",
                        "lost, a folio",
                        "cost");
        return new Answer(List.of(sound, broken, forgotten), header, rows, List.of(first, second));
    }

    private static FolioMachine machine(int frames, int orderMax) {
        return new FolioMachine("ask", "", frames, orderMax, 1, 1, 4, 1, ArchBit.CLEAN);
    }

    private static Difference compare(FrameRivals.Watch watch, String more, FolioApi.Maker second) {
        return Search.shortest(
                new FrameRivals(
                        "hwpoison of a page; hwpoison of a folio" + more,
                        machine(4, 2),
                        0,
                        watch,
                        PackedFolios::new,
                        second,
                        Rivals.operations(
                                "folio_alloc pfn=0x0 order=1",
                                "folio_alloc pfn=0x0 order=0",
                                "filemap_add_folio pfn=0x0 index=0x0",
                                "split_folio pfn=0x0 order=0 uniform=1",
                                "memory_failure pfn=0x0",
                                "memory_failure pfn=0x1",
                                "unpoison_memory pfn=0x0",
                                "unpoison_memory pfn=0x1")));
    }

    /** Pages that are sound to the design once a page is broken and the folio split into pages. */
    private static int usable(FolioApi.Maker maker, int order, int page) {
        FrameRivals.Side side = new FrameRivals.Side(machine(1 << ORDER_MAX, ORDER_MAX), maker, 0);
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
