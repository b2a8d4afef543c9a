package dev.quire.model.harness;

import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.machine.Memory;
import dev.quire.model.machine.Tlb;
import dev.quire.model.operation.Transaction;
import dev.quire.model.reference.Reference;

/**
 * The state of a run between two steps, so that it can be put back: entries, what CPUs keep, the
 * change of protection that is open. The reference needs no room of its own: after a step that
 * passed, it means what the entries mean, and its intervals have closed on what they show.
 *
 * <p>Reads without the lock that were left open are not part of it; putting a state back drops
 * them.
 */
public final class RunState {
    private final LockStep run;
    private final Reference reference;
    private final Memory memory;
    private final Encoding encoding;
    private final Geometry geometry;
    private final BlockView view;

    RunState(LockStep run, Reference reference) {
        this.run = run;
        this.reference = reference;
        this.memory = run.memory();
        this.encoding = run.setup().machine().encoding();
        this.geometry = run.setup().machine().geometry();
        this.view = new BlockView(geometry, encoding, memory);
    }

    /** All tables empty, the one behind the last mapped one, too; nothing kept, nothing open. */
    public void empty() {
        for (int slot = 0; slot < memory.slots() + geometry.tableEntries(); slot++) {
            memory.put(slot, 0);
        }
        reference.clear(0, memory.slots());
        begin();
    }

    /** The block that starts at a slot empty. */
    void emptyBlock(int start) {
        int end = start + geometry.blockEntries();
        for (int slot = start; slot < end; slot++) {
            memory.put(slot, 0);
        }
        reference.clear(start, end);
    }

    /** Nothing is kept or open; entries are put back next, all that may have changed. */
    public void begin() {
        run.tlb().clear();
        run.transaction().reset();
        run.rewind();
    }

    /** Puts an entry back, of which the reference knows this. */
    public void put(int slot, long raw, long meaning, boolean young, boolean dirty) {
        memory.put(slot, raw);
        reference.restore(slot, meaning, young, dirty);
    }

    /** The entry of a slot. */
    public long raw(int slot) {
        return memory.raw(slot);
    }

    /** What the entry of a slot means. */
    public long meaning(int slot) {
        return encoding.meaning(memory.raw(slot));
    }

    /** Whether the page of a slot is young; of a contiguous entry, any of its block. */
    public boolean young(int slot) {
        return view.young(slot);
    }

    /** Whether the page of a slot is dirty; of a contiguous entry, any of its block. */
    public boolean dirty(int slot) {
        return view.dirty(slot);
    }

    /** What CPUs keep. */
    public Tlb tlb() {
        return run.tlb();
    }

    /** The change of protection that may be open. */
    public Transaction transaction() {
        return run.transaction();
    }
}
