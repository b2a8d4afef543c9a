package dev.quire.properties.allure;

import dev.quire.counterexamples.picture.BlockPicture;
import dev.quire.counterexamples.picture.FailureReport;
import dev.quire.counterexamples.picture.Film;
import dev.quire.counterexamples.picture.FilmStrip;
import dev.quire.counterexamples.store.CorpusStore;
import dev.quire.counterexamples.store.StoreException;
import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.harness.Verdict;
import dev.quire.model.operation.Step;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import dev.quire.properties.shrink.Shrinker;
import dev.quire.properties.shrink.Shrunk;
import io.qameta.allure.Allure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Turns a verdict into the failure of a test: shrinks, keeps the trace, draws it, attaches all to
 * the result under way, and makes the message.
 *
 * <p>Call it once in a property, after the failing try: a result gathers all that is attached.
 */
public final class Evidence {
    /** The top folder of the project. */
    public static final Path ROOT = Path.of(System.getProperty("quire.root", ".."));

    /** Where finds are kept until somebody has looked at them; replayed first in each build. */
    public static final Path FOUND = ROOT.resolve("counterexamples/found");

    private Evidence() {}

    /** The line to paste that runs one test class again. */
    public static String command(Class<?> test) {
        return "mvn -pl model,counterexamples,properties test -Dtest="
                + test.getSimpleName()
                + " -Dsurefire.failIfNoSpecifiedTests=false";
    }

    /** A file as a person at the top of the project names it. */
    public static String name(Path file) {
        Path root = ROOT.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(root) ? root.relativize(whole).toString() : whole.toString();
    }

    /**
     * The failure of a generated run, shrunk and kept.
     *
     * @param provenance the seed and the line to paste that finds it again
     */
    public static AssertionError of(
            Subject subject,
            Setup setup,
            List<Step> steps,
            Verdict verdict,
            Provenance provenance) {
        Shrunk shrunk = Shrinker.shrink(subject, setup, steps, verdict, Shrinker.STEPS_MAX);
        Trace trace =
                Trace.of(shrunk.setup(), subject.name(), shrunk.steps())
                        .withVerdict(KeptVerdict.of(shrunk.verdict()))
                        .withProvenance(provenance);
        int before = steps.stream().mapToInt(Step::operations).sum();
        return kept(trace, subject, shrunk.verdict(), OptionalInt.of(before));
    }

    /** The failure of a trace that is short already; it is kept. */
    public static AssertionError kept(
            Trace trace, Subject subject, Verdict verdict, OptionalInt before) {
        String file;
        try {
            file = name(CorpusStore.found(FOUND).keep(trace).file());
        } catch (StoreException e) {
            AssertionError failure = told(trace, subject, verdict, before, Optional.empty());
            failure.addSuppressed(e);
            return failure;
        }
        return told(trace, subject, verdict, before, Optional.of(file));
    }

    /**
     * The failure of a trace that lies in a file, or in none.
     *
     * @param file as a person at the top of the project names it
     */
    public static AssertionError told(
            Trace trace,
            Subject subject,
            Verdict verdict,
            OptionalInt before,
            Optional<String> file) {
        Film film = Film.of(TraceFile.of("counterexample.trace", trace), subject);
        String picture =
                BlockPicture.ofFailure(film)
                        .orElseGet(() -> BlockPicture.ofStep(film, film.steps()));
        Allure.descriptionHtml(picture);
        Allure.addAttachment("trace", "text/plain", trace.text(), ".trace");
        Allure.addAttachment("film strip", "text/plain", FilmStrip.text(film), ".txt");
        Allure.addAttachment("picture", "image/svg+xml", picture, ".svg");
        return new AssertionError(new FailureReport(trace, verdict, before, file).text());
    }
}
