/**
 * Folios in lock step: operations and their contract, the hardware, the judge of each step.
 * May import: geometry, machine, folio, invariant, reference, harness. Read first: {@link
 * dev.quire.model.folio.lockstep.FolioLockStep}.
 */
package dev.quire.model.folio.lockstep;
