package dev.quire.properties.folio;

import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioVerdict;
import java.util.List;

/**
 * What a failing list of operations shrank to.
 *
 * @param stepsRun what that cost
 * @param oneMinimal whether every single deletion and lowering was tried
 */
public record FolioShrunk(
        List<FolioStep> steps, FolioVerdict verdict, long stepsRun, boolean oneMinimal) {
    public FolioShrunk {
        steps = List.copyOf(steps);
    }

    /** Its length: operations and acts. */
    public int operations() {
        return steps.stream().mapToInt(FolioStep::operations).sum();
    }
}
