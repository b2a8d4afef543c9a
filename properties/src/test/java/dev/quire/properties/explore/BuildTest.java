package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    private static final String MODEL = "dev/quire/model/Slot.class";
    private static final String PROPERTIES = "dev/quire/properties/Hunt.class";

    @TempDir Path folder;

    @BeforeEach
    void writeClasses() throws IOException {
        write("model", MODEL, "one");
        write("properties", PROPERTIES, "two");
    }

    private void write(String root, String name, String text) throws IOException {
        Path file = folder.resolve(root).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private long ofFolders() {
        return Build.sum(List.of(folder.resolve("model"), folder.resolve("properties")));
    }

    /** The jar that users run holds both modules. */
    @Test
    void sum_oneJarForBoth_isThatOfItsFolders() throws IOException {
        Path jar = folder.resolve("quire.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String[] entry : new String[][] {{PROPERTIES, "two"}, {MODEL, "one"}, {"x", ""}}) {
                zip.putNextEntry(new ZipEntry(entry[0]));
                zip.write(entry[1].getBytes());
                zip.closeEntry();
            }
        }
        assertEquals(ofFolders(), Build.sum(List.of(jar, jar)));
    }

    @Test
    void sum_oneClassChanged_isAnother() throws IOException {
        long before = ofFolders();
        write("model", MODEL, "three");
        assertNotEquals(before, ofFolders());
    }

    @Test
    void words_ofThisBuild_nameItsSum() {
        assertTrue(Build.words().matches("quire=\\S+ classes=[0-9a-f]{8}"), Build.words());
    }
}
