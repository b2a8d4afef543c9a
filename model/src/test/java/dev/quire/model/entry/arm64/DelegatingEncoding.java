package dev.quire.model.entry.arm64;

import dev.quire.model.entry.Encoding;

/** An encoding that answers as another one does; a test overrides one method to make it wrong. */
class DelegatingEncoding implements Encoding {
    final Encoding right;

    DelegatingEncoding(Encoding right) {
        this.right = right;
    }

    @Override
    public long frames() {
        return right.frames();
    }

    @Override
    public boolean present(long pte) {
        return right.present(pte);
    }

    @Override
    public boolean valid(long pte) {
        return right.valid(pte);
    }

    @Override
    public boolean young(long pte) {
        return right.young(pte);
    }

    @Override
    public boolean dirty(long pte) {
        return right.dirty(pte);
    }

    @Override
    public boolean hardwareWritable(long pte) {
        return right.hardwareWritable(pte);
    }

    @Override
    public boolean hardwareMayMarkDirty(long pte) {
        return right.hardwareMayMarkDirty(pte);
    }

    @Override
    public long markedDirty(long pte) {
        return right.markedDirty(pte);
    }

    @Override
    public boolean write(long pte) {
        return right.write(pte);
    }

    @Override
    public boolean special(long pte) {
        return right.special(pte);
    }

    @Override
    public boolean uffdWp(long pte) {
        return right.uffdWp(pte);
    }

    @Override
    public boolean protnone(long pte) {
        return right.protnone(pte);
    }

    @Override
    public boolean sound(long pte) {
        return right.sound(pte);
    }

    @Override
    public long pfn(long pte) {
        return right.pfn(pte);
    }

    @Override
    public long pgprot(long pte) {
        return right.pgprot(pte);
    }

    @Override
    public long pfnPte(long pfn, long prot) {
        return right.pfnPte(pfn, prot);
    }

    @Override
    public long advancePfn(long pte, int pages) {
        return right.advancePfn(pte, pages);
    }

    @Override
    public long mkyoung(long pte) {
        return right.mkyoung(pte);
    }

    @Override
    public long mkold(long pte) {
        return right.mkold(pte);
    }

    @Override
    public long mkdirty(long pte) {
        return right.mkdirty(pte);
    }

    @Override
    public long mkclean(long pte) {
        return right.mkclean(pte);
    }

    @Override
    public long mkwrite(long pte) {
        return right.mkwrite(pte);
    }

    @Override
    public long wrprotect(long pte) {
        return right.wrprotect(pte);
    }

    @Override
    public long mkuffdWp(long pte) {
        return right.mkuffdWp(pte);
    }

    @Override
    public long clearUffdWp(long pte) {
        return right.clearUffdWp(pte);
    }

    @Override
    public long mkspecial(long pte) {
        return right.mkspecial(pte);
    }

    @Override
    public long mkinvalid(long pte) {
        return right.mkinvalid(pte);
    }

    @Override
    public long mkcont(long pte) {
        return right.mkcont(pte);
    }

    @Override
    public long mknoncont(long pte) {
        return right.mknoncont(pte);
    }

    @Override
    public boolean validCont(long pte) {
        return right.validCont(pte);
    }

    @Override
    public long modify(long pte, long prot) {
        return right.modify(pte, prot);
    }

    @Override
    public long accessFlags() {
        return right.accessFlags();
    }

    @Override
    public long mergeAccessFlags(long pte, long entry) {
        return right.mergeAccessFlags(pte, entry);
    }

    @Override
    public boolean changeIsSafe(long old, long next) {
        return right.changeIsSafe(old, next);
    }

    @Override
    public boolean changeNeedsBreak(long old, long next) {
        return right.changeNeedsBreak(old, next);
    }

    @Override
    public long meaning(long pte) {
        return right.meaning(pte);
    }

    @Override
    public long encode(long meaning, boolean young, boolean dirty) {
        return right.encode(meaning, young, dirty);
    }
}
