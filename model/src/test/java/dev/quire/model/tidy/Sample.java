package dev.quire.model.tidy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small source tree in one file, with the complaints which it must bring about.
 *
 * <p>Lines that start with {@code >>>} direct, all others are source text of the file named last:
 *
 * <pre>
 * {@code >>> expect MESSAGE}        a complaint, to the letter; a sample without one must pass
 * {@code >>> file PATH}             starts a source file
 * {@code >>> repeat COUNT LINE}     COUNT times the line, its Java escapes resolved
 * {@code >>> no package-info}       takes away the package-info.java which every main package gets
 * </pre>
 */
record Sample(String name, SourceTree tree, List<String> expected) {

    private static final String MARK = ">>> ";

    static Sample read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Sample parse(String name, String text) {
        Map<String, StringBuilder> files = new LinkedHashMap<>();
        List<String> expected = new ArrayList<>();
        boolean packageInfo = true;
        StringBuilder file = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.startsWith(MARK + "expect ")) {
                expected.add(line.substring((MARK + "expect ").length()));
            } else if (line.startsWith(MARK + "file ")) {
                file = new StringBuilder();
                files.put(line.substring((MARK + "file ").length()), file);
            } else if (line.startsWith(MARK + "repeat ")) {
                String[] words = line.substring((MARK + "repeat ").length()).split(" ", 2);
                String repeated = words[1].translateEscapes() + "\n";
                file.append(repeated.repeat(Integer.parseInt(words[0])));
            } else if (line.equals(MARK + "no package-info")) {
                packageInfo = false;
            } else {
                file.append(line).append('\n');
            }
        }
        List<SourceFile> sources = new ArrayList<>();
        files.forEach((path, source) -> sources.add(SourceFile.of(path, source.toString())));
        if (packageInfo) {
            sources.addAll(packageInfos(sources));
        }
        return new Sample(name, new SourceTree(sources), expected);
    }

    private static List<SourceFile> packageInfos(List<SourceFile> sources) {
        Map<String, SourceFile> infos = new LinkedHashMap<>();
        for (SourceFile source : sources) {
            if (!source.isTest()) {
                String path = source.folder() + "/package-info.java";
                infos.put(path, SourceFile.of(path, "package " + source.packageName() + ";\n"));
            }
        }
        sources.forEach(source -> infos.remove(source.path()));
        return List.copyOf(infos.values());
    }
}
