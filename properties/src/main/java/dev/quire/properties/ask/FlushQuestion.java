package dev.quire.properties.ask;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.harness.Outcome;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.folio.FolioOperations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Flushes of the range API, counted on workloads that pass all checks with either design. */
final class FlushQuestion {
    private static final FolioMachine MACHINE = FolioMachine.named("folio-4k");
    private static final int LENGTH = 200;
    private static final int EXEC = (int) TableSlot.EXEC;

    private FlushQuestion() {}

    /** What is mapped and executed. */
    enum Workload {
        RANGES("whole folios, one range each"),
        PAGES("whole folios, one page at a time"),
        ONE_PAGE("one page of each folio"),
        GENERATED("as hunts generate");

        private final String words;

        Workload(String words) {
            this.words = words;
        }
    }

    /** (f). */
    static Answer answer(long seed, int steps) {
        List<List<String>> rows = new ArrayList<>();
        int[] saved = new int[Workload.values().length];
        int[] cleaned = new int[2];
        for (Workload workload : Workload.values()) {
            FlushDesigns.Count page = run(workload, FlushDesigns.PerPage::new, seed, steps);
            FlushDesigns.Count folio = run(workload, FlushDesigns.PerFolio::new, seed, steps);
            int share = percent(page.flushes - folio.flushes, page.flushes);
            saved[workload.ordinal()] = share;
            if (workload == Workload.ONE_PAGE) {
                cleaned[0] = page.flushedPages;
                cleaned[1] = folio.flushedPages;
            }
            List<String> row = new ArrayList<>(List.of(workload.words));
            row.addAll(Table.row(page.installedPages, page.flushes, folio.flushes));
            row.add(share + "%");
            row.addAll(Table.row(page.flushedPages, folio.flushedPages));
            rows.add(row);
        }
        String first =
                String.format(
                        Locale.ROOT,
                        "One flush a folio saves %d%% of the flushes where whole folios are mapped"
                                + " in ranges, %d%% page by page and %d%% in what hunts generate,"
                                + " and every check passes with either.",
                        saved[Workload.RANGES.ordinal()],
                        saved[Workload.PAGES.ordinal()],
                        saved[Workload.GENERATED.ordinal()]);
        String second =
                String.format(
                        Locale.ROOT,
                        "Where one page of each folio is mapped it saves %d%% and cleans %d pages"
                                + " in place of %d: it pays for pages that nobody executes.",
                        saved[Workload.ONE_PAGE.ordinal()],
                        cleaned[1],
                        cleaned[0]);
        List<String> header =
                List.of(
                        "workload",
                        "executable installs",
                        "flushes, a page",
                        "flushes, a folio",
                        "saved",
                        "pages, a page",
                        "pages, a folio");
        return new Answer(List.of(), header, rows, List.of(first, second));
    }

    private static int percent(int part, int whole) {
        return whole == 0 ? 0 : (int) Math.round(100.0 * part / whole);
    }

    /**
     * Runs a workload with a design; what that did.
     *
     * @throws IllegalStateException if a check fails
     */
    static FlushDesigns.Count run(
            Workload workload,
            BiFunction<FolioMachine, FlushDesigns.Count, FolioApi> design,
            long seed,
            int steps) {
        FlushDesigns.Count count = new FlushDesigns.Count();
        FolioApi.Maker maker = machine -> design.apply(machine, count);
        FolioLockStep run = new FolioLockStep(MACHINE, new FolioSubject("design", "", maker));
        if (workload == Workload.GENERATED) {
            generated(run, seed, steps);
        } else {
            new Files(run, workload, new SeededChoices(seed)).run(steps);
        }
        return count;
    }

    private static void generated(FolioLockStep run, long seed, int steps) {
        FolioOperations operations = new FolioOperations(run);
        SeededChoices choices = new SeededChoices(seed);
        for (int i = 0; i < steps; i++) {
            if (i % LENGTH == 0) {
                choices.restart(SeededChoices.part(seed, i / LENGTH));
                run.reset();
                operations.begin(choices);
            }
            passes(run, run.step(operations.next(choices), List.of()));
        }
    }

    private static void passes(FolioLockStep run, Outcome outcome) {
        if (outcome == Outcome.FAILED) {
            throw new IllegalStateException("a design must pass: " + run.verdict().sentence());
        }
    }

    /** Files are read in, mapped by each address space and executed, again and again. */
    private static final class Files {
        private final FolioLockStep run;
        private final Workload workload;
        private final SeededChoices choices;
        private int left;

        Files(FolioLockStep run, Workload workload, SeededChoices choices) {
            this.run = run;
            this.workload = workload;
            this.choices = choices;
        }

        void run(int steps) {
            left = steps;
            while (left > 0) {
                oneFile(choices.below(MACHINE.orderMax() + 1));
            }
        }

        private void oneFile(int order) {
            int pages = 1 << order;
            step(FolioOperation.ofOrder(FolioCall.ALLOC, 0, order));
            step(FolioOperation.ofValue(FolioCall.ADD_CACHE, 0, 0));
            for (int p = 0; p < pages; p++) {
                step(FolioOperation.ofPage(FolioCall.WRITE, p));
            }
            step(FolioOperation.ofPage(FolioCall.FLUSH_FOLIO, 0));
            int page = choices.below(pages);
            int from = workload == Workload.ONE_PAGE ? page : 0;
            int to = workload == Workload.ONE_PAGE ? page + 1 : pages;
            for (int mm = 1; mm <= MACHINE.mms(); mm++) {
                map(mm, from, to);
            }
            for (int mm = 1; mm <= MACHINE.mms(); mm++) {
                step(FolioOperation.ofSlots(FolioCall.UNMAP, mm, from, to - from));
            }
            step(FolioOperation.ofPage(FolioCall.REMOVE_CACHE, 0));
            step(FolioOperation.ofPage(FolioCall.PUT, 0));
        }

        private void map(int mm, int from, int to) {
            int by = workload == Workload.RANGES ? to - from : 1;
            for (int p = from; p < to; p += by) {
                step(FolioOperation.map(FolioCall.MAP_FILE, mm, p, p, by, EXEC));
            }
            for (int p = from; p < to; p++) {
                step(FolioOperation.ofSlots(FolioCall.EXECUTE, mm, p, 1));
            }
        }

        private void step(FolioOperation of) {
            Outcome outcome = run.step(of, List.of());
            passes(run, outcome);
            if (outcome == Outcome.ILLEGAL) {
                throw new IllegalStateException(run.whyIllegal());
            }
            left--;
        }
    }
}
