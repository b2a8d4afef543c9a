package dev.quire.properties.explore;

import dev.quire.model.harness.LockStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Which build of the harness runs. What another one has found may mean something else, so that no
 * build goes on with a file of another.
 *
 * <p>It is the version, and a sum over the classes of model and properties: any of them may decide
 * what is found, and between two releases the version stays.
 */
public final class Build {
    private static final List<String> PARTS = List.of("dev/quire/model/", "dev/quire/properties/");
    private static final String CLASS = ".class";

    private Build() {}

    /** In words for the first line of a file, such as {@code quire=1.0 classes=0badcafe}. */
    public static String words() {
        return Words.TEXT;
    }

    private static String read() {
        String version = Build.class.getPackage().getImplementationVersion();
        return String.format(
                Locale.ROOT,
                "quire=%s classes=%08x",
                version == null ? "unreleased" : version,
                sum(List.of(root(LockStep.class), root(Build.class))));
    }

    /** Over the classes below these folders and in these jars, of which some may be the same. */
    static long sum(List<Path> roots) {
        Map<String, Long> sums = new TreeMap<>();
        for (Path root : new TreeSet<>(roots)) {
            try {
                if (Files.isDirectory(root)) {
                    ofFolder(root, sums);
                } else {
                    ofJar(root, sums);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the classes must be readable: " + root, e);
            }
        }
        CRC32 all = new CRC32();
        sums.forEach((name, sum) -> all.update((name + sum).getBytes(StandardCharsets.UTF_8)));
        return all.getValue();
    }

    private static Path root(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError("harness bug: a class must come from a file: " + type, e);
        }
    }

    private static boolean counts(String name) {
        return name.endsWith(CLASS) && PARTS.stream().anyMatch(name::startsWith);
    }

    private static void ofFolder(Path root, Map<String, Long> sums) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (counts(name)) {
                    CRC32 sum = new CRC32();
                    sum.update(Files.readAllBytes(file));
                    sums.put(name, sum.getValue());
                }
            }
        }
    }

    private static void ofJar(Path jar, Map<String, Long> sums) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (counts(entry.getName())) {
                    sums.put(entry.getName(), entry.getCrc());
                }
            }
        }
    }

    /** Read once, and only by who needs it. */
    private static final class Words {
        private static final String TEXT = read();

        private Words() {}
    }
}
