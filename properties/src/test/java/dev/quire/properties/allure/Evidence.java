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
import java.util.function.Function;

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

    /** The system property that has the tests replay one file alone. */
    public static final String FIND = "quire.find";

    /** Where finds go: elsewhere while a test looks at what a property leaves behind. */
    private static Path folder = FOUND;

    /** Tests do not make the jar: an old one would replay on the code of another day. */
    static final String BUILD = "mvn -q -pl properties -am package -DskipTests && ";

    private Evidence() {}

    /** The line to paste that runs one test class again, as much of it as now. */
    private static String command(String test) {
        String effort = System.getProperty("quire.effort", "1");
        return "mvn -pl model,counterexamples,properties test -Dtest="
                + test
                + " -Dsurefire.failIfNoSpecifiedTests=false"
                + (effort.equals("1") ? "" : " -Dquire.effort=" + effort);
    }

    /** What an engine chose in a property: its seed, and the line to paste that does so again. */
    public static Provenance chosen(long seed, Class<?> property, String by) {
        String search = command(property.getSimpleName());
        return new Provenance(Optional.of(seed), Optional.of(search), List.of("chosen by " + by));
    }

    /** Where finds go now. */
    static Path kept() {
        return folder;
    }

    /** Has finds kept elsewhere; returns where they went until now. */
    static Path keepIn(Path other) {
        Path until = folder;
        folder = other;
        return until;
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
        return kept(
                trace,
                file -> told(trace, subject, shrunk.verdict(), OptionalInt.of(before), file));
    }

    /**
     * The failure of two runs that were compared; it is kept. The jar replays single runs, so the
     * line to paste is that of the tests which replay finds.
     *
     * @param film of the short form
     */
    public static AssertionError compared(Film film, Verdict verdict, OptionalInt before) {
        return kept(film.trace(), file -> compared(film, verdict, before, file));
    }

    /**
     * The failure of two runs that were compared, whose trace lies in a file, or in none.
     *
     * @param file as a person at the top of the project names it
     */
    public static AssertionError compared(
            Film film, Verdict verdict, OptionalInt before, Optional<String> file) {
        Optional<String> replay =
                file.map(name -> command("FoundTest") + " -D" + FIND + "=" + name);
        return told(film, new FailureReport(film.trace(), verdict, before, replay));
    }

    private static AssertionError kept(
            Trace trace, Function<Optional<String>, AssertionError> telling) {
        String file;
        try {
            file = name(CorpusStore.found(folder).keep(trace).file());
        } catch (StoreException e) {
            AssertionError failure = telling.apply(Optional.empty());
            failure.addSuppressed(e);
            return failure;
        }
        return telling.apply(Optional.of(file));
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
        Optional<String> replay = file.map(name -> BUILD + FailureReport.replay(name));
        return told(film, new FailureReport(trace, verdict, before, replay));
    }

    private static AssertionError told(Film film, FailureReport report) {
        String picture =
                BlockPicture.ofFailure(film)
                        .orElseGet(() -> BlockPicture.ofStep(film, film.steps()));
        Allure.descriptionHtml(picture);
        Allure.addAttachment("trace", "text/plain", report.trace().text(), ".trace");
        Allure.addAttachment("film strip", "text/plain", FilmStrip.text(film), ".txt");
        Allure.addAttachment("picture", "image/svg+xml", picture, ".svg");
        return new AssertionError(report.text());
    }

    /**
     * The failure of a law in which nothing runs: what was found, and the line to paste.
     *
     * @param lines what must hold, then the values
     */
    public static AssertionError ofLaw(Class<?> property, String... lines) {
        return new AssertionError(
                String.join("\n", lines)
                        + "\nsearch     "
                        + command(property.getSimpleName())
                        + "\n");
    }

    /** The failure of a trace's text, which is attached: what was found, and the line to paste. */
    public static AssertionError ofText(Class<?> property, Trace trace, String... lines) {
        Allure.addAttachment("trace", "text/plain", trace.text(), ".trace");
        return ofLaw(property, lines);
    }
}
