package dev.quire.counterexamples.folio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.folio.bug.FolioSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class FolioFilmTest {
    private static final Path CORPUS = Path.of("corpus/folio");

    private static FolioTraceFile file(String name) throws IOException {
        return FolioTraceFile.parse(name, Files.readString(CORPUS.resolve(name)));
    }

    private static String film(String name, String subject) throws IOException {
        return FolioFilm.text(file(name), FolioSubjects.named(subject));
    }

    @Test
    void film_ofAFailure_tellsItsLastStepWithBothSides() throws IOException {
        String film =
                film(
                        "bad_exclusive-true_keeps-exclusive-after-fork.trace",
                        "keeps-exclusive-after-fork");
        String last =
                """
                >>   3  fork_range mm=1 addr=0x0 to=2
                       returns 1
                       0x0       before    order=0 anon index=0x10000 references=2 mappings=1 \
                exclusive slots=1
                                 after     order=0 anon index=0x10000 references=3 mappings=2 \
                exclusive slots=2
                                 expected  order=0 anon index=0x10000 references=3 mappings=2 \
                slots=2
                       mm=2 0x0  before    none
                                 after     present pfn=0x0

                verdict    violation exclusive-true INV-55 step=3
                """;
        assertTrue(film.contains(last), film);
    }

    @Test
    void film_onTheRightSubject_expectsNothingElse() throws IOException {
        String film = film("bad_exclusive-true_keeps-exclusive-after-fork.trace", "folio-packed");
        assertFalse(film.contains("  expected  "), film);
        assertTrue(film.endsWith("\nverdict    passed\n"), film);
    }

    @Test
    void film_actThatFails_expectsNothingOfTheCallAroundIt() throws IOException {
        String name = "bad_arch-bit-true_marks-clean-before-the-last-page.trace";
        String film = film(name, "marks-clean-before-the-last-page");
        assertFalse(film.contains("  expected  "), film);
        assertTrue(film.contains("it fails before its call is judged"), film);
        assertTrue(film.contains("; arch_1 stored=1 cleaned=1"), film);
    }

    @Test
    void film_ofEveryKeptTrace_isTold() throws IOException {
        int told = 0;
        try (var files = Files.list(CORPUS)) {
            for (Path path : files.toList()) {
                String name = path.getFileName().toString();
                String film = film(name, file(name).trace().subject());
                boolean bad = name.startsWith("bad_");
                assertEquals(bad, film.contains("\n>> "), name);
                assertEquals(!bad, film.endsWith("\nverdict    passed\n"), name);
                told++;
            }
        }
        assertTrue(told > 30);
    }
}
