package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.harness.Outcome;
import dev.quire.properties.choice.SeededChoices;
import dev.quire.properties.folio.FolioOperations;
import java.util.Arrays;
import java.util.List;

/** What is mapped and executed where flushes are counted; each design sees the same operations. */
enum Workload {
    RANGES("whole folios, one range each"),
    PAGES("whole folios, one page at a time"),
    ONE_PAGE("one page of each folio"),
    GENERATED("as hunts generate");

    private static final int LENGTH = 200;
    private static final int EXEC = (int) TableSlot.EXEC;

    final String words;

    Workload(String words) {
        this.words = words;
    }

    /**
     * What a design did.
     *
     * @param installs executable slots
     * @param folios allocated of each order, from 0
     * @param failure of a check, which ended it; empty if all passed
     */
    record Count(int installs, int flushes, int pages, List<Integer> folios, String failure) {}

    /** Runs it with a design, to its end or to the first check that fails. */
    Count run(FolioMachine machine, Design design, Effort effort) {
        Run run = new Run(new FolioLockStep(machine, design.subject()));
        SeededChoices choices = new SeededChoices(effort.seed());
        if (this == GENERATED) {
            generated(run, choices, effort);
        } else {
            while (run.steps < effort.steps() && run.failure.isEmpty()) {
                oneFile(run, choices, choices.below(machine.orderMax() + 1));
            }
        }
        List<Integer> folios = Arrays.stream(run.folios).boxed().toList();
        return new Count(run.installs, run.flushes, run.pages, folios, run.failure);
    }

    private static void generated(Run run, SeededChoices choices, Effort effort) {
        FolioOperations operations = new FolioOperations(run.lockStep);
        for (int i = 0; i < effort.steps() && run.failure.isEmpty(); i++) {
            if (i % LENGTH == 0) {
                choices.restart(SeededChoices.part(effort.seed(), i / LENGTH));
                run.lockStep.reset();
                operations.begin(choices);
            }
            run.step(operations.next(choices));
        }
    }

    /** A file is read in, mapped by each address space, executed and dropped. */
    private void oneFile(Run run, SeededChoices choices, int order) {
        int pages = 1 << order;
        run.legal(FolioOperation.ofOrder(FolioCall.ALLOC, 0, order));
        run.legal(FolioOperation.ofValue(FolioCall.ADD_CACHE, 0, 0));
        for (int p = 0; p < pages; p++) {
            run.legal(FolioOperation.ofPage(FolioCall.WRITE, p));
        }
        run.legal(FolioOperation.ofPage(FolioCall.FLUSH_FOLIO, 0));
        int page = choices.below(pages);
        int from = this == ONE_PAGE ? page : 0;
        int to = this == ONE_PAGE ? page + 1 : pages;
        int mms = run.lockStep.machine().mms();
        for (int mm = 1; mm <= mms; mm++) {
            map(run, mm, from, to);
        }
        for (int mm = 1; mm <= mms; mm++) {
            run.legal(FolioOperation.ofSlots(FolioCall.UNMAP, mm, from, to - from));
        }
        run.legal(FolioOperation.ofPage(FolioCall.REMOVE_CACHE, 0));
        run.legal(FolioOperation.ofPage(FolioCall.PUT, 0));
    }

    private void map(Run run, int mm, int from, int to) {
        int by = this == RANGES ? to - from : 1;
        for (int p = from; p < to; p += by) {
            run.legal(FolioOperation.map(FolioCall.MAP_FILE, mm, p, p, by, EXEC));
        }
        for (int p = from; p < to; p++) {
            run.legal(FolioOperation.ofSlots(FolioCall.EXECUTE, mm, p, 1));
        }
    }

    /** Operations in lock step, until a check fails. */
    private static final class Run {
        private final FolioLockStep lockStep;
        private final int[] folios;
        private int steps;
        private int installs;
        private int flushes;
        private int pages;
        private String failure = "";

        Run(FolioLockStep lockStep) {
            this.lockStep = lockStep;
            folios = new int[lockStep.machine().orderMax() + 1];
        }

        Outcome step(FolioOperation of) {
            Outcome outcome = lockStep.step(of, List.of());
            if (outcome == Outcome.ILLEGAL) {
                return outcome;
            }
            steps++;
            if (of.call() == FolioCall.ALLOC) {
                folios[of.order()]++;
            }
            installs += lockStep.installs();
            flushes += lockStep.flushes();
            pages += lockStep.worked();
            failure = outcome == Outcome.FAILED ? lockStep.verdict().message() : "";
            return outcome;
        }

        void legal(FolioOperation of) {
            if (failure.isEmpty() && step(of) == Outcome.ILLEGAL) {
                throw new AssertionError("harness bug: " + lockStep.whyIllegal());
            }
        }
    }
}
