package dev.quire.model.tidy;

import java.util.List;
import java.util.function.Consumer;

/** Files, methods and lines stay within their limits; lines hold no tab and end without a blank. */
final class SizeRule implements Rule {

    private static final int FILE_LINES_MAX = 500;
    private static final int METHOD_LINES_MAX = 60;
    private static final int COLUMNS_MAX = 100;

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        for (SourceFile file : tree.files()) {
            List<String> lines = List.of(file.text().written().split("\n"));
            if (lines.size() > FILE_LINES_MAX) {
                String what = "file of " + lines.size() + " lines";
                complaints.accept(
                        new Complaint(
                                file.path(),
                                FILE_LINES_MAX + 1,
                                what,
                                "at most " + FILE_LINES_MAX + ": one idea per file"));
            }
            for (int line = 1; line <= lines.size(); line++) {
                checkLine(file.path(), line, lines.get(line - 1), complaints);
            }
            checkMethods(file, complaints);
        }
    }

    private static void checkLine(
            String path, int line, String text, Consumer<Complaint> complaints) {
        int columns = text.codePointCount(0, text.length());
        if (columns > COLUMNS_MAX && !text.startsWith("import ")) {
            String what = "line of " + columns + " columns";
            complaints.accept(new Complaint(path, line, what, "at most " + COLUMNS_MAX));
        }
        if (text.indexOf('\t') >= 0) {
            complaints.accept(new Complaint(path, line, "tab", "spaces"));
        }
        if (!text.equals(text.stripTrailing())) {
            complaints.accept(
                    new Complaint(path, line, "trailing whitespace", "a line that ends in text"));
        }
    }

    private static void checkMethods(SourceFile file, Consumer<Complaint> complaints) {
        for (Method method : MethodScanner.methodsOf(file.text())) {
            if (method.lines() > METHOD_LINES_MAX) {
                String what = "method " + method.name() + " of " + method.lines() + " lines";
                complaints.accept(
                        new Complaint(
                                file.path(),
                                method.firstLine(),
                                what,
                                "at most " + METHOD_LINES_MAX + ": a method fits a screen"));
            }
        }
    }
}
