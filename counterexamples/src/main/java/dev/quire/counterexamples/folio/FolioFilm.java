package dev.quire.counterexamples.folio;

import dev.quire.counterexamples.trace.TraceException;
import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.lockstep.FolioLockStep;
import dev.quire.model.folio.lockstep.FolioPlace;
import dev.quire.model.folio.lockstep.FolioSpot;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A trace of folios as lines for a terminal: each step, and of the frames and slots those that it
 * changed, before and after; of the failing step also what the reference says.
 */
public final class FolioFilm {
    private static final String INDENT = "       ";

    private final FolioTraceFile file;
    private final StringBuilder text = new StringBuilder();
    private Map<FolioSpot, FolioPlace> shown = Map.of();
    private int number;

    private FolioFilm(FolioTraceFile file) {
        this.file = file;
    }

    /**
     * Runs a trace and tells it, each line ended by a line feed.
     *
     * @throws TraceException naming file and line of a step that breaks the contract
     */
    public static String text(FolioTraceFile file, FolioSubject subject) {
        FolioFilm film = new FolioFilm(file);
        film.head(subject);
        FolioLockStep start = new FolioLockStep(file.trace().machine(), subject);
        film.shown = places(start);
        FolioReplay replay = FolioReplay.run(file, subject, film::step);
        film.line("");
        if (replay.verdict().isEmpty()) {
            film.line("verdict    passed");
        } else {
            film.line("verdict    " + replay.verdict().get().text());
            film.line("           " + replay.verdict().get().message());
            replay.verdict().get().others().forEach(other -> film.line("           " + other));
        }
        return film.text.toString();
    }

    private void head(FolioSubject subject) {
        ArchBit bit = file.trace().machine().archBit();
        line("machine    " + file.trace().machine().text());
        line("subject    " + subject.name());
        line("frame      what a folio has is told with its first page; slots: present ones, as");
        line("           a checker of tables counts them");
        line("           behind ; what no reference has: arch_1 (" + bit.word + "), who may share");
        line("           it, stores to the page, which of them is cleaned, which each CPU holds");
        line("expected   the reference, where the subject is wrong: else both are alike");
    }

    private static Map<FolioSpot, FolioPlace> places(FolioLockStep run) {
        Map<FolioSpot, FolioPlace> places = new LinkedHashMap<>();
        run.places().forEach(place -> places.put(place.spot(), place));
        return places;
    }

    private void step(FolioLockStep run, Outcome outcome) {
        FolioStep step = file.trace().steps().get(number++);
        boolean failed = outcome == Outcome.FAILED;
        List<String> lines = step.lines();
        line("");
        line(String.format(Locale.ROOT, "%2s %3d  %s", failed ? ">>" : "", number, lines.get(0)));
        lines.subList(1, lines.size()).forEach(act -> line(INDENT + "  " + act));
        if (failed && run.verdict().kind() != Verdict.Kind.VIOLATION) {
            line(INDENT + "the call does not return");
            return;
        }
        if (step.operation().call().returns()) {
            line(INDENT + "returns " + run.result());
        }
        Map<FolioSpot, FolioPlace> now = places(run);
        List<SpotRun> changed = changed(now);
        if (changed.isEmpty()) {
            line(INDENT + "nothing changes");
        }
        List<SpotRun> runs = SpotRun.joined(changed);
        int width = runs.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        runs.forEach(one -> rows(one, width));
        if (failed && !run.followed()) {
            line(INDENT + "it fails before its call is judged: nothing is expected of its end");
        }
        shown = now;
    }

    /** Before, after, and what is expected where that is not the same. */
    private List<SpotRun> changed(Map<FolioSpot, FolioPlace> now) {
        Map<FolioSpot, FolioPlace> all = new LinkedHashMap<>(now);
        shown.forEach(all::putIfAbsent);
        List<SpotRun> changed = new ArrayList<>();
        for (FolioSpot spot : all.keySet()) {
            String before = shown.containsKey(spot) ? shown.get(spot).text() : "none";
            String after = now.containsKey(spot) ? now.get(spot).text() : "none";
            boolean wrong = now.containsKey(spot) && now.get(spot).wrong();
            if (wrong) {
                changed.add(SpotRun.of(spot, before, after, now.get(spot).expected()));
            } else if (!before.equals(after)) {
                changed.add(SpotRun.of(spot, before, after));
            }
        }
        return changed;
    }

    private void rows(SpotRun run, int width) {
        row(width, run.name(), "before", run.text(0));
        row(width, "", "after", run.text(1));
        if (run.texts().size() > 2) {
            row(width, "", "expected", run.text(2));
        }
    }

    private void row(int width, String name, String word, String what) {
        String format = "%-" + width + "s  %-8s  %s";
        line(INDENT + String.format(Locale.ROOT, format, name, word, what));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
