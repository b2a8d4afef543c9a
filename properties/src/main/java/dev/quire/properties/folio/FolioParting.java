package dev.quire.properties.folio;

import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.model.folio.lockstep.FolioDifference;

/**
 * A sequence on which two implementations of folios differ, shrunk, and the trace that tells it.
 *
 * @param operationsBefore its length before it was shrunk
 */
public record FolioParting(
        FolioPair pair,
        FolioTrace trace,
        FolioDifference difference,
        FolioShrunk shrunk,
        int operationsBefore) {}
