package dev.quire.model.tidy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may import whom: every package of the project has one row, and what its row does not list is
 * forbidden.
 *
 * <p>Names in a row are relative to its module, unless they start with a module's name; {@code .}
 * is the module's own package. {@code x.*} is one package below {@code x}, {@code x.**} is {@code
 * x} and all below. {@code above} is every earlier row of the section, and {@code -x} takes {@code
 * x} out again. A word in capitals is defined in the first two sections. {@code java.*} and a
 * package itself are always allowed.
 *
 * <p>Test sources in a main package may import what the package may and, by the rows {@code +},
 * more. The other rows of a section {@code tests} are packages which exist on the test side only.
 */
final class ImportTable {

    private static final String TEXT =
            """
            libraries
              JUNIT           org.junit org.opentest4j
              JQWIK           net.jqwik
              QUICKTHEORIES   org.quicktheories
              LINCHECK        org.jetbrains.lincheck
              ALLURE          io.qameta.allure
              MATH            org.apache.commons.math3
              PICOCLI         picocli
              JACKSON         com.fasterxml.jackson
              PROGRESSBAR     me.tongfei.progressbar
              JMH             org.openjdk.jmh
              XML             javax.xml
              COMPILER        javax.tools
              MANAGEMENT      com.sun.management
            groups
              TECHNIQUES      entry.* folio.packed table.iterator tablecache contpte
              PROJECT         model.** counterexamples.** properties.**

            main model
              .
              geometry
              swap            geometry
              entry           geometry swap
              entry.*         geometry swap entry
              machine         geometry entry
              folio           geometry
              folio.packed    geometry folio
              table           geometry entry machine
              table.iterator  geometry entry machine table
              tablecache      geometry machine folio table
              range           above -TECHNIQUES
              reference       above -TECHNIQUES
              contpte         above -TECHNIQUES -reference
              operation       geometry swap entry folio range machine
              invariant       geometry swap entry machine folio table range operation
              subject         above -reference
              subject.process subject operation machine range entry folio geometry
              subject.bug     above -reference
              harness         above -TECHNIQUES
              folio.lockstep  geometry machine folio invariant reference harness
              folio.bug       geometry folio folio.packed invariant harness folio.lockstep
            tests model
              +               JUNIT
              tidy            JUNIT
              process         model.** JUNIT

            main counterexamples
              .
              trace           model.**
              store           trace model.**
              replay          trace model.**
              picture         trace replay model.**
              folio           trace replay picture model.**
              export          trace replay folio model.**
              kit
            tests counterexamples
              +               JUNIT COMPILER

            main properties
              .
              choice
              generate        choice model.**
              shrink          model.** counterexamples.trace
              explore         choice generate model.**
              statistics      model.** MATH
              shortest        choice generate shrink explore model.**
              estimate        choice explore statistics model.**
              campaign        above -shortest model.** counterexamples.**
              engine.jqwik          choice JQWIK
              engine.quicktheories  choice QUICKTHEORIES
              matrix          above model.** counterexamples.**
              folio           choice explore campaign model.** counterexamples.**
              ask             choice folio model.**
              cli             above model.** counterexamples.** PICOCLI JACKSON PROGRESSBAR
            tests properties
              +               JUNIT JQWIK MANAGEMENT
              allure          PROJECT JUNIT ALLURE
              lincheck        PROJECT JUNIT LINCHECK
              *               PROJECT JUNIT JQWIK MATH

            main benchmarks
              .               benchmarks.** model.** properties.** JMH JQWIK
              process         model.** counterexamples.** properties.** JMH
              *               benchmarks.** model.** properties.** JMH JQWIK
            tests benchmarks
              +               JUNIT

            main reports
              .
              results         ALLURE JACKSON
              history         above ALLURE JACKSON
              category        above ALLURE JACKSON
              publish         above ALLURE JACKSON XML
            tests reports
              +               JUNIT JACKSON
            """;

    static final String BASE = "dev.quire.";
    static final ImportTable PROJECT = parse(TEXT);

    /** One row: package patterns and library prefixes, all of them written out. */
    record Row(String section, String pattern, Set<String> packages, Set<String> libraries) {

        boolean allowsPackage(String packageName) {
            return packages.stream().anyMatch(allowed -> matches(allowed, packageName));
        }

        boolean allowsLibrary(String packageName) {
            return libraries.stream().anyMatch(allowed -> matches(allowed + ".**", packageName));
        }
    }

    private final Map<String, List<Row>> sections;

    private ImportTable(Map<String, List<Row>> sections) {
        this.sections = sections;
    }

    /** Reads a table in the notation of the class comment. */
    static ImportTable parse(String text) {
        return new ImportTable(new Parser().sections(text));
    }

    /** The row of a package in the main sources of a module. */
    Optional<Row> mainRow(String module, String packageName) {
        return find("main " + module, packageName);
    }

    /** The row of a package which exists in the test sources of a module only. */
    Optional<Row> testRow(String module, String packageName) {
        return find("tests " + module, packageName);
    }

    /** What test sources beside main packages of a module may import on top. */
    Optional<Row> testExtras(String module) {
        return find("tests " + module, name(module, "+"));
    }

    List<Row> rows() {
        return sections.values().stream().flatMap(List::stream).toList();
    }

    static boolean matches(String pattern, String packageName) {
        if (pattern.endsWith(".**")) {
            String top = pattern.substring(0, pattern.length() - ".**".length());
            return packageName.equals(top) || packageName.startsWith(top + ".");
        }
        if (pattern.endsWith(".*")) {
            int dot = packageName.lastIndexOf('.');
            return dot >= 0
                    && packageName
                            .substring(0, dot)
                            .equals(pattern.substring(0, pattern.length() - 2));
        }
        return pattern.equals(packageName);
    }

    private Optional<Row> find(String section, String packageName) {
        return sections.getOrDefault(section, List.of()).stream()
                .filter(row -> matches(row.pattern(), packageName))
                .findFirst();
    }

    private static String name(String module, String relative) {
        return BASE + (relative.equals(".") ? module : module + "." + relative);
    }

    /** The reader of the table's text, section by section. */
    private static final class Parser {
        private static final Set<String> MODULES =
                Set.of("model", "counterexamples", "properties", "benchmarks", "reports");

        private final Map<String, List<String>> libraries = new HashMap<>();
        private final Map<String, List<String>> groups = new HashMap<>();
        private final Map<String, List<Row>> sections = new HashMap<>();

        Map<String, List<Row>> sections(String text) {
            String section = "";
            for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
                List<String> words = List.of(line.trim().split("\\s+"));
                List<String> rest = words.subList(1, words.size());
                if (!line.startsWith(" ")) {
                    section = line.trim();
                } else if (section.equals("libraries")) {
                    libraries.put(words.get(0), rest);
                } else if (section.equals("groups")) {
                    groups.put(words.get(0), rest);
                } else {
                    List<Row> rows = sections.computeIfAbsent(section, name -> new ArrayList<>());
                    rows.add(row(section, words.get(0), rest, rows));
                }
            }
            return sections;
        }

        private Row row(String section, String relative, List<String> words, List<Row> above) {
            String module = section.substring(section.indexOf(' ') + 1);
            Set<String> packages = new LinkedHashSet<>();
            Set<String> prefixes = new LinkedHashSet<>();
            for (String word : words) {
                if (libraries.containsKey(word)) {
                    prefixes.addAll(libraries.get(word));
                } else if (word.equals("above")) {
                    above.forEach(row -> packages.add(row.pattern()));
                } else if (word.startsWith("-")) {
                    packages.removeAll(packages(module, word.substring(1)));
                } else {
                    packages.addAll(packages(module, word));
                }
            }
            return new Row(section, name(module, relative), packages, prefixes);
        }

        private List<String> packages(String module, String word) {
            return groups.getOrDefault(word, List.of(word)).stream()
                    .map(name -> isAbsolute(name) ? BASE + name : name(module, name))
                    .toList();
        }

        private static boolean isAbsolute(String name) {
            return MODULES.contains(name.split("\\.", 2)[0]);
        }
    }
}
