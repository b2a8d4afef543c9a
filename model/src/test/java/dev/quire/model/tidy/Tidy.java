package dev.quire.model.tidy;

import java.util.ArrayList;
import java.util.List;

/** All rules together. */
final class Tidy {

    static final List<Rule> RULES =
            List.of(
                    new ImportRule(ImportTable.PROJECT),
                    new CycleRule(),
                    new PackageInfoRule(),
                    new SizeRule(),
                    new NameRule(),
                    new TestNameRule(),
                    new LeftoverRule());

    private Tidy() {}

    /** Every place in the tree that breaks a rule, by path and line. */
    static List<Complaint> check(SourceTree tree) {
        List<Complaint> complaints = new ArrayList<>();
        for (Rule rule : RULES) {
            rule.check(tree, complaints::add);
        }
        return complaints.stream().sorted().toList();
    }
}
