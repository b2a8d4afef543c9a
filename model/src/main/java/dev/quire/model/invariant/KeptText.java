package dev.quire.model.invariant;

import dev.quire.model.entry.Encoding;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Tlb;

/** A kept translation in words: {@code a block from 0x40000, pfn=0x100 rw cont young}. */
public final class KeptText {
    private KeptText() {}

    /** One entry of a TLB: its size, its first page, and the descriptor it was built from. */
    public static String of(Tlb tlb, int entry, Memory memory, Encoding encoding) {
        return (tlb.wide(entry) ? "a block from 0x" : "a page at 0x")
                + Long.toHexString(memory.addr(tlb.slot(entry)))
                + ", "
                + BlockView.text(encoding, tlb.pte(entry));
    }
}
