package dev.quire.properties.value;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;

/**
 * INV-01 to INV-11: what holds of every value, whatever the encoding.
 *
 * <p>Source: Linux mm/debug_vm_pgtable.c, which checks the same on one value when it boots.
 */
enum Law {
    INV_01("mkyoung and mkold are opposites and change young alone") {
        @Override
        boolean holds(Encoding e, Value v) {
            long p = v.pte();
            return e.young(e.mkyoung(p))
                    && !e.young(e.mkold(p))
                    && e.mkold(e.mkyoung(p)) == e.mkold(p)
                    && e.mkyoung(e.mkold(p)) == e.mkyoung(p)
                    && (p == e.mkyoung(p) || p == e.mkold(p));
        }
    },
    INV_02("mkdirty makes dirty and mkclean clean") {
        @Override
        boolean holds(Encoding e, Value v) {
            long p = v.pte();
            return e.dirty(e.mkdirty(e.mkclean(p))) && !e.dirty(e.mkclean(e.mkdirty(p)));
        }
    },
    INV_03("mkwrite makes writable and wrprotect not, to hardware too") {
        @Override
        boolean holds(Encoding e, Value v) {
            long p = v.pte();
            long shut = e.wrprotect(e.mkwrite(p));
            return e.write(e.mkwrite(e.wrprotect(p)))
                    && !e.write(shut)
                    && !e.hardwareWritable(shut)
                    && !e.hardwareMayMarkDirty(shut);
        }
    },
    INV_04("wrprotect keeps dirty both ways") {
        @Override
        boolean holds(Encoding e, Value v) {
            long p = v.pte();
            return e.dirty(e.wrprotect(e.mkdirty(p))) && !e.dirty(e.wrprotect(e.mkclean(p)));
        }
    },
    INV_05("mkwrite neither makes nor takes dirty") {
        @Override
        boolean holds(Encoding e, Value v) {
            long p = v.pte();
            return e.dirty(e.mkwrite(e.mkdirty(p))) && !e.dirty(e.mkwrite(e.mkclean(p)));
        }
    },
    INV_06("a fresh protection, write-protected, is clean") {
        @Override
        boolean holds(Encoding e, Value v) {
            return !e.dirty(e.wrprotect(e.pfnPte(v.pfn(), fresh(e, v.prot()))));
        }
    },
    INV_07("frame and protection make a value and come out of it") {
        @Override
        boolean holds(Encoding e, Value v) {
            long made = e.pfnPte(v.pfn(), e.pgprot(v.pte()));
            return e.pfn(made) == v.pfn() && e.pgprot(made) == e.pgprot(v.pte());
        }
    },
    INV_08("advancing adds to the frame, is additive, and changes nothing else") {
        @Override
        boolean holds(Encoding e, Value v) {
            long far = e.advancePfn(v.pte(), v.pages());
            long half = e.advancePfn(v.pte(), v.pages() / 2);
            return e.pfn(far) == v.pfn() + v.pages()
                    && e.pgprot(far) == e.pgprot(v.pte())
                    && e.advancePfn(v.pte(), 0) == v.pte()
                    && e.advancePfn(half, v.pages() - v.pages() / 2) == far;
        }
    },
    INV_09("a value is none, present or a softleaf, and one of them") {
        @Override
        boolean holds(Encoding e, Value v) {
            return one(e, v.pte()) && one(e, v.raw()) && one(e, 0);
        }

        private boolean one(Encoding e, long raw) {
            long meaning = e.meaning(raw);
            int states = Meaning.none(meaning) ? 1 : 0;
            states += Meaning.present(meaning) ? 1 : 0;
            states += Meaning.isSoftleaf(meaning) ? 1 : 0;
            return states == 1
                    && Meaning.none(meaning) == (raw == 0)
                    && Meaning.present(meaning) == e.present(raw);
        }
    },
    INV_10("pte_modify keeps frame, young, dirty, special and uffd-wp") {
        @Override
        boolean holds(Encoding e, Value v) {
            long p = v.pte();
            long changed = e.modify(p, fresh(e, v.prot()));
            return e.pfn(changed) == e.pfn(p)
                    && e.young(changed) == e.young(p)
                    && e.dirty(changed) == e.dirty(p)
                    && e.special(changed) == e.special(p)
                    && e.uffdWp(changed) == e.uffdWp(p)
                    && e.write(changed) == v.prot().writes()
                    && (!e.dirty(p) || !e.write(changed) || e.hardwareWritable(changed));
        }
    },
    INV_11("a value marked uffd-wp is not writable") {
        @Override
        boolean holds(Encoding e, Value v) {
            long marked = e.mkuffdWp(v.pte());
            return e.uffdWp(marked) && !e.write(marked) && !e.hardwareWritable(marked);
        }
    };

    /** What holds. */
    final String sentence;

    Law(String sentence) {
        this.sentence = sentence;
    }

    abstract boolean holds(Encoding e, Value v);

    private static long fresh(Encoding e, Protection prot) {
        return e.pgprot(e.encode(Meaning.present(0, prot.attributes), true, false));
    }
}
