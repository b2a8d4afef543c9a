package dev.quire.properties.allure;

import dev.quire.counterexamples.folio.FolioFailureReport;
import dev.quire.counterexamples.folio.FolioFilm;
import dev.quire.counterexamples.folio.FolioTrace;
import dev.quire.counterexamples.folio.FolioTraceFile;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.model.folio.lockstep.FolioVerdict;
import io.qameta.allure.Allure;
import java.util.Optional;

/** Turns a verdict on folios into the failure of a test, and attaches its trace and film strip. */
public final class FolioEvidence {
    private FolioEvidence() {}

    /**
     * The failure of a trace that lies in a file.
     *
     * @param file as a person at the top of the project names it
     */
    public static AssertionError told(
            FolioTrace trace, FolioSubject subject, FolioVerdict verdict, String file) {
        FolioTraceFile read = FolioTraceFile.parse("counterexample.trace", trace.text());
        Allure.addAttachment("trace", "text/plain", trace.text(), ".trace");
        Allure.addAttachment("film strip", "text/plain", FolioFilm.text(read, subject), ".txt");
        Optional<String> replay = Optional.of(Evidence.BUILD + FailureReport.replay(file));
        return new AssertionError(new FolioFailureReport(trace, verdict, replay).text());
    }
}
