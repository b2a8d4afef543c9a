package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.folio.lockstep.FolioState;
import dev.quire.model.reference.PageByPage;
import java.util.ArrayList;
import java.util.List;

/**
 * Designs that all the checks judge, each beside the reference that keeps everything per page: two
 * differ where one breaks what the other keeps, or does more cache work; one alone where it breaks
 * anything. Callers hold a folio twice at most, so that there are only so many states.
 */
final class LockStepRivals implements Rivals {
    private static final int REFERENCES_MAX = 2;

    private final String setting;
    private final FolioMachine machine;
    private final Watch watch;
    private final List<FolioOperation> alphabet;
    private final List<Design> designs;
    private final List<FolioLockStep> runs = new ArrayList<>();
    private final List<FolioState> states = new ArrayList<>();
    private final Tries tries = new Tries();

    /** One or two designs on free frames. */
    LockStepRivals(
            String setting,
            FolioMachine machine,
            Watch watch,
            List<Design> designs,
            List<FolioOperation> alphabet) {
        this.setting = setting;
        this.machine = machine;
        this.watch = watch;
        this.designs = designs;
        this.alphabet = alphabet;
        for (Design design : designs) {
            FolioLockStep run = new FolioLockStep(machine, design.subject());
            runs.add(run);
            states.add(run.state());
        }
    }

    /** What is looked at, beside the checks. */
    enum Watch {
        CHECKS,
        FLUSHES,
        PAGES
    }

    /** What became of pages that were to be secure. */
    static final class Tries {
        /** On a page of a large folio. */
        long large;

        /** Of these, that were refused. */
        long refused;

        /** Of these, while callers held more than one reference. */
        long refusedAsHeld;

        /** That made a page secure. */
        long done;
    }

    Tries tries() {
        return tries;
    }

    @Override
    public String setting() {
        return setting;
    }

    @Override
    public String first() {
        return designs.size() == 1 ? "the truth a page" : designs.get(0).name();
    }

    @Override
    public String second() {
        return designs.get(designs.size() - 1).name();
    }

    @Override
    public int frames() {
        return machine.frames();
    }

    @Override
    public List<FolioOperation> alphabet() {
        return alphabet;
    }

    @Override
    public boolean step(FolioOperation of) {
        if (!legal(of)) {
            return false;
        }
        PageByPage pages = runs.get(0).pages();
        boolean large = pages.isLarge(of.pfn());
        int held = pages.heldReferences(of.pfn());
        for (FolioLockStep run : runs) {
            run.step(of, List.of());
        }
        if (of.call() == FolioCall.SECURE) {
            boolean refused = pages.isLarge(of.pfn());
            tries.large += large ? 1 : 0;
            tries.refused += refused ? 1 : 0;
            tries.refusedAsHeld += refused && held > 1 ? 1 : 0;
            tries.done += refused ? 0 : 1;
        }
        return true;
    }

    private boolean legal(FolioOperation of) {
        for (FolioLockStep run : runs) {
            boolean enough =
                    of.call() == FolioCall.GET
                            && run.pages().heldReferences(of.pfn()) >= REFERENCES_MAX;
            if (enough || run.contract().check(of) != FolioRule.LEGAL) {
                return false;
            }
        }
        return true;
    }

    private boolean failed(int run) {
        return runs.get(run).failed();
    }

    private int work(int run) {
        return switch (watch) {
            case CHECKS -> 0;
            case FLUSHES -> runs.get(run).flushes();
            case PAGES -> runs.get(run).worked();
        };
    }

    @Override
    public Difference.Which which() {
        int last = runs.size() - 1;
        boolean first = last > 0 && failed(0);
        if (first || failed(last)) {
            return Difference.Which.of(first, failed(last));
        }
        return Difference.Which.of(work(0) > work(last), work(last) > work(0));
    }

    @Override
    public String seen() {
        for (FolioLockStep run : runs) {
            if (run.failed()) {
                return run.verdict().message();
            }
        }
        int last = runs.size() - 1;
        int most = Math.max(work(0), work(last));
        int least = Math.min(work(0), work(last));
        String what =
                watch == Watch.FLUSHES
                        ? Words.many(most, "flush", "flushes")
                        : Words.many(most, "page") + " cleaned";
        return most == least ? "" : what + " against " + least;
    }

    @Override
    public int words() {
        return states.stream().mapToInt(FolioState::words).sum();
    }

    @Override
    public void pack(long[] to) {
        int at = 0;
        for (FolioState state : states) {
            state.pack(to, at);
            at += state.words();
        }
    }

    @Override
    public void unpack(long[] from) {
        int at = 0;
        for (FolioState state : states) {
            state.unpack(from, at);
            at += state.words();
        }
    }
}
