package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Secure frames and what one bit a folio can say of them: (a), and with larger units (b).
 *
 * @param statesMax that each search may visit
 */
record SecureQuestions(int statesMax) {
    private static final int ORDER_MAX = 5;
    private static final int[] UNITS = {0, 2, 4};

    /** Folios of which one page is secure, as their costs are compared. */
    private static final int COST_ORDER = 4;

    /** A design for frames that change in units of a size. */
    interface OfUnit {
        Design of(int unit);
    }

    private static FolioMachine machine(int frames, int orderMax) {
        return new FolioMachine("ask", "", frames, orderMax, 1, 1, 4, 1, ArchBit.SECURE);
    }

    static Answer frames(Effort effort) {
        return new SecureQuestions(effort.states())
                .frames(
                        SecureDesigns.perPage(0),
                        SecureDesigns.PER_FOLIO,
                        List.of(SecureDesigns.EXPORTS_ALL, SecureDesigns.KEEPS));
    }

    /** (a): what breaks, and what repairs cost. */
    Answer frames(Design page, Design folio, List<Design> repairs) {
        List<Difference> all = new ArrayList<>();
        Difference breaks = inPages(page, folio);
        all.add(breaks);
        List<String> parts = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("order", "pages", page.name()));
        List<String> costs = new ArrayList<>();
        for (Design repair : repairs) {
            Difference one = inPages(page, repair);
            all.add(one);
            header.add(repair.name());
            parts.add("\"" + repair.name() + "\" " + one.outcome("breaks", "holds"));
            costs.add(Integer.toString(exports(repair, COST_ORDER)));
        }
        List<List<String>> rows = new ArrayList<>();
        for (int order = 0; order <= COST_ORDER; order += 2) {
            List<String> row = Words.row(order, 1 << order, exports(page, order));
            for (Design repair : repairs) {
                row.add(Integer.toString(exports(repair, order)));
            }
            rows.add(row);
        }
        String second =
                "Of the repairs, "
                        + Words.list(parts)
                        + "; where one page of "
                        + (1 << COST_ORDER)
                        + " is secure and the host touches each twice they take "
                        + Words.list(costs)
                        + " exports, \""
                        + page.name()
                        + "\" takes "
                        + exports(page, COST_ORDER)
                        + ".";
        String title =
                "exports counted: one page of a folio is secure, the host touches each page twice";
        return Answer.of(all, title, header, rows, whatBreaks(breaks, page, folio), second);
    }

    private static String whatBreaks(Difference breaks, Design page, Design folio) {
        if (!breaks.found()) {
            return "Nothing breaks in " + breaks.visited() + ".";
        }
        Design fails = breaks.which() == Difference.Which.SECOND ? folio : page;
        Fault fault = Fault.of(machine(4, 2), 0, fails, breaks.steps());
        return "With "
                + breaks.who()
                + " what breaks first is the host's access to page "
                + fault.page()
                + ": "
                + fault.text()
                + "; "
                + Words.many(fault.secured(), "secure page")
                + " and "
                + Words.steps(breaks.steps().size())
                + " from free frames are enough.";
    }

    private Difference inPages(Design page, Design folio) {
        return Search.shortest(
                new FrameRivals(
                        "",
                        machine(4, 2),
                        0,
                        FrameRivals.Watch.FAULT,
                        page,
                        folio,
                        alphabet(List.of(0, 2), List.of(0, 1, 2), List.of(0, 1, 2, 3))),
                statesMax);
    }

    /** Exports where one page of a folio is secure and the host touches each page twice. */
    private static int exports(Design design, int order) {
        FrameRivals.Side side = new FrameRivals.Side(machine(16, 4), design, 0);
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

    static Answer units(Effort effort) {
        return new SecureQuestions(effort.states())
                .units(SecureDesigns::perPage, unit -> SecureDesigns.PER_FOLIO);
    }

    /** (b): folios of each order against units of each size. */
    Answer units(OfUnit page, OfUnit folio) {
        UnitCases cases = new UnitCases(folio.of(0).name());
        List<List<String>> rows = new ArrayList<>();
        List<Difference> shown = new ArrayList<>();
        for (int order = 0; order <= ORDER_MAX; order++) {
            List<String> row = Words.row(order, 4 << order);
            for (int unit : UNITS) {
                Difference found = inUnits(order, unit, page.of(unit), folio.of(unit));
                row.add(UnitCases.cell(found));
                cases.add(order, unit, found, faultOf(found, order, unit, folio));
                boolean telling = unit == 2 && order <= 4 && order % 2 == 0;
                if (telling) {
                    shown.add(found);
                }
            }
            Difference own = inUnits(order, order, page.of(order), folio.of(order));
            row.add(UnitCases.cell(own));
            cases.addOwn(own);
            rows.add(row);
        }
        List<String> header =
                List.of(
                        "order",
                        "KiB",
                        "steps, unit 4 KiB",
                        "unit 16 KiB",
                        "unit 64 KiB",
                        "unit of the folio");
        String title =
                "steps after which \"" + folio.of(0).name() + "\" breaks, in units of each size";
        List<String> sentences = List.of(cases.first(), cases.second());
        return new Answer(shown, title, header, rows, sentences, cases.cut());
    }

    private static String faultOf(Difference found, int order, int unit, OfUnit folio) {
        if (found.which() == Difference.Which.NONE) {
            return "";
        }
        if (found.which() != Difference.Which.SECOND) {
            return "it is " + found.who() + " that fails";
        }
        FolioMachine machine = unitMachine(order, unit);
        return Fault.of(machine, unit, folio.of(unit), found.steps()).why().sentence;
    }

    private static FolioMachine unitMachine(int order, int unit) {
        int larger = Math.max(order, unit);
        return machine(2 << larger, larger);
    }

    private Difference inUnits(int order, int unit, Design page, Design folio) {
        TreeSet<Integer> pages = new TreeSet<>(List.of(0, (1 << order) - 1, 1 << order));
        pages.add((1 << unit) - 1);
        pages.add(1 << unit);
        String setting =
                "two folios of " + (4 << order) + " KiB in units of " + (4 << unit) + " KiB";
        return Search.shortest(
                new FrameRivals(
                        setting,
                        unitMachine(order, unit),
                        unit,
                        FrameRivals.Watch.FAULT,
                        page,
                        folio,
                        alphabet(List.of(0, 1 << order), List.of(order), pages)),
                statesMax);
    }
}
