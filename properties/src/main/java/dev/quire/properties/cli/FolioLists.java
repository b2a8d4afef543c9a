package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.bug.FolioBug;
import dev.quire.model.folio.bug.FolioSubjects;
import dev.quire.model.folio.lockstep.FolioArgument;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioGoal;
import dev.quire.model.folio.lockstep.FolioSubject;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The lists of the system of folios. */
final class FolioLists {
    private static final Map<String, Supplier<ArrayNode>> LISTS =
            Map.of(
                    "subjects", FolioLists::subjects,
                    "machines", FolioLists::machines,
                    "operations", FolioLists::operations,
                    "bugs", FolioLists::bugs,
                    "goals", FolioLists::goals);

    private FolioLists() {}

    /** The list of a name, or null if there is none: the caller names those that there are. */
    static Supplier<ArrayNode> of(String what) {
        return LISTS.get(what);
    }

    private static ArrayNode subjects() {
        ArrayNode list = ResultJson.array();
        for (FolioSubject subject : FolioSubjects.correct()) {
            ListCommand.entry(list, subject.name(), subject.sentence());
        }
        return list;
    }

    private static ArrayNode machines() {
        ArrayNode list = ResultJson.array();
        for (FolioMachine machine : FolioMachine.all()) {
            ListCommand.entry(list, machine.name(), machine.sentence());
        }
        return list;
    }

    private static ArrayNode operations() {
        ArrayNode list = ResultJson.array();
        for (FolioCall call : FolioCall.values()) {
            String keys =
                    call.arguments.stream().map(FolioLists::key).collect(Collectors.joining(" "));
            ListCommand.entry(list, call.word, call.sentence).put("arguments", keys);
        }
        return list;
    }

    private static String key(FolioArgument argument) {
        return argument.required ? argument.key + "=" : "[" + argument.key + "=]";
    }

    private static ArrayNode bugs() {
        ArrayNode list = ResultJson.array();
        for (FolioBug bug : FolioSubjects.bugs()) {
            ListCommand.entry(list, bug.subject().name(), bug.subject().sentence())
                    .put("system", FolioText.SYSTEM)
                    .put("invariant", bug.caughtBy().title)
                    .put("history", bug.history())
                    .put("machine", bug.machine());
        }
        return list;
    }

    private static ArrayNode goals() {
        ArrayNode list = ResultJson.array();
        for (FolioGoal goal : FolioGoal.values()) {
            ListCommand.entry(list, goal.title(), goal.sentence);
        }
        return list;
    }
}
