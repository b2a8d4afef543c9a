package dev.quire.properties.lincheck;

import dev.quire.model.contpte.Contpte;
import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.machine.AddressSpace;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.Machines;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * One block of page-table entries that several threads reach, and the lockless read of its slots.
 * It starts folded, writable, old and clean.
 *
 * <p>Lincheck demands that there be an order of the whole calls, true to the order in each thread
 * and in time, in which the correct {@link Contpte}, called one after another and reading under
 * the lock, returns what the threads saw: that a lockless read shows what its slot meant at one
 * moment of the call, and that what was seen is not unseen later. Frame, permissions, young and
 * dirty all count; the contiguous bit does not.
 *
 * <p>A conversion makes slots none for a moment, which a lockless reader may see (contpte_convert,
 * Linux arch/arm64/mm/contpte.c). None is therefore no answer but a reason to take the slow path,
 * as gup_fast does (mm/gup.c): the reader waits for the lock and reads again. It may do so only if
 * it has read that very slot and found it empty.
 *
 * <p>Not judged: accesses in an order that only a weaker memory model allows; translations;
 * interleavings beyond the bound. Young and dirty of two mappings of one page may be mixed, and
 * what several stores do to them may be seen in part (the kernel asks for no more): so entries are
 * either old and clean or young and dirty, and no page that stays mapped loses either.
 */
@Param(name = "slot", gen = IntGen.class, conf = "0:3")
abstract class SharedBlock {
    private static final MachineSpec MACHINE = Machines.named("arm64-small");
    private static final long START = 0x40000;
    private static final long FIRST_FRAME = 0x100;

    static final AddressSpace MM = new AddressSpace(1, AddressSpace.Kind.USER);
    static final Encoding ENCODING = MACHINE.encoding();
    static final int ENTRIES = MACHINE.geometry().blockEntries();

    final RangeApi api;
    private final boolean reference;
    private final Object lock = new Object();
    private final AtomicLongArray entries = new AtomicLongArray(MACHINE.geometry().tableEntries());

    /** The block under an implementation. */
    SharedBlock(RangeApi api) {
        this(api, false);
    }

    /** The block as it must behave: without a lockless read. */
    SharedBlock() {
        this(new Contpte(false), true);
    }

    private SharedBlock(RangeApi api, boolean reference) {
        this.api = api;
        this.reference = reference;
        api.setPtes(port(), MM, START, 0, fresh(0, 0, false), ENTRIES);
    }

    /** A writable entry of one of two folios, young and dirty or neither. */
    static long fresh(int folio, int page, boolean marked) {
        long pfn = FIRST_FRAME + (long) folio * ENTRIES + page;
        return ENCODING.encode(Meaning.present(pfn, Protection.WRITE.attributes), marked, marked);
    }

    static long addr(int slot) {
        return MACHINE.geometry().advance(START, slot);
    }

    /** A way to the entries, for one call. */
    final AtomicPort port() {
        return new AtomicPort(MACHINE, entries);
    }

    /** Makes a call under the lock. */
    final <T> T locked(Function<AtomicPort, T> call) {
        AtomicPort port = port();
        synchronized (lock) {
            return call.apply(port);
        }
    }

    /** What a slot means, read without the lock; under it where that gives none. */
    @Operation
    public Seen read(@Param(name = "slot") int slot) {
        if (!reference) {
            AtomicPort port = port();
            long pte = api.ptepGetLockless(port, slot);
            if (pte != 0) {
                return Seen.of(pte);
            }
            if (!port.foundNone(slot)) {
                throw new IllegalStateException("none must be what a slot held: slot=" + slot);
            }
        }
        return locked(port -> Seen.of(api.ptepGet(port, slot)));
    }

    /** What the core sees of an entry. */
    record Seen(long meaning, boolean young, boolean dirty) {
        static Seen of(long pte) {
            boolean present = ENCODING.present(pte);
            return new Seen(
                    ENCODING.meaning(pte),
                    present && ENCODING.young(pte),
                    present && ENCODING.dirty(pte));
        }

        @Override
        public String toString() {
            return Meaning.text(meaning) + (young ? " young" : "") + (dirty ? " dirty" : "");
        }
    }
}
