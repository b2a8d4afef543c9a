package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.packed.PackedFolios;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Secure frames and what one bit a folio can say of them. */
final class SecureQuestions {
    private static final int ORDER_MAX = 5;
    private static final int[] UNITS = {0, 2, 4};

    private SecureQuestions() {}

    private static FolioMachine machine(int frames, int orderMax) {
        return new FolioMachine("ask", "", frames, orderMax, 1, 1, 4, 1, ArchBit.SECURE);
    }

    /** (a): what breaks, and what two repairs cost. */
    static Answer frames() {
        Difference breaks = inPages("clears the bit", SecureDesigns.PerFolio::new);
        Difference all = inPages("exports all pages", SecureDesigns.ExportsAll::new);
        Difference keeps = inPages("keeps the bit", SecureDesigns.KeepsTheBit::new);
        List<List<String>> rows = new ArrayList<>();
        FolioApi.Maker perPage = SecureDesigns.perPage(0);
        int[] order4 = new int[3];
        for (int order = 0; order <= 4; order += 2) {
            order4[0] = exports(perPage, order);
            order4[1] = exports(SecureDesigns.ExportsAll::new, order);
            order4[2] = exports(SecureDesigns.KeepsTheBit::new, order);
            rows.add(Table.row(order, 1 << order, order4[0], order4[1], order4[2]));
        }
        String first =
                "What breaks first is the host's access to a secure page whose bit an access to"
                        + " another page of the folio has cleared: one secure page suffices, "
                        + breaks.steps().size()
                        + " steps from free frames.";
        String second =
                "A bit a folio can be made safe by exporting every page ("
                        + all.states()
                        + " states) or by never clearing it ("
                        + keeps.states()
                        + " states), at "
                        + order4[1]
                        + " or "
                        + order4[2]
                        + " exports in place of "
                        + order4[0]
                        + " where one page of 16 is secure and the host touches each twice.";
        List<String> header =
                List.of("order", "pages", "bit a page", "exports all pages", "keeps the bit");
        return new Answer(List.of(breaks, all, keeps), header, rows, List.of(first, second));
    }

    private static Difference inPages(String name, FolioApi.Maker second) {
        return Search.shortest(
                new FrameRivals(
                        "a bit a page; a bit a folio, " + name,
                        machine(4, 2),
                        0,
                        FrameRivals.Watch.FAULT,
                        SecureDesigns.perPage(0),
                        second,
                        alphabet(List.of(0, 2), List.of(0, 1, 2), List.of(0, 1, 2, 3))));
    }

    /** Exports where one page of a folio is secure and the host touches each page twice. */
    private static int exports(FolioApi.Maker maker, int order) {
        FrameRivals.Side side = new FrameRivals.Side(machine(16, 4), maker, 0);
        side.run(FolioOperation.ofOrder(FolioCall.ALLOC, 0, order));
        side.run(FolioOperation.ofValue(FolioCall.ADD_CACHE, 0, 0));
        side.run(FolioOperation.ofPage(FolioCall.SECURE, 0));
        for (int i = 0; i < 2 << order; i++) {
            side.run(FolioOperation.ofPage(FolioCall.HOST, i >> 1));
        }
        return side.port.exports();
    }

    /** Folios of these orders at these heads, and what is done to these pages. */
    private static List<FolioOperation> alphabet(
            Iterable<Integer> heads, List<Integer> orders, Iterable<Integer> pages) {
        List<FolioOperation> alphabet = new ArrayList<>();
        for (int head : heads) {
            for (int order : orders) {
                if ((head & (1 << order) - 1) == 0) {
                    alphabet.add(FolioOperation.ofOrder(FolioCall.ALLOC, head, order));
                }
            }
            alphabet.add(FolioOperation.ofValue(FolioCall.ADD_CACHE, head, 0));
        }
        for (int page : pages) {
            alphabet.add(FolioOperation.ofPage(FolioCall.SECURE, page));
            alphabet.add(FolioOperation.ofPage(FolioCall.HOST, page));
        }
        return alphabet;
    }

    /** (b): folios of each order against units of each size. */
    static Answer units() {
        List<List<String>> rows = new ArrayList<>();
        List<Difference> shown = new ArrayList<>();
        List<String> sound = new ArrayList<>();
        int broken = 0;
        boolean whole = true;
        for (int order = 0; order <= ORDER_MAX; order++) {
            List<String> row = new ArrayList<>(Table.row(order, 4 << order));
            for (int unit : UNITS) {
                Difference found = inUnits(order, unit);
                row.add(found.found() ? Integer.toString(found.steps().size()) : "none");
                broken += found.found() ? 1 : 0;
                if (!found.found()) {
                    sound.add((4 << order) + " KiB in units of " + (4 << unit));
                }
                boolean telling = unit == 2 && order <= 4 && order != 3 && order != 1;
                if (telling) {
                    shown.add(found);
                }
            }
            Difference own = inUnits(order, order);
            row.add(own.found() ? Integer.toString(own.steps().size()) : "none");
            whole &= !own.found();
            rows.add(row);
        }
        String first =
                "A bit a folio tells the truth where the unit that changes is the folio itself ("
                        + String.join(", ", sound)
                        + "), and breaks in the other "
                        + broken
                        + " of "
                        + UNITS.length * (ORDER_MAX + 1)
                        + " cases.";
        String second =
                "Larger folios break as in (a), at the next unit; smaller ones break as the unit"
                        + " takes a neighbour's page along whose bit is clear; with whatever size"
                        + " has been allocated as the unit it is "
                        + (whole ? "sound at every order." : "not sound at every order.");
        List<String> header =
                List.of(
                        "order",
                        "KiB",
                        "steps, unit 4 KiB",
                        "unit 16 KiB",
                        "unit 64 KiB",
                        "unit of the folio");
        return new Answer(shown, header, rows, List.of(first, second));
    }

    private static Difference inUnits(int order, int unit) {
        int larger = 1 << Math.max(order, unit);
        TreeSet<Integer> pages = new TreeSet<>(List.of(0, (1 << order) - 1, 1 << order));
        pages.add((1 << unit) - 1);
        pages.add(1 << unit);
        return Search.shortest(
                new FrameRivals(
                        "a bit a page; a bit a folio, of two folios of "
                                + (4 << order)
                                + " KiB in units of "
                                + (4 << unit)
                                + " KiB",
                        machine(2 * larger, Math.max(order, unit)),
                        unit,
                        FrameRivals.Watch.FAULT,
                        SecureDesigns.perPage(unit),
                        SecureDesigns.PerFolio::new,
                        alphabet(List.of(0, 1 << order), List.of(order), pages)));
    }

    /** (c): small folios only; every state is visited, with every check. */
    static Answer splitFirst() {
        LockStepRivals rivals =
                new LockStepRivals(
                        "the truth a page; split first, refuse where that fails",
                        machine(4, 2),
                        List.of(FolioSubjects.PACKED),
                        Rivals.operations(
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
                                "host_access pfn=0x3"));
        Difference sound = Search.shortest(rivals);
        Difference anyway = splitAnyway();
        String first =
                sound.found()
                        ? "It is not sound: " + sound.seen() + "."
                        : "It is sound: in none of "
                                + sound.states()
                                + " states does the host fault, for a bit of a small folio is a"
                                + " bit of its page.";
        String second =
                "It holds only if a failed split refuses: of "
                        + rivals.asked()
                        + " tries on a page of a large folio "
                        + rivals.refused()
                        + " were refused for a reference more, and to go on there breaks after "
                        + anyway.steps().size()
                        + " steps.";
        return Answer.of(List.of(sound, anyway), first, second);
    }

    private static Difference splitAnyway() {
        return Search.shortest(
                new FrameRivals(
                        "split first, refuse where that fails; go on where it fails",
                        machine(2, 1),
                        0,
                        FrameRivals.Watch.FAULT,
                        PackedFolios::new,
                        SecureDesigns.SecuresAnyway::new,
                        Rivals.operations(
                                "folio_alloc pfn=0x0 order=1",
                                "filemap_add_folio pfn=0x0 index=0x0",
                                "folio_get pfn=0x0",
                                "make_secure pfn=0x0",
                                "make_secure pfn=0x1",
                                "host_access pfn=0x0",
                                "host_access pfn=0x1")));
    }
}
