package dev.quire.model.tidy;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Every package of main sources says in a {@code package-info.java} what it is for. */
final class PackageInfoRule implements Rule {

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        Set<String> missing = new TreeSet<>();
        tree.files().stream()
                .filter(file -> !file.isTest())
                .map(SourceFile::folder)
                .forEach(missing::add);
        tree.files().stream()
                .filter(SourceFile::isPackageInfo)
                .map(SourceFile::folder)
                .forEach(missing::remove);
        for (String folder : missing) {
            complaints.accept(
                    new Complaint(
                            folder + "/package-info.java",
                            1,
                            "package without package-info.java",
                            "one sentence of purpose, what it may import, the file to read first"));
        }
    }
}
