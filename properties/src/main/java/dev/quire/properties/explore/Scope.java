package dev.quire.properties.explore;

import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Operation;
import dev.quire.model.range.Setup;
import dev.quire.model.range.Vma;
import java.util.List;

/**
 * What is explored: a configuration, the operations on it, and what bounds its states.
 *
 * @param kept the translations that a CPU keeps at most
 * @param preemptions how many things others may do inside one call
 * @param foliosAlike whether there are two folios whose exchange changes nothing but their names
 * @param cpusAlike whether there are two CPUs whose exchange does
 */
record Scope(
        Setup setup,
        Alphabet alphabet,
        int kept,
        int preemptions,
        boolean foliosAlike,
        boolean cpusAlike) {
    /** Every operation with every argument, in a fixed order; not all are legal in a state. */
    List<Operation> operations() {
        return alphabet.operations();
    }

    /** What others may do inside a call: hardware, and reads without the lock. */
    List<Operation> acts() {
        return preemptions == 0 ? List.of() : alphabet.acts();
    }

    /** What others may do inside a read without the lock: anything, on another CPU. */
    List<Operation> actsInLockless() {
        return preemptions == 0 ? List.of() : alphabet.actsInLockless();
    }

    /** The first slot of a state: of the first area's first block. */
    int firstSlot(Memory memory) {
        int first = Integer.MAX_VALUE;
        for (Vma vma : setup.vmas()) {
            first = Math.min(first, memory.slot(vma.mm(), vma.start()));
        }
        return setup.machine().geometry().blockStart(first);
    }

    /** The last slot of a state. */
    int lastSlot(Memory memory) {
        int last = 0;
        for (Vma vma : setup.vmas()) {
            long page = vma.end() - setup.machine().geometry().pageSize();
            last = Math.max(last, memory.slot(vma.mm(), page));
        }
        return last;
    }

    /** The same without its symmetries. */
    Scope asymmetric() {
        return new Scope(setup, alphabet, kept, preemptions, false, false);
    }
}
