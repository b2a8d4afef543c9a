package dev.quire.model.folio.lockstep;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import java.util.List;
import java.util.Optional;

/**
 * How two implementations of folios differ after the same steps.
 *
 * @param step counted from 1
 * @param operation of the step
 * @param message who of them fails, or what the step cost both
 * @param first what the call returned or cost on the first subject
 * @param second the same on the second
 * @param places where they show different things; empty where a call did not return
 * @param firstVerdict what is wrong with the first subject by itself
 * @param secondVerdict what is wrong with the second one by itself
 */
public record FolioDifference(
        Difference.Kind kind,
        int step,
        FolioOperation operation,
        String message,
        String first,
        String second,
        List<Place> places,
        Optional<FolioVerdict> firstVerdict,
        Optional<FolioVerdict> secondVerdict) {
    public FolioDifference {
        places = List.copyOf(places);
    }

    /** What tells two differences apart: kind, name of the last call, each side's failure. */
    public String signature() {
        return kind.word()
                + " "
                + operation.call().word
                + signature(" first: ", firstVerdict)
                + signature(" second: ", secondVerdict);
    }

    private static String signature(String side, Optional<FolioVerdict> verdict) {
        return verdict.map(one -> side + one.signature()).orElse("");
    }

    /** As a failure, for those who only know these: of the side that fails, else of neither. */
    public FolioVerdict asVerdict() {
        return firstVerdict
                .or(() -> secondVerdict)
                .orElseGet(
                        () ->
                                new FolioVerdict(
                                        Verdict.Kind.VIOLATION,
                                        Invariant.MEANING_EQUAL,
                                        step,
                                        operation,
                                        message,
                                        List.of()));
    }

    /** In one line. */
    public String sentence() {
        return kind.word() + " step=" + step + ", " + operation.call().word + ": " + message;
    }

    /** A spot, and what each of them shows there. */
    public record Place(FolioSpot spot, String first, String second) {}
}
