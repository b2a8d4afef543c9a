package dev.quire.properties.allure;

import dev.quire.counterexamples.folio.FolioFailureReport;
import dev.quire.counterexamples.folio.FolioFilm;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.folio.FoundFolios;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.model.folio.lockstep.FolioStep;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import dev.quire.properties.folio.FolioFinding;
import dev.quire.properties.folio.FolioShrinker;
import dev.quire.properties.folio.FolioShrunk;
import dev.quire.properties.folio.FolioTarget;
import dev.quire.properties.shrink.Shrinker;
import io.qameta.allure.Allure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Turns a verdict on folios into the failure of a test: shrinks, keeps the trace, attaches it and
 * its film strip to the result under way, and makes the message.
 */
public final class FolioEvidence {
    private FolioEvidence() {}

    /** The failure that a hunt found, shrunk and kept. */
    public static AssertionError of(FolioFinding finding) {
        return of(
                finding.target(),
                finding.steps(),
                finding.verdict(),
                Provenance.found(finding.seed(), finding.search()));
    }

    /**
     * The failure of a generated run, shrunk and kept.
     *
     * @param provenance the seed and the line to paste that finds it again
     */
    public static AssertionError of(
            FolioTarget target,
            List<FolioStep> steps,
            FolioVerdict verdict,
            Provenance provenance) {
        FolioShrunk shrunk =
                FolioShrinker.shrink(
                        target.subject(),
                        target.machine(),
                        steps,
                        verdict,
                        Shrinker.STEPS_MAX,
                        () -> false);
        FolioTrace trace =
                FolioTrace.failing(
                        target.machine(),
                        target.subject().name(),
                        provenance,
                        shrunk.steps(),
                        shrunk.verdict());
        try {
            Path file = FoundFolios.in(Evidence.kept()).keep(trace, shrunk.verdict());
            String name = Evidence.name(file);
            return told(trace, target.subject(), shrunk.verdict(), Optional.of(name));
        } catch (IOException e) {
            AssertionError failure =
                    told(trace, target.subject(), shrunk.verdict(), Optional.empty());
            failure.addSuppressed(e);
            return failure;
        }
    }

    /**
     * The failure of a trace that lies in a file, or in none.
     *
     * @param file as a person at the top of the project names it
     */
    public static AssertionError told(
            FolioTrace trace, FolioSubject subject, FolioVerdict verdict, Optional<String> file) {
        FolioTraceFile read = FolioTraceFile.parse("counterexample.trace", trace.text());
        Allure.addAttachment("trace", "text/plain", trace.text(), ".trace");
        Allure.addAttachment("film strip", "text/plain", FolioFilm.text(read, subject), ".txt");
        Optional<String> replay = file.map(name -> Evidence.BUILD + FailureReport.replay(name));
        return new AssertionError(new FolioFailureReport(trace, verdict, replay).text());
    }
}
