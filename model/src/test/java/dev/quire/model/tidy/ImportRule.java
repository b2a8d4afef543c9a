package dev.quire.model.tidy;

import dev.quire.model.tidy.ImportTable.Row;
import dev.quire.model.tidy.SourceFile.Import;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Every package has a row in the {@link ImportTable}, and every import is one which its row allows.
 *
 * <p>Test sources beside main packages may also import the test types of their own module. Packages
 * that share one row with a star, such as the encodings, never import each other.
 */
record ImportRule(ImportTable table) implements Rule {

    /** What one source may import: the row of its package, and what its side adds. */
    private record Permit(SourceFile file, Row row, Optional<Row> extras, Set<String> testTypes) {

        boolean allows(Import imported) {
            String packageName = imported.packageName();
            if (packageName.startsWith("java.") || packageName.equals(file.packageName())) {
                return true;
            }
            if (!packageName.startsWith(ImportTable.BASE)) {
                return row.allowsLibrary(packageName)
                        || extras.map(more -> more.allowsLibrary(packageName)).orElse(false);
            }
            if (row.allowsPackage(packageName)) {
                return true;
            }
            boolean sibling = ImportTable.matches(row.pattern(), packageName);
            return extras.isPresent() && !sibling && importsTestType(imported);
        }

        private boolean importsTestType(Import imported) {
            String name = imported.name();
            return testTypes.stream()
                    .anyMatch(type -> name.equals(type) || name.startsWith(type + "."));
        }

        String text() {
            List<String> names = new ArrayList<>(List.of("java.*"));
            row.packages().forEach(name -> names.add(name.substring(ImportTable.BASE.length())));
            names.addAll(row.libraries());
            extras.ifPresent(more -> names.addAll(more.libraries()));
            return "only " + String.join(" ", names);
        }
    }

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        for (SourceFile file : tree.files()) {
            Optional<Permit> permit = permit(tree, file);
            if (permit.isEmpty()) {
                complaints.accept(unknown(file));
                continue;
            }
            for (Import imported : file.imports()) {
                if (!permit.get().allows(imported)) {
                    complaints.accept(forbidden(file, imported, permit.get()));
                }
            }
        }
    }

    private Optional<Permit> permit(SourceTree tree, SourceFile file) {
        Optional<Row> main = table.mainRow(file.module(), file.packageName());
        if (!file.isTest()) {
            return main.map(row -> new Permit(file, row, Optional.empty(), Set.of()));
        }
        if (main.isPresent()) {
            Optional<Row> extras = table.testExtras(file.module());
            return main.map(row -> new Permit(file, row, extras, testTypes(tree, file.module())));
        }
        return table.testRow(file.module(), file.packageName())
                .map(row -> new Permit(file, row, Optional.empty(), Set.of()));
    }

    private static Set<String> testTypes(SourceTree tree, String module) {
        return tree.files().stream()
                .filter(file -> file.isTest() && file.module().equals(module))
                .map(SourceFile::qualifiedName)
                .collect(Collectors.toSet());
    }

    private static Complaint unknown(SourceFile file) {
        return new Complaint(
                file.path(),
                1,
                "package not in the table: " + file.packageName(),
                "a row of ImportTable in section "
                        + (file.isTest() ? "tests " : "main ")
                        + file.module());
    }

    private static Complaint forbidden(SourceFile file, Import imported, Permit permit) {
        return new Complaint(
                file.path(),
                imported.line(),
                file.packageName() + " imports " + imported.name(),
                permit.text());
    }
}
