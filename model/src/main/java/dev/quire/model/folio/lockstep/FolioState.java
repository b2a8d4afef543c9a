package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.reference.PageByPage;

/**
 * The state of a run between two steps as longs, so that it can be kept, compared and put back: the
 * subject's words, the slots, what the reference knows of each page, the versions of bytes.
 *
 * <p>States that no later step tells apart are mostly equal: versions are kept as far as they can
 * still be seen, which no CPU's own cache is, and callers' references by their sum.
 */
public final class FolioState {
    private final FolioLockStep run;
    private final FolioMachine machine;
    private final FolioHardware hardware;
    private final PageByPage reference;
    private final FolioChecks checks;

    FolioState(
            FolioLockStep run, FolioHardware hardware, PageByPage reference, FolioChecks checks) {
        this.run = run;
        this.machine = run.machine();
        this.hardware = hardware;
        this.reference = reference;
        this.checks = checks;
    }

    /** How many longs a state takes. */
    public int words() {
        return hardware.words.length
                + hardware.slots.length
                + machine.pages() * PageByPage.STATE_WORDS
                + hardware.versionWords();
    }

    /** Writes the state. */
    public void pack(long[] to, int at) {
        int next = at;
        System.arraycopy(hardware.words, 0, to, next, hardware.words.length);
        next += hardware.words.length;
        System.arraycopy(hardware.slots, 0, to, next, hardware.slots.length);
        next += hardware.slots.length;
        for (int page = 0; page < machine.pages(); page++) {
            reference.pack(page, to, next);
            next += PageByPage.STATE_WORDS;
        }
        hardware.packVersions(reference, to, next);
    }

    /** Turns a packed state into its image: the lower half of the frames for the upper one. */
    public void exchangeHalves(long[] state, int at) {
        int half = machine.frames() / 2;
        run.exchangeHalves(state, at);
        int next = at + hardware.words.length;
        for (int slot = next; slot < next + hardware.slots.length; slot++) {
            int page = TableSlot.pfn(state[slot]);
            if (state[slot] != 0 && page < machine.frames()) {
                state[slot] += (page < half ? half : -half) * TableSlot.PAGE;
            }
        }
        next += hardware.slots.length;
        exchange(state, next, half * PageByPage.STATE_WORDS);
        exchange(state, next + machine.pages() * PageByPage.STATE_WORDS, half);
    }

    private static void exchange(long[] state, int at, int longs) {
        for (int i = at; i < at + longs; i++) {
            long one = state[i];
            state[i] = state[i + longs];
            state[i + longs] = one;
        }
    }

    /**
     * Puts a state back that a run of the same machine and subject has written. It was written
     * after a step that passed, so the next one compares only what it changes itself.
     */
    public void unpack(long[] from, int at) {
        run.begin();
        System.arraycopy(from, at, hardware.words, 0, hardware.words.length);
        int slots = at + hardware.words.length;
        int next = slots + hardware.slots.length;
        for (int page = 0; page < machine.pages(); page++) {
            reference.unpack(page, from, next);
            next += PageByPage.STATE_WORDS;
        }
        for (int slot = 0; slot < hardware.slots.length; slot++) {
            reference.putSlot(slot, from[slots + slot]);
        }
        hardware.unpack(from, slots, next);
        checks.forgetTouched();
    }
}
