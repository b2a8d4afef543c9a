package dev.quire.model.folio.bug;

import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.invariant.Invariant;

/**
 * An implementation of folios broken on purpose, in one place.
 *
 * @param caughtBy the invariant that fires first on its shortest trace
 * @param history the bug in the field that it stands for, such as {@code H-15}; empty if none
 * @param machine a machine that shows it
 */
public record FolioBug(FolioSubject subject, Invariant caughtBy, String history, String machine) {}
