package dev.quire.model.range;

import dev.quire.model.entry.Encoding;
import dev.quire.model.machine.Port;

/**
 * How many slots batch together: the core's {@code folio_pte_batch_flags}.
 *
 * <p>It leaps from hint to hint and compares one value a leap, so a folded block costs one read.
 * Source: Linux mm/internal.h, {@code folio_pte_batch_flags}.
 */
final class FolioBatch {
    private FolioBatch() {}

    static int length(RangeApi api, Port port, int slot, PteCopy copy, int maxNr, int flags) {
        Encoding encoding = port.encoding();
        long first = copy.pte;
        int most = Math.min(maxNr, pagesLeft(port, first));
        int length = api.pteBatchHint(port, slot, first);
        long expected = api.pteAdvancePfn(port, normal(encoding, first, flags), length);
        while (length < most) {
            long pte = api.ptepGet(port, slot + length);
            if (!encoding.present(pte) || normal(encoding, pte, flags) != expected) {
                break;
            }
            copy.pte = merged(encoding, copy.pte, pte, flags);
            int hint = api.pteBatchHint(port, slot + length, pte);
            expected = api.pteAdvancePfn(port, expected, hint);
            length += hint;
        }
        return Math.min(length, most);
    }

    /** A special page has no folio and batches with none. */
    private static int pagesLeft(Port port, long pte) {
        long pfn = port.encoding().pfn(pte);
        long start = port.encoding().special(pte) ? -1 : port.folioStart(pfn);
        return start < 0 ? 1 : (int) (start + port.folioPages(pfn) - pfn);
    }

    /** The value without what the flags let differ; read-only, so that no dirty bit is made up. */
    private static long normal(Encoding encoding, long pte, int flags) {
        long normal = encoding.mknoncont(encoding.mkold(pte));
        if ((flags & BatchFlag.RESPECT_DIRTY) == 0) {
            normal = encoding.mkclean(normal);
        }
        return (flags & BatchFlag.RESPECT_WRITE) == 0 ? encoding.wrprotect(normal) : normal;
    }

    private static long merged(Encoding encoding, long copy, long pte, int flags) {
        long merged = copy;
        if ((flags & BatchFlag.MERGE_WRITE) != 0 && encoding.write(pte)) {
            merged = encoding.mkwrite(merged);
        }
        if ((flags & BatchFlag.MERGE_YOUNG_DIRTY) != 0) {
            merged = encoding.young(pte) ? encoding.mkyoung(merged) : merged;
            merged = encoding.dirty(pte) ? encoding.mkdirty(merged) : merged;
        }
        return merged;
    }
}
