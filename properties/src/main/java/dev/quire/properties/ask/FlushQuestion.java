package dev.quire.properties.ask;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.geometry.Numbers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** (f): flushes of the range API, searched for and counted, with a clean bit of each kind. */
record FlushQuestion(Effort effort) {
    static final Design PER_PAGE = Design.of("a flush a page", FolioSubjects.PAGE_ARCH);
    static final Design PER_FOLIO = Design.of("a flush a folio", FolioSubjects.PACKED);

    private static final FolioMachine COUNTED = FolioMachine.named("folio-4k");

    static Answer answer(Effort effort) {
        return new FlushQuestion(effort).answer(PER_PAGE, PER_FOLIO);
    }

    Answer answer(Design page, Design folio) {
        LockStepRivals.Watch checks = LockStepRivals.Watch.CHECKS;
        Difference safePage = compare(checks, "", List.of(page));
        Difference safeFolio = compare(checks, "", List.of(folio));
        List<Design> both = List.of(page, folio);
        Difference flushes = compare(LockStepRivals.Watch.FLUSHES, "flushes", both);
        Difference pages = compare(LockStepRivals.Watch.PAGES, "pages cleaned", both);
        Map<Workload, Workload.Count> ofPage = new EnumMap<>(Workload.class);
        Map<Workload, Workload.Count> ofFolio = new EnumMap<>(Workload.class);
        List<List<String>> rows = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            Workload.Count one = workload.run(COUNTED, page, effort);
            Workload.Count other = workload.run(COUNTED, folio, effort);
            ofPage.put(workload, one);
            ofFolio.put(workload, other);
            List<String> row = new ArrayList<>(List.of(workload.words));
            row.addAll(Words.row(one.installs(), one.flushes(), other.flushes()));
            row.add(percent(one.flushes() - other.flushes(), one.flushes()) + "%");
            row.addAll(Words.row(one.pages(), other.pages()));
            row.add(String.join(" ", one.folios().stream().map(String::valueOf).toList()));
            rows.add(row);
        }
        return Answer.of(
                List.of(safePage, safeFolio, flushes, pages),
                title(page, ofPage),
                header(page, folio),
                rows,
                safety(safePage, ofPage)
                        + ", "
                        + safety(safeFolio, ofFolio)
                        + "; "
                        + more(flushes, "flushes")
                        + ", "
                        + more(pages, "cleans")
                        + ".",
                counted(page, folio, ofPage, ofFolio));
    }

    private static List<String> header(Design page, Design folio) {
        return List.of(
                "workload",
                "executable installs",
                page.name() + ": flushes",
                folio.name() + ": flushes",
                "flushes saved",
                page.name() + ": pages cleaned",
                folio.name() + ": pages cleaned",
                "folios of order 0 to " + COUNTED.orderMax());
    }

    /** Where the numbers come from, and how installs and flushes hang together if they do. */
    private String title(Design page, Map<Workload, Workload.Count> ofPage) {
        int mms = COUNTED.mms();
        boolean oneEach = true;
        for (Map.Entry<Workload, Workload.Count> count : ofPage.entrySet()) {
            Workload.Count of = count.getValue();
            boolean fits = of.installs() == mms * of.flushes();
            oneEach &= count.getKey() == Workload.GENERATED || fits;
        }
        String why =
                "; in the workloads that are not generated "
                        + mms
                        + " address spaces map each page and only the first finds it not clean, so"
                        + " \""
                        + page.name()
                        + "\" is one flush in "
                        + mms
                        + " installs";
        return "slots installed executable, flushes and pages they clean, in "
                + Words.many(effort.steps(), "step")
                + " or few more of each workload on "
                + COUNTED.name()
                + " ("
                + COUNTED.sentence()
                + "), orders drawn by seed "
                + Numbers.hex(effort.seed())
                + (oneEach ? why : "");
    }

    private static String safety(Difference safe, Map<Workload, Workload.Count> counts) {
        String name = "\"" + safe.second() + "\" ";
        for (Map.Entry<Workload, Workload.Count> count : counts.entrySet()) {
            String failure = count.getValue().failure();
            if (!failure.isEmpty()) {
                return name + "breaks with \"" + count.getKey().words + "\": " + failure;
            }
        }
        return name + safe.outcome("breaks", "passes every check of the workloads and");
    }

    private static String more(Difference in, String does) {
        return in.found()
                ? in.who()
                        + " "
                        + does
                        + " more after "
                        + Words.steps(in.steps().size())
                        + " ("
                        + in.seen()
                        + ")"
                : "neither " + does + " more in " + in.visited();
    }

    private static String counted(
            Design page,
            Design folio,
            Map<Workload, Workload.Count> ofPage,
            Map<Workload, Workload.Count> ofFolio) {
        List<String> parts = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            int one = ofPage.get(workload).flushes();
            int other = ofFolio.get(workload).flushes();
            parts.add(saved(percent(one - other, one)) + " with \"" + workload.words + "\"");
        }
        int one = ofPage.get(Workload.ONE_PAGE).pages();
        int other = ofFolio.get(Workload.ONE_PAGE).pages();
        int installs = ofFolio.get(Workload.ONE_PAGE).installs();
        return "Of all flushes \""
                + folio.name()
                + "\" "
                + Words.list(parts)
                + "; with the one page it cleans "
                + Words.many(other, "page")
                + " for "
                + Words.many(installs, "install")
                + ", \""
                + page.name()
                + "\" "
                + one
                + ".";
    }

    private static String saved(int percent) {
        return percent == 0
                ? "saves none"
                : percent > 0 ? "saves " + percent + "%" : "costs " + -percent + "% more";
    }

    private static int percent(int part, int whole) {
        return whole == 0 ? 0 : (int) Math.round(100.0 * part / whole);
    }

    private Difference compare(LockStepRivals.Watch watch, String setting, List<Design> designs) {
        return Search.shortest(
                new LockStepRivals(
                        setting,
                        new FolioMachine("ask", "", 2, 1, 1, 1, 4, 1, ArchBit.CLEAN),
                        watch,
                        designs,
                        Rivals.operations(
                                "folio_alloc pfn=0x0 order=1",
                                "filemap_add_folio pfn=0x0 index=0x0",
                                "set_flag flag=locked pfn=0x0",
                                "kernel_write pfn=0x0",
                                "kernel_write pfn=0x1",
                                "flush_dcache_folio pfn=0x0",
                                "flush_dcache_page pfn=0x0",
                                "flush_dcache_page pfn=0x1",
                                "split_folio pfn=0x0 order=0 uniform=1",
                                "map_file mm=1 addr=0x0 pfn=0x0 prot=rx",
                                "map_file mm=1 addr=0x1000 pfn=0x1 prot=rx",
                                "map_file mm=1 addr=0x0 pfn=0x0 nr=2 prot=rx",
                                "unmap mm=1 addr=0x0",
                                "unmap mm=1 addr=0x1000",
                                "execute mm=1 addr=0x0",
                                "execute mm=1 addr=0x1000")),
                effort.states());
    }
}
