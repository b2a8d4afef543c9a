package dev.quire.model.entry.arm64;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;

/**
 * What must hold of every present value, whatever the encoding; the last two of every raw value.
 *
 * <p>Source: Linux mm/debug_vm_pgtable.c, which checks the same on one value at boot.
 */
enum ValueLaw {
    /** INV-01. */
    YOUNG {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            return e.young(e.mkyoung(p))
                    && !e.young(e.mkold(p))
                    && (e.young(p) ? e.mkyoung(e.mkold(p)) : e.mkold(e.mkyoung(p))) == p
                    && e.meaning(e.mkyoung(p)) == e.meaning(e.mkold(p))
                    && e.dirty(e.mkyoung(p)) == e.dirty(p)
                    && e.dirty(e.mkold(p)) == e.dirty(p)
                    && e.validCont(e.mkold(p)) == e.validCont(p);
        }
    },
    /** INV-02. */
    DIRTY {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            return e.dirty(e.mkdirty(e.mkclean(p)))
                    && !e.dirty(e.mkclean(e.mkdirty(p)))
                    && e.meaning(e.mkdirty(p)) == e.meaning(p)
                    && e.meaning(e.mkclean(p)) == e.meaning(p)
                    && e.young(e.mkclean(e.mkdirty(p))) == e.young(p);
        }
    },
    /** INV-03, as software sees it. */
    WRITE {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            return e.write(e.mkwrite(e.wrprotect(p))) && !e.write(e.wrprotect(e.mkwrite(p)));
        }
    },
    /** INV-03, as hardware sees it: what is not writable is not writable to hardware. */
    HARDWARE_AGREES {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            if (!agrees(e, p)) {
                return true;
            }
            boolean all = true;
            for (long asked : new long[] {p, e.mkwrite(p), e.mkwrite(e.mkdirty(p))}) {
                all &= agrees(e, e.mergeAccessFlags(p, asked));
                all &= agrees(e, e.mergeAccessFlags(asked, p));
            }
            for (Protection prot : Protection.values()) {
                all &= agrees(e, e.modify(p, fresh(e, prot)));
            }
            return all
                    && agrees(e, e.mkyoung(p))
                    && agrees(e, e.mkold(p))
                    && agrees(e, e.mkdirty(p))
                    && agrees(e, e.mkclean(p))
                    && agrees(e, e.mkwrite(p))
                    && agrees(e, e.wrprotect(p))
                    && agrees(e, e.mkuffdWp(p))
                    && agrees(e, e.clearUffdWp(p))
                    && agrees(e, e.mkspecial(p))
                    && agrees(e, e.mkinvalid(p))
                    && agrees(e, e.mkcont(p))
                    && agrees(e, e.mknoncont(p))
                    && agrees(e, e.advancePfn(p, 0));
        }
    },
    /** INV-04. */
    WRPROTECT_KEEPS_DIRTY {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            return e.dirty(e.wrprotect(e.mkdirty(p)))
                    && !e.dirty(e.wrprotect(e.mkclean(p)))
                    && e.dirty(e.wrprotect(p)) == e.dirty(p);
        }
    },
    /** INV-05. */
    MKWRITE_KEEPS_DIRTY {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            return e.dirty(e.mkwrite(e.mkdirty(p))) && !e.dirty(e.mkwrite(e.mkclean(p)));
        }
    },
    /** INV-06. */
    FRESH_IS_CLEAN {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            for (Protection prot : Protection.values()) {
                long value = e.pfnPte(pfn, fresh(e, prot));
                if (e.dirty(e.wrprotect(value)) || !e.young(value)) {
                    return false;
                }
            }
            return true;
        }
    },
    /** INV-07. */
    FRAME_AND_PROTECTION {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            long prot = e.pgprot(p);
            return e.pfn(p) == pfn
                    && e.pfnPte(pfn, prot) == p
                    && e.pgprot(e.pfnPte(pfn, prot)) == prot
                    && e.pfn(prot) == 0;
        }
    },
    /** INV-08. */
    ADVANCE {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            long room = e.frames() - 1 - pfn;
            boolean all = e.advancePfn(p, 0) == p;
            for (int pages : new int[] {1, 15, 511}) {
                if (pages <= room) {
                    long far = e.advancePfn(p, pages);
                    all &= e.pfn(far) == pfn + pages;
                    all &= e.pgprot(far) == e.pgprot(p);
                    all &= e.advancePfn(far, -pages) == p;
                    all &= e.advancePfn(e.advancePfn(p, 1), pages - 1) == far;
                    all &= e.meaning(far) == Meaning.advance(e.meaning(p), pages);
                }
            }
            return all;
        }
    },
    /** INV-10. */
    MODIFY_KEEPS {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            for (Protection prot : Protection.values()) {
                long changed = e.modify(p, fresh(e, prot));
                boolean kept =
                        e.pfn(changed) == pfn
                                && e.young(changed) == e.young(p)
                                && e.dirty(changed) == e.dirty(p)
                                && e.special(changed) == e.special(p)
                                && e.uffdWp(changed) == e.uffdWp(p)
                                && e.write(changed) == prot.writes()
                                && (!e.dirty(p)
                                        || !e.write(changed)
                                        || e.hardwareWritable(changed));
                if (!kept) {
                    return false;
                }
            }
            return true;
        }
    },
    /** INV-11, as far as a transformer can keep it. */
    UFFD_WP_PROTECTS {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            long marked = e.mkuffdWp(p);
            return e.uffdWp(marked)
                    && !e.write(marked)
                    && e.dirty(marked) == e.dirty(p)
                    && !e.uffdWp(e.clearUffdWp(marked));
        }
    },
    /** INV-09. */
    ONE_STATE {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            long meaning = e.meaning(p);
            boolean none = p == 0;
            boolean present = e.present(p);
            boolean softleaf = Meaning.isSoftleaf(meaning);
            int states = (none ? 1 : 0) + (present ? 1 : 0) + (softleaf ? 1 : 0);
            return states == 1
                    && Meaning.none(meaning) == none
                    && Meaning.present(meaning) == present
                    && Meaning.valid(meaning) == e.valid(p)
                    && (!e.valid(p) || present)
                    && !(softleaf && (e.valid(p) || e.protnone(p)));
        }
    },
    /** What a value means can be written down again, and nothing of it is lost on the way. */
    LOSSLESS {
        @Override
        boolean holds(Encoding e, long p, long pfn) {
            long meaning = e.meaning(p);
            if (!e.present(p)) {
                return e.encode(meaning, false, false) == p;
            }
            for (int i = 0; i < 4; i++) {
                boolean young = (i & 1) != 0;
                boolean dirty = (i & 2) != 0;
                long written = e.encode(meaning, young, dirty);
                if (e.meaning(written) != meaning
                        || e.young(written) != young
                        || e.dirty(written) != dirty
                        || e.mknoncont(written) != written
                        || ((written ^ p) & ~(FREE)) != 0) {
                    return false;
                }
            }
            return true;
        }
    };

    /** What a meaning leaves out. */
    private static final long FREE =
            Arm64Bits.AF | Arm64Bits.RDONLY | Arm64Bits.DIRTY | Arm64Bits.CONT;

    /** Whether the law holds for a value, and if it is present, of this frame. */
    abstract boolean holds(Encoding e, long p, long pfn);

    private static boolean agrees(Encoding e, long p) {
        return e.write(p) || !e.hardwareWritable(p);
    }

    /** The protection bits of a mapping that was just made: young and clean. */
    private static long fresh(Encoding e, Protection prot) {
        return e.pgprot(e.encode(Meaning.present(0, prot.attributes), true, false));
    }
}
