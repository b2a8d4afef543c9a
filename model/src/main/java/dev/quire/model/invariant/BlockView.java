package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.machine.Memory;

/**
 * What a subject's raw entries show: a page of a contiguous block has its block's young and dirty.
 */
public final class BlockView {
    private final Geometry geometry;
    private final Encoding encoding;
    private final Memory memory;

    public BlockView(Geometry geometry, Encoding encoding, Memory memory) {
        this.geometry = geometry;
        this.encoding = encoding;
        this.memory = memory;
    }

    /** Whether the page of a slot is young. */
    public boolean young(int slot) {
        long own = memory.raw(slot);
        if (!encoding.validCont(own)) {
            return encoding.present(own) && encoding.young(own);
        }
        int start = geometry.blockStart(slot);
        for (int i = 0; i < geometry.blockEntries(); i++) {
            if (encoding.young(memory.raw(start + i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the page of a slot is dirty. */
    public boolean dirty(int slot) {
        long own = memory.raw(slot);
        if (!encoding.validCont(own)) {
            return encoding.present(own) && encoding.dirty(own);
        }
        int start = geometry.blockStart(slot);
        for (int i = 0; i < geometry.blockEntries(); i++) {
            if (encoding.dirty(memory.raw(start + i))) {
                return true;
            }
        }
        return false;
    }

    /** A raw entry in words: its meaning, contiguous, young, dirty. */
    public static String text(Encoding encoding, long raw) {
        String meaning = Meaning.text(encoding.meaning(raw));
        if (!encoding.present(raw)) {
            return meaning;
        }
        return meaning
                + (encoding.mknoncont(raw) != raw ? " cont" : "")
                + (encoding.young(raw) ? " young" : "")
                + (encoding.dirty(raw) ? " dirty" : "");
    }
}
