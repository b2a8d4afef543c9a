package dev.quire.properties.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code kit} writes, and what it leaves alone. */
class KitCommandTest {
    private static final String LINE_END = System.lineSeparator();

    @TempDir private Path folder;

    @Test
    void kit_newFolder_isMadeAndFilled() {
        Path target = folder.resolve("deep/mine");
        Call kit = Call.of("kit", "c", target.toString());
        assertEquals(ExitStatus.NOTHING_FOUND, kit.status(), kit.err());
        assertEquals("quire: read " + target.resolve("README.md") + " first" + LINE_END, kit.err());
        assertEquals(5, kit.out().lines().count());
        kit.out().lines().forEach(line -> assertTrue(Files.isRegularFile(Path.of(line)), line));
        assertTrue(Call.text(target.resolve("quire.h")).contains("#define QUIRE_H"));
    }

    @Test
    void kit_fileThatIsThere_isLeftAndNothingIsWritten() {
        Path mine = Traces.write(folder, "Makefile", "mine");
        Call kit = Call.of("kit", "c", folder.toString());
        assertEquals(ExitStatus.USAGE, kit.status());
        assertEquals(
                "quire: kit: found "
                        + mine
                        + ", expected a folder without the kit's files"
                        + LINE_END,
                kit.err());
        assertEquals("mine", Call.text(mine));
        assertFalse(Files.exists(folder.resolve("quire.h")));
    }

    @Test
    void kit_otherFiles_doNotMatter() {
        Path mine = Traces.write(folder, "notes.txt", "mine");
        assertEquals(ExitStatus.NOTHING_FOUND, Call.of("kit", "c", folder.toString()).status());
        assertEquals("mine", Call.text(mine));
    }

    @Test
    void kit_fileInPlaceOfTheFolder_isRefused() {
        Path mine = Traces.write(folder, "mine", "mine");
        Call kit = Call.of("kit", "c", mine.toString());
        assertEquals(ExitStatus.USAGE, kit.status());
        assertEquals("mine", Call.text(mine));
    }

    @Test
    void kit_unknownLanguage_isRefused() {
        Call kit = Call.of("kit", "ada", folder.toString());
        assertEquals(ExitStatus.USAGE, kit.status());
        assertEquals("quire: kit: found ada, expected one of c" + LINE_END, kit.err());
    }
}
