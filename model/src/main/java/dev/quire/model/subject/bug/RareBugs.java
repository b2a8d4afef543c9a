package dev.quire.model.subject.bug;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;

/**
 * Faults that show only where several rare things meet: a random search misses them, and the
 * exploration of a small machine, on which nothing is rare, does not.
 */
final class RareBugs {
    private RareBugs() {}

    static void list(SeededBugs.Catalogue bugs) {
        bugs.add(
                "trusts-given-cont",
                "takes a contiguous bit that the core gives for a promise that the frames before"
                        + " the set one lead up to it, and looks at their places in a block alone",
                Invariant.FRAME,
                "",
                "arm64-4k",
                new Contpte(false) {
                    @Override
                    public void setPtes(
                            Port port, AddressSpace mm, long addr, int slot, long pte, int nr) {
                        super.setPtes(port, mm, addr, slot, pte, nr);
                        Encoding encoding = port.encoding();
                        int last = port.geometry().blockEntries() - 1;
                        long value = withoutCont(port, pte);
                        if (nr == 1
                                && encoding.validCont(pte)
                                && mayFold(port, mm, slot, value)
                                && folioCovers(port, encoding.pfn(value) - last, last + 1)
                                && promised(port, slot - last, last, value)) {
                            convert(port, mm, addr, slot, encoding.mkcont(value));
                        }
                    }

                    private boolean promised(Port port, int start, int last, long value) {
                        Encoding encoding = port.encoding();
                        long first = port.read(start);
                        int apart = (int) (encoding.pfn(first) - encoding.pfn(value));
                        long expected = encoding.advancePfn(uniform(encoding, value), apart);
                        boolean agree = (encoding.pfn(first) & last) == 0;
                        for (int i = 0; i < last && agree; i++) {
                            long at = encoding.advancePfn(expected, i);
                            agree = agrees(encoding, port.read(start + i), at);
                        }
                        return agree;
                    }
                });
    }
}
