package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.geometry.Numbers;

/**
 * A frame, the zero page or a slot.
 *
 * @param mm the address space of a slot, 0 of a frame
 * @param number of the frame, or of the slot's page in its address space
 * @param zero whether it is the frame of the zero page
 */
public record FolioSpot(int mm, int number, boolean zero) {
    /** As traces write it: a frame's number, or an address space and an address. */
    public String name() {
        if (zero) {
            return "zero page";
        }
        return mm == 0
                ? Numbers.hex(number)
                : "mm=" + mm + " " + Numbers.hex((long) number << FolioMachine.PAGE_SHIFT);
    }

    /** Whether another one follows it directly. */
    public boolean isBefore(FolioSpot next) {
        return mm == next.mm && number + 1 == next.number && !next.zero;
    }
}
