package dev.quire.model.tidy;

import dev.quire.model.tidy.SourceFile.Import;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * No packages of the project import each other in a circle.
 *
 * <p>Test sources beside a main package are left out: they may import test types of packages which
 * import theirs.
 */
final class CycleRule implements Rule {

    /** The first import by which one package comes to depend on another. */
    private record Edge(SourceFile file, int line, String target) {}

    @Override
    public void check(SourceTree tree, Consumer<Complaint> complaints) {
        new Search(edges(tree), complaints).run();
    }

    private static Map<String, Map<String, Edge>> edges(SourceTree tree) {
        Set<String> mainPackages =
                tree.files().stream()
                        .filter(file -> !file.isTest())
                        .map(SourceFile::packageName)
                        .collect(Collectors.toSet());
        Map<String, Map<String, Edge>> edges = new TreeMap<>();
        for (SourceFile file : tree.files()) {
            if (file.isTest() && mainPackages.contains(file.packageName())) {
                continue;
            }
            for (Import imported : file.imports()) {
                String target = imported.packageName();
                if (target.startsWith(ImportTable.BASE) && !target.equals(file.packageName())) {
                    edges.computeIfAbsent(file.packageName(), name -> new TreeMap<>())
                            .putIfAbsent(target, new Edge(file, imported.line(), target));
                }
            }
        }
        return edges;
    }

    /** A depth-first search, which meets every cycle at the edge that closes it. */
    private static final class Search {
        private final Map<String, Map<String, Edge>> edges;
        private final Consumer<Complaint> complaints;
        private final List<String> path = new ArrayList<>();
        private final Set<String> done = new HashSet<>();

        Search(Map<String, Map<String, Edge>> edges, Consumer<Complaint> complaints) {
            this.edges = edges;
            this.complaints = complaints;
        }

        void run() {
            edges.keySet().forEach(this::visit);
        }

        private void visit(String packageName) {
            if (done.contains(packageName)) {
                return;
            }
            path.add(packageName);
            for (Edge edge : edges.getOrDefault(packageName, Map.of()).values()) {
                int start = path.indexOf(edge.target());
                if (start < 0) {
                    visit(edge.target());
                } else {
                    complaints.accept(closedBy(edge, path.subList(start, path.size())));
                }
            }
            path.remove(path.size() - 1);
            done.add(packageName);
        }

        private static Complaint closedBy(Edge edge, List<String> circle) {
            String text = String.join(" -> ", circle) + " -> " + edge.target();
            return new Complaint(
                    edge.file().path(), edge.line(), "cycle " + text, "one direction only");
        }
    }
}
