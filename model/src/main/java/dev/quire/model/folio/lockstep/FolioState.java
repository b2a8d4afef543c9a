package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.reference.PageByPage;

/**
 * The state of a run between two steps as longs, so that it can be kept, compared and put back: the
 * subject's words, the slots, what the reference knows of each page, the versions of bytes.
 *
 * <p>States that no later step tells apart are mostly equal: versions are kept by their order only,
 * and callers' references by their sum.
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
                + machine.pages() * (PageByPage.STATE_WORDS + hardware.pageWords())
                + hardware.slots.length;
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
        hardware.packVersions(to, next);
    }

    /**
     * Puts a state back that a run of the same machine and subject has written. It was written
     * after a step that passed, so the next one compares only what it changes itself.
     */
    public void unpack(long[] from, int at) {
        run.reset();
        int next = at;
        System.arraycopy(from, next, hardware.words, 0, hardware.words.length);
        next += hardware.words.length;
        int slots = next;
        next += hardware.slots.length;
        for (int page = 0; page < machine.pages(); page++) {
            reference.unpack(page, from, next);
            next += PageByPage.STATE_WORDS;
        }
        for (int slot = 0; slot < hardware.slots.length; slot++) {
            hardware.putSlot(slot, from[slots + slot]);
            reference.putSlot(slot, from[slots + slot]);
        }
        hardware.unpackVersions(from, next);
        checks.forgetTouched();
    }

    /** Turns a packed state into its image under an exchange of the first two CPUs. */
    public void exchangeCpus(long[] state, int at) {
        int first =
                at
                        + hardware.words.length
                        + hardware.slots.length
                        + machine.pages() * PageByPage.STATE_WORDS;
        hardware.exchangeCpus(state, first);
    }
}
