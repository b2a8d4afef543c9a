package dev.quire.counterexamples.trace;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.Port;
import dev.quire.model.subject.Subject;

/** Subjects that are wrong on purpose, for tests of what happens then. */
public final class BrokenSubjects {
    /** Leaves a block folded when a call reaches only part of it. */
    public static final Subject KEEPS_PARTIAL_BLOCKS =
            new Subject(
                    "keeps-partial-blocks",
                    "leaves a block folded when a call reaches part of it",
                    new Contpte(false) {
                        @Override
                        protected void unfoldPartial(
                                Port port, AddressSpace mm, long addr, int slot, int nr) {}
                    },
                    false,
                    true);

    /** Forgets what hardware had marked when it takes a block apart. */
    public static final Subject FORGETS_DIRTY =
            new Subject(
                    "forgets-dirty",
                    "writes a converted block clean",
                    new Contpte(false) {
                        @Override
                        protected void writeConverted(Port port, int start, long first) {
                            super.writeConverted(port, start, port.encoding().mkclean(first));
                        }
                    },
                    false,
                    true);

    /** Never comes back from a read of a folded block. */
    public static final Subject SPINS =
            new Subject(
                    "spins",
                    "reads for ever",
                    new Contpte(false) {
                        @Override
                        public long ptepGet(Port port, int slot) {
                            while (true) {
                                port.read(slot);
                            }
                        }
                    },
                    false,
                    true);

    private BrokenSubjects() {}
}
