package dev.quire.counterexamples.picture;

import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The blocks of one step before and after it, on both sides, as SVG: permission as a word on its
 * own ground, contiguous as a bar that runs through, young and dirty as marks.
 */
public final class BlockPicture {
    private static final int MARGIN = 16;
    private static final int LABEL = 150;
    private static final int CELL = 48;
    private static final int CELL_HEIGHT = 48;
    private static final int BAR = 5;
    private static final int LINE = 18;
    private static final int SMALL_LINE = 14;
    private static final int COLUMNS = 112;
    private static final int WIDTH = 2 * MARGIN + LABEL + Block.ROW * CELL;
    private static final int ROWS_MAX = 12;

    private static final String INK = "#1b1f24";
    private static final String FAINT = "#667080";
    private static final String GRID = "#b4bcc6";
    private static final String WRONG = "#c4162a";
    private static final String BAR_FILL = "#3d3d8f";
    private static final String YOUNG = "#1a7f37";
    private static final String DIRTY = "#8a4600";

    private final Film film;
    private final Frame frame;
    private final Svg svg = new Svg();
    private int y = MARGIN;

    private BlockPicture(Film film, Frame frame) {
        this.film = film;
        this.frame = frame;
    }

    /** The failing step; empty if none failed. */
    public static Optional<String> ofFailure(Film film) {
        return film.frames().stream()
                .filter(Frame::failed)
                .findFirst()
                .map(frame -> new BlockPicture(film, frame).draw());
    }

    /**
     * One step.
     *
     * @param number counted from 1
     * @throws IllegalArgumentException if the step was not run
     */
    public static String ofStep(Film film, int number) {
        if (number < 1 || number > film.steps()) {
            throw new IllegalArgumentException(
                    "step must be 1 to " + film.steps() + ": step=" + number);
        }
        return new BlockPicture(film, film.frames().get(number - 1)).draw();
    }

    private String draw() {
        head();
        int rows = 0;
        int left = 0;
        for (Block block : frame.blocks()) {
            for (int start = 0; start < block.entries(); start += Block.ROW) {
                if (block.matters(start) && rows++ < ROWS_MAX) {
                    row(block, start);
                } else if (block.matters(start)) {
                    left++;
                }
            }
        }
        if (frame.blocks().isEmpty()) {
            line("no entry changes", FAINT);
        }
        if (left > 0) {
            line("... and " + left + " more rows of entries that are not drawn", FAINT);
        }
        legend();
        String title = "step " + frame.number() + ": " + frame.step().operation().text();
        return svg.document(WIDTH, y + MARGIN, title);
    }

    private void line(String text, String fill) {
        y += LINE;
        svg.text(MARGIN, y, Svg.TEXT, fill, text);
    }

    /** A line that is cut where the picture ends, and goes on in the next. */
    private void lines(String text, String fill) {
        for (int at = 0; at < text.length(); at += COLUMNS) {
            line(text.substring(at, Math.min(text.length(), at + COLUMNS)), fill);
        }
    }

    private void head() {
        if (frame.failed()) {
            Verdict verdict = film.replay().verdict().orElseThrow();
            lines(
                    verdict.invariant().id()
                            + " "
                            + verdict.invariant().title
                            + ": "
                            + verdict.invariant().sentence,
                    WRONG);
            lines(verdict.message(), INK);
        }
        lines(
                "subject "
                        + film.trace().subject()
                        + "   machine "
                        + film.trace().setup().machine().text(),
                FAINT);
        lines("step " + frame.number() + "  " + frame.step().operation().text(), INK);
        for (Act act : frame.step().acts()) {
            lines("        " + act.text(), INK);
        }
    }

    /** Up to 16 entries of a block: four strips under their offsets. */
    private void row(Block block, int start) {
        y += LINE / 2;
        line("mm=" + block.mm() + "  " + Numbers.hex(block.addr(start)), INK);
        y += SMALL_LINE;
        for (int entry = start; entry < block.rowEnd(start); entry++) {
            int middle = left(entry - start) + CELL / 2;
            svg.centred(middle, y, Svg.SMALL, FAINT, "+" + (entry - start));
        }
        y += 5;
        Sides sides = film.sides();
        strip(block, start, "before", sides.judged, block.before(), false);
        strip(block, start, "before", sides.other, block.referenceBefore(), false);
        y += 5;
        strip(block, start, "after", sides.judged, block.after(), true);
        strip(block, start, "after", sides.other, block.referenceAfter(), false);
    }

    private static int left(int column) {
        return MARGIN + LABEL + column * CELL;
    }

    private void strip(
            Block block, int start, String when, String side, List<Cell> cells, boolean judged) {
        svg.text(
                MARGIN,
                y + 27,
                Svg.TEXT,
                INK,
                when.equals("after") ? "after  " + side : when + " " + side);
        List<Integer> outlined = new ArrayList<>();
        for (int entry = start; entry < block.rowEnd(start); entry++) {
            cell(left(entry - start), cells.get(entry));
            if (judged && (block.changed(entry) || block.wrong().get(entry))) {
                outlined.add(entry);
            }
        }
        for (int entry : outlined) {
            String colour = block.wrong().get(entry) ? WRONG : INK;
            svg.rect(left(entry - start) + 1, y + 1, CELL - 2, CELL_HEIGHT - 2, "none", colour, 2);
        }
        y += CELL_HEIGHT + 3;
    }

    private void cell(int x, Cell cell) {
        svg.rect(x, y, CELL, CELL_HEIGHT, fill(cell), GRID, 1);
        if (cell.contiguous()) {
            svg.rect(x, y, CELL, BAR, BAR_FILL, "none", 0);
        }
        int middle = x + CELL / 2;
        svg.centred(middle, y + 18, cell.word().length() > 4 ? 9 : 12, INK, cell.word());
        if (!cell.present()) {
            return;
        }
        svg.centred(middle, y + 29, 9, FAINT, frameText(cell));
        if (cell.young()) {
            mark(x + 13, y + 38, YOUNG, "y");
        }
        if (cell.dirty()) {
            mark(x + CELL - 13, y + 38, DIRTY, "d");
        }
    }

    private void mark(int x, int middle, String fill, String letter) {
        svg.circle(x, middle, 6, fill);
        svg.centred(x, middle + 3, 9, "#ffffff", letter);
    }

    /** The frame's last digits: enough to see whether frames are consecutive. */
    private static String frameText(Cell cell) {
        String hex = Long.toHexString(cell.pfn());
        return hex.length() <= 5 ? "0x" + hex : ".." + hex.substring(hex.length() - 5);
    }

    private static String fill(Cell cell) {
        return switch (cell.word()) {
            case "none" -> "#ffffff";
            case "softleaf" -> "#ece3f7";
            case "ro", "kro" -> "#dcebfa";
            case "rw", "krw" -> "#ffe3c2";
            case "rx", "x" -> "#d8f2dc";
            case "rwx" -> "#fbd5d5";
            default -> "#e3e6ea";
        };
    }

    private void legend() {
        y += LINE;
        int x = MARGIN;
        svg.rect(x, y, 24, BAR, BAR_FILL, "none", 0);
        svg.text(x + 32, y + 8, Svg.SMALL, INK, "contiguous");
        mark(x + 126, y + 4, YOUNG, "y");
        svg.text(x + 138, y + 8, Svg.SMALL, INK, "young");
        mark(x + 196, y + 4, DIRTY, "d");
        svg.text(x + 208, y + 8, Svg.SMALL, INK, "dirty");
        svg.rect(x + 260, y - 4, 18, 14, "none", INK, 2);
        svg.text(x + 286, y + 8, Svg.SMALL, INK, "changed by the step");
        svg.rect(x + 420, y - 4, 18, 14, "none", WRONG, 2);
        svg.text(x + 446, y + 8, Svg.SMALL, INK, "wrong");
        svg.text(
                x + 500, y + 8, Svg.SMALL, FAINT, "in each entry: permission, frame, young, dirty");
        y += LINE;
    }
}
