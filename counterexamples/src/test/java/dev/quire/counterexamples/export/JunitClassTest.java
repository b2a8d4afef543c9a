package dev.quire.counterexamples.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.trace.Texts;
import dev.quire.counterexamples.trace.TraceFile;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBugs;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kept trace as a JUnit class: it compiles, and is red exactly while the bug is there. */
final class JunitClassTest {
    @TempDir private Path folder;

    static void compile(List<Path> sources, Path folder) {
        String path =
                Stream.of(
                                Test.class,
                                TraceFile.class,
                                Subject.class,
                                org.opentest4j.AssertionFailedError.class,
                                org.apiguardian.api.API.class)
                        .map(JunitClassTest::place)
                        .collect(Collectors.joining(System.getProperty("path.separator")));
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-d", folder.toString(), "-cp", path));
        sources.forEach(source -> arguments.add(source.toString()));
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(new String[0]));
        assertEquals(0, status);
    }

    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return Path.of(java.net.URI.create(source.getLocation().toString())).toString();
    }

    private Path write(TraceFile file, Subject subject, String name) throws IOException {
        String text = Export.JUNIT.text(file, subject, Optional.of(name));
        return Files.writeString(folder.resolve(name + ".java"), text);
    }

    /** What it fails with; empty if it passes. */
    static String failure(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method =
                Arrays.stream(type.getDeclaredMethods())
                        .filter(one -> one.isAnnotationPresent(Test.class))
                        .findFirst()
                        .orElseThrow();
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
            return "";
        } catch (InvocationTargetException e) {
            return e.getCause().getMessage();
        }
    }

    @Test
    void everyKeptTrace_asJunit_isRedWhileTheBugIsThere() throws Exception {
        List<Path> sources = new ArrayList<>();
        TreeMap<String, String> expected = new TreeMap<>();
        for (TraceFile file : Corpus.files()) {
            String asKept = "Kept" + expected.size() + "Test";
            sources.add(write(file, SeededBugs.named(file.trace().subject()), asKept));
            expected.put(
                    asKept,
                    file.trace()
                            .failure()
                            .map(kept -> kept.invariant().id() + " " + kept.invariant().title)
                            .orElse(""));
            String mended = "Mended" + expected.size() + "Test";
            sources.add(write(file, Subjects.CONTPTE, mended));
            expected.put(mended, "");
        }
        compile(sources, folder);
        try (URLClassLoader classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            for (var entry : expected.entrySet()) {
                String failure = failure(classes.loadClass(entry.getKey()));
                assertEquals(entry.getValue().isEmpty(), failure.isEmpty(), failure);
                assertTrue(failure.contains(entry.getValue()), failure);
            }
        }
        assertTrue(expected.size() >= 100);
    }

    @Test
    void text_ofATraceThatNobodyNamed_isNamedByCallAndInvariant() {
        TraceFile file =
                Texts.file(
                        Texts.PARTIAL_WRPROTECT.replace(
                                "mm id", "verdict violation block-uniform INV-37 step=2\nmm id"));
        String text = Export.JUNIT.text(file, Subjects.CONTPTE, Optional.of("1 odd name"));
        assertTrue(text.contains("\nclass WrprotectPtesKeepsBlockUniformTest {"), text);
        assertTrue(text.contains("void wrprotectPtes_onContpte_keepsBlockUniform() {"), text);
    }

    @Test
    void text_saysBesideEachOperationWhatMustBeSo() {
        String text =
                Export.JUNIT.text(
                        Texts.file(Texts.PARTIAL_WRPROTECT), Subjects.CONTPTE, Optional.empty());
        assertTrue(
                text.contains(
                        """
                                    wrprotect_ptes mm=1 addr=0x43000 nr=2
                                    #     0x40000 to 0x42fff: pfn=0x100 rw, young, clean
                                    #     0x43000 to 0x44fff: pfn=0x103 ro, young, clean
                        """),
                text);
    }
}
