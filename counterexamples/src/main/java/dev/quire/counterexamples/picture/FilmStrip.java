package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.geometry.Numbers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** A film as lines for a terminal: each step, and of the tables only what it changed. */
public final class FilmStrip {
    private static final String INDENT = "       ";

    private final Film film;
    private final StringBuilder text = new StringBuilder();

    private FilmStrip(Film film) {
        this.film = film;
    }

    /** The whole film, each line ended by a line feed. */
    public static String text(Film film) {
        FilmStrip strip = new FilmStrip(film);
        strip.head();
        film.frames().forEach(strip::frame);
        strip.end();
        return strip.text.toString();
    }

    private void head() {
        Trace trace = film.trace();
        line("machine    " + trace.setup().machine().text());
        line("subject    " + trace.subject());
        line("entry      permission, c contiguous, y young, d dirty; .... none, leaf softleaf");
        line("           " + permissions());
        line("after      = as before the step");
        if (film.failing().isPresent()) {
            line(String.format(Locale.ROOT, "%-11s", film.sides().word) + film.sides().sentence);
        }
    }

    /** The letters that the film uses. */
    private String permissions() {
        TreeSet<Character> used = new TreeSet<>();
        for (Frame frame : film.frames()) {
            for (Block block : frame.blocks()) {
                note(used, block.before());
                note(used, block.after());
                note(used, block.referenceAfter());
            }
        }
        List<String> words =
                Cell.PERMISSIONS.stream().filter(word -> used.contains(word.charAt(0))).toList();
        return "permission: " + (words.isEmpty() ? "none shown" : String.join(", ", words));
    }

    private static void note(TreeSet<Character> used, List<Cell> cells) {
        cells.stream().filter(Cell::present).forEach(cell -> used.add(cell.permission()));
    }

    private void frame(Frame frame) {
        line("");
        line(
                String.format(Locale.ROOT, "%2s %3d  ", frame.failed() ? ">>" : "", frame.number())
                        + frame.told().get(0));
        for (String act : frame.told().subList(1, frame.told().size())) {
            line(INDENT + "  " + act);
        }
        if (frame.blocks().isEmpty()) {
            line(INDENT + "no entry changes");
        }
        for (Block block : frame.blocks()) {
            for (int start = 0; start < block.entries(); start += Block.ROW) {
                if (block.matters(start)) {
                    row(frame, block, start);
                }
            }
        }
    }

    private void row(Frame frame, Block block, int start) {
        int end = block.rowEnd(start);
        List<Cell> before = block.before().subList(start, end);
        List<Cell> after = block.after().subList(start, end);
        String frames = frames(after);
        boolean moved = !frames(before).equals(frames);
        line(
                INDENT
                        + "mm="
                        + block.mm()
                        + " "
                        + Numbers.hex(block.addr(start))
                        + "  pfn "
                        + (moved ? frames(before) + " -> " + frames : frames));
        line(INDENT + "  before   " + letters(before, before, false));
        line(INDENT + "  after    " + letters(before, after, true));
        if (frame.failed()) {
            line(
                    INDENT
                            + String.format(Locale.ROOT, "  %-9s", film.sides().word)
                            + letters(after, block.referenceAfter().subList(start, end), false));
            if (block.wrong().subList(start, end).contains(true)) {
                line((INDENT + "           " + marks(block, start, end)).stripTrailing());
            }
        }
    }

    private static String letters(List<Cell> before, List<Cell> cells, boolean changesOnly) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean same = changesOnly && cells.get(i).equals(before.get(i));
            letters.append(i == 0 ? "" : " ").append(same ? "   =" : cells.get(i).letters());
        }
        return letters.toString();
    }

    private static String marks(Block block, int start, int end) {
        StringBuilder marks = new StringBuilder();
        for (int entry = start; entry < end; entry++) {
            marks.append(block.wrong().get(entry) ? "^^^^ " : "     ");
        }
        return marks.toString();
    }

    /** The frames of a row: from the first to the last if they are consecutive. */
    private static String frames(List<Cell> cells) {
        Optional<Cell> first = cells.stream().filter(Cell::present).findFirst();
        if (first.isEmpty()) {
            return "none";
        }
        int at = cells.indexOf(first.get());
        long last = first.get().pfn();
        for (int i = at; i < cells.size(); i++) {
            if (cells.get(i).present()) {
                last = cells.get(i).pfn();
                if (last != first.get().pfn() + i - at) {
                    return "scattered";
                }
            }
        }
        String start = Numbers.hex(first.get().pfn());
        return last == first.get().pfn() ? start : start + ".." + Numbers.hex(last);
    }

    private void end() {
        line("");
        film.replay().verdict().ifPresent(verdict -> text.append(OrderLines.text(verdict)));
        line(
                film.replay()
                        .verdict()
                        .map(
                                verdict ->
                                        "verdict    "
                                                + verdict.text()
                                                + "\n           "
                                                + verdict.message())
                        .orElse("verdict    passed"));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
