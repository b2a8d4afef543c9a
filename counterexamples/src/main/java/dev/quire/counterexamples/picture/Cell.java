package dev.quire.counterexamples.picture;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.range.Pages;
import java.util.List;

/**
 * What one entry shows in a picture.
 *
 * @param meaning without contiguous, young and dirty
 */
record Cell(long meaning, boolean contiguous, boolean young, boolean dirty) {
    /** The letters of {@link #permission}, and what they stand for. */
    static final List<String> PERMISSIONS =
            List.of(
                    "r read",
                    "w read-write",
                    "e read-execute",
                    "a read-write-execute",
                    "x execute-only",
                    "R kernel read",
                    "W kernel read-write",
                    "- no access",
                    "? other");

    /** An entry that the subject's table holds. */
    static Cell of(Encoding encoding, long raw) {
        boolean present = encoding.present(raw);
        return new Cell(
                encoding.meaning(raw),
                present && encoding.mknoncont(raw) != raw,
                present && encoding.young(raw),
                present && encoding.dirty(raw));
    }

    /** A page of the reference, which knows nothing of the contiguous bit. */
    static Cell of(Pages pages, int slot) {
        return new Cell(pages.meaning(slot), false, pages.young(slot), pages.dirty(slot));
    }

    boolean present() {
        return Meaning.present(meaning);
    }

    long pfn() {
        return Meaning.pfn(meaning);
    }

    /** The protection in words, such as {@code rw}; {@code none}, {@code softleaf} as such. */
    String word() {
        if (Meaning.none(meaning)) {
            return "none";
        }
        if (!present()) {
            return "softleaf";
        }
        long decided = meaning & Protection.DECIDES;
        for (Protection protection : Protection.values()) {
            if (decided == (protection.attributes & Protection.DECIDES)) {
                return protection == Protection.NONE ? "no access" : protection.word;
            }
        }
        return "other";
    }

    /** The protection as one letter; see {@link #PERMISSIONS}. */
    char permission() {
        return switch (word()) {
            case "ro" -> 'r';
            case "rw" -> 'w';
            case "rx" -> 'e';
            case "rwx" -> 'a';
            case "x" -> 'x';
            case "kro" -> 'R';
            case "krw" -> 'W';
            case "no access" -> '-';
            default -> '?';
        };
    }

    /** Four letters: permission, contiguous, young, dirty. */
    String letters() {
        if (!present()) {
            return Meaning.none(meaning) ? "...." : "leaf";
        }
        return ""
                + permission()
                + (contiguous ? 'c' : '-')
                + (young ? 'y' : '-')
                + (dirty ? 'd' : '-');
    }
}
