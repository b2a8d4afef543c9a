package dev.quire.model.tidy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java source of the project. The path starts at the module's folder and is written with slashes.
 */
record SourceFile(String path, SourceText text, String packageName, List<Import> imports) {

    /** One import: the imported name as written, and the package it lies in. */
    record Import(String name, String packageName, int line) {}

    private static final String TEST_FOLDER = "/src/test/java/";

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
    private static final Pattern IMPORT =
            Pattern.compile("(?m)^[ \\t]*import\\s+(?:static\\s+)?([\\w.]+(?:\\.\\*)?)\\s*;");

    /** The segments of a name before the first that starts like a type or is a star. */
    private static final Pattern PACKAGE_OF_NAME = Pattern.compile("[a-z_]\\w*(?:\\.[a-z_]\\w*)*");

    static SourceFile of(String path, String written) {
        SourceText text = SourceText.of(written);
        Matcher declared = PACKAGE.matcher(text.code());
        String packageName = declared.find() ? declared.group(1) : "";
        List<Import> imports =
                IMPORT.matcher(text.code())
                        .results()
                        .map(
                                found ->
                                        new Import(
                                                found.group(1),
                                                packageOf(found.group(1)),
                                                text.lineAt(found.start())))
                        .toList();
        return new SourceFile(path, text, packageName, imports);
    }

    String module() {
        return path.substring(0, path.indexOf('/'));
    }

    boolean isTest() {
        return path.contains(TEST_FOLDER);
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /**
     * The name of the file without folder and extension: that of its top type, or {@code
     * package-info}.
     */
    String simpleName() {
        return path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    }

    String qualifiedName() {
        return packageName + "." + simpleName();
    }

    boolean isPackageInfo() {
        return simpleName().equals("package-info");
    }

    private static String packageOf(String name) {
        Matcher matcher = PACKAGE_OF_NAME.matcher(name);
        return matcher.lookingAt() ? matcher.group() : "";
    }
}
