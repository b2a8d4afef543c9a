package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.model.invariant.Antecedents;
import dev.quire.model.invariant.Goal;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Argument;
import dev.quire.model.operation.Call;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import dev.quire.model.subject.bug.SeededBug;
import dev.quire.model.subject.bug.SeededBugs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what there is, by name. */
@Command(
        name = "list",
        description = "List subjects, machines, operations, invariants, bugs or goals.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    private static final Map<String, Supplier<ArrayNode>> LISTS =
            Map.of(
                    "subjects", ListCommand::subjects,
                    "machines", ListCommand::machines,
                    "operations", ListCommand::operations,
                    "invariants", ListCommand::invariants,
                    "bugs", ListCommand::bugs,
                    "goals", ListCommand::goals);

    /** The keys that have no column of their own. */
    private static final Set<String> UNSHOWN = Set.of("sentence", "system", "antecedent");

    private final Console console;

    @Parameters(
            paramLabel = "WHAT",
            description = "subjects, machines, operations, invariants, bugs or goals.")
    private String what = "";

    @Option(
            names = "--system",
            paramLabel = "NAME",
            description = "Of which system: ranges or folio. Default: ranges.")
    private String system = "ranges";

    @Option(names = "--json", description = "Print the list as one JSON document.")
    private boolean json;

    ListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!system.equals(FolioText.SYSTEM) && !system.equals("ranges")) {
            throw new Refusal("--system: found " + system + ", expected ranges or folio");
        }
        boolean folio = system.equals(FolioText.SYSTEM) && !what.equals("invariants");
        Supplier<ArrayNode> list = folio ? FolioLists.of(what) : LISTS.get(what);
        if (list == null) {
            throw new Refusal(
                    "list: found "
                            + what
                            + ", expected one of subjects, machines, operations, invariants, bugs,"
                            + " goals");
        }
        console.out().print(json ? ResultJson.text(list.get()) : table(list.get()));
        return ExitStatus.NOTHING_FOUND;
    }

    /** Columns as wide as they must be, the sentence last. */
    private static String table(ArrayNode list) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode entry : list) {
            List<String> row = new ArrayList<>();
            for (Map.Entry<String, JsonNode> field : entry.properties()) {
                if (!UNSHOWN.contains(field.getKey())) {
                    row.add(field.getValue().asText());
                }
            }
            row.add(entry.get("sentence").asText());
            rows.add(row);
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size() - 1; column++) {
                int at = column;
                int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(1);
                line.append(String.format(Locale.ROOT, "%-" + (width + 2) + "s", row.get(column)));
            }
            text.append(line).append(row.get(row.size() - 1)).append('\n');
        }
        return text.toString();
    }

    static ObjectNode entry(ArrayNode list, String name, String sentence) {
        return list.addObject().put("name", name).put("sentence", sentence);
    }

    private static ArrayNode subjects() {
        ArrayNode list = ResultJson.array();
        for (Subject subject : Subjects.all()) {
            entry(list, subject.name(), subject.sentence());
        }
        return list;
    }

    private static ArrayNode machines() {
        ArrayNode list = ResultJson.array();
        for (MachineSpec machine : Machines.all()) {
            entry(list, machine.name(), machine.sentence());
        }
        return list;
    }

    private static ArrayNode operations() {
        ArrayNode list = ResultJson.array();
        for (Call call : Call.values()) {
            String keys =
                    call.arguments.stream().map(ListCommand::key).collect(Collectors.joining(" "));
            String cpu = call.hardware() ? "[mm=] addr= " : "mm= addr= ";
            entry(list, call.word, call.sentence).put("arguments", (cpu + keys).strip());
        }
        return list;
    }

    /** A key that may be left out stands in brackets. */
    private static String key(Argument argument) {
        return argument.required() ? argument.key + "=" : "[" + argument.key + "=]";
    }

    private static ArrayNode invariants() {
        ArrayNode list = ResultJson.array();
        Arrays.stream(Invariant.values())
                .sorted((a, b) -> Integer.compare(a.number, b.number))
                .forEach(
                        invariant ->
                                entry(list, invariant.title, invariant.sentence)
                                        .put("id", invariant.id())
                                        .put("antecedent", Antecedents.of(invariant)));
        return list;
    }

    private static ArrayNode bugs() {
        ArrayNode list = ResultJson.array();
        for (SeededBug bug : SeededBugs.all()) {
            entry(list, bug.subject().name(), bug.subject().sentence())
                    .put("system", "encapsulated-entries")
                    .put("invariant", bug.caughtBy().title)
                    .put("history", bug.history())
                    .put("machine", bug.machine())
                    .put("rare", bug.rare());
        }
        return list;
    }

    private static ArrayNode goals() {
        ArrayNode list = ResultJson.array();
        for (Goal goal : Goal.values()) {
            entry(list, goal.title(), goal.sentence);
        }
        return list;
    }
}
