package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioOperation;
import dev.quire.model.folio.lockstep.FolioRule;
import dev.quire.model.folio.lockstep.FolioState;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.harness.Outcome;
import dev.quire.model.reference.PageByPage;
import java.util.ArrayList;
import java.util.List;

/**
 * Designs that all the checks judge, each beside the reference that keeps everything per page: two
 * differ where one breaks what the other keeps, one alone where it breaks anything. Callers hold a
 * folio twice at most, so that there are only so many states.
 */
final class LockStepRivals implements Rivals {
    private static final int REFERENCES_MAX = 2;

    private final String designs;
    private final List<FolioOperation> alphabet;
    private final List<FolioLockStep> runs = new ArrayList<>();
    private final List<FolioState> states = new ArrayList<>();
    private final List<FolioSubject> subjects;
    private long asked;
    private long refused;

    /** One or two designs on free frames. */
    LockStepRivals(
            String designs,
            FolioMachine machine,
            List<FolioSubject> subjects,
            List<FolioOperation> alphabet) {
        this.designs = designs;
        this.subjects = subjects;
        this.alphabet = alphabet;
        for (FolioSubject subject : subjects) {
            FolioLockStep run = new FolioLockStep(machine, subject);
            runs.add(run);
            states.add(run.state());
        }
    }

    /** How often a page of a large folio was to become secure. */
    long asked() {
        return asked;
    }

    /** How often that was refused. */
    long refused() {
        return refused;
    }

    @Override
    public String designs() {
        return designs;
    }

    @Override
    public int frames() {
        return runs.get(0).machine().frames();
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
        boolean large = of.call() == FolioCall.SECURE && pages.isLarge(of.pfn());
        int failed = 0;
        for (FolioLockStep run : runs) {
            failed += run.step(of, List.of()) == Outcome.FAILED ? 1 : 0;
        }
        if (failed == 2) {
            throw new IllegalStateException("both must not break: " + difference());
        }
        asked += large ? 1 : 0;
        refused += large && pages.isLarge(of.pfn()) ? 1 : 0;
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

    @Override
    public String difference() {
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).failed()) {
                return subjects.get(i).name() + ": " + runs.get(i).verdict().message();
            }
        }
        return "";
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
