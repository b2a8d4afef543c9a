package dev.quire.reports.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {
    @Test
    void of_settings_listsThoseOfTheBuildAndNoPlaces() {
        Properties system = system();
        system.setProperty("quire.seed", "0x5eed01");
        system.setProperty("quire.effort", "3");
        system.setProperty("quire.root", "somewhere");

        String rows = Environment.of(system, "0.1", "abc").rows().toString();

        assertEquals(
                "[Row[key=Quire, value=0.1], Row[key=Commit, value=abc],"
                        + " Row[key=JDK, value=VM 17.0.1+2], Row[key=System, value=Linux 6 amd64],"
                        + " Row[key=quire.effort, value=3], Row[key=quire.seed, value=0x5eed01]]",
                rows);
        assertFalse(rows.contains("somewhere"));
    }

    @Test
    void writeInto_oddCharacters_readBackAsTheyWere(@TempDir Path folder) throws IOException {
        String odd = "a=b: #c!\\d \u00fc\u2192\ttab";
        Environment.of(system(), "0.1", "abc").with("key of " + odd, odd).writeInto(folder);

        Properties read = new Properties();
        try (Reader text = Files.newBufferedReader(folder.resolve("environment.properties"))) {
            read.load(text);
        }
        assertEquals(odd, read.getProperty("key of " + odd));
    }

    private static Properties system() {
        Properties system = new Properties();
        system.setProperty("java.vm.name", "VM");
        system.setProperty("java.vm.version", "17.0.1+2");
        system.setProperty("os.name", "Linux");
        system.setProperty("os.version", "6");
        system.setProperty("os.arch", "amd64");
        return system;
    }
}
