package dev.quire.model.tidy;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every class with tests has a name by which the build finds it, and one that lets an engine choose
 * is named as properties are: the report is searched by that name for what they must tell.
 *
 * <p>An abstract contract is exempt: the tests that extend it are found.
 */
final class TestNameRule implements Rule {

    /** How the names end which the build runs: the patterns of the parent pom. */
    static final List<String> ENDINGS = List.of("Test", "Properties", "Exploration");

    private static final Pattern TEST_METHOD =
            Pattern.compile(
                    "@\\s*(?:[\\w.]+\\.)?(?:Test|ParameterizedTest|RepeatedTest|TestFactory"
                            + "|TestTemplate|Property|Example)\\b");

    /** How the name of a class with properties ends. */
    private static final String PROPERTIES = "Properties";

    /** Engines, and the packages that alone know how they choose. */
    private static final Pattern ENGINE =
            Pattern.compile("(?:net\\.jqwik|org\\.quicktheories|dev\\.quire\\.\\w+\\.engine)\\b.*");

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        for (SourceFile file : tree.files()) {
            checkProperties(file, complaints);
            Matcher test = TEST_METHOD.matcher(file.text().code());
            if (file.isTest() && !isFound(file) && !isContract(file) && test.find()) {
                complaints.accept(
                        new Complaint(
                                file.path(),
                                file.text().lineAt(test.start()),
                                "test class " + file.simpleName() + " which no build runs",
                                "a name that ends in " + String.join(", ", ENDINGS)));
            }
        }
    }

    private static void checkProperties(SourceFile file, Consumer<Complaint> complaints) {
        boolean apart = !file.isTest() || ENGINE.matcher(file.packageName()).matches();
        if (apart || file.simpleName().endsWith(PROPERTIES)) {
            return;
        }
        file.imports().stream()
                .filter(imported -> ENGINE.matcher(imported.packageName()).matches())
                .findFirst()
                .ifPresent(
                        imported ->
                                complaints.accept(
                                        new Complaint(
                                                file.path(),
                                                imported.line(),
                                                "properties in class " + file.simpleName(),
                                                "a name that ends in " + PROPERTIES)));
    }

    private static boolean isFound(SourceFile file) {
        return ENDINGS.stream().anyMatch(file.simpleName()::endsWith);
    }

    private static boolean isContract(SourceFile file) {
        return file.simpleName().endsWith("Contract")
                && Pattern.compile("\\babstract\\s+class\\s+" + file.simpleName() + "\\b")
                        .matcher(file.text().code())
                        .find();
    }
}
