package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.model.geometry.Numbers;
import dev.quire.properties.ask.Answer;
import dev.quire.properties.ask.Difference;
import dev.quire.properties.ask.Effort;
import dev.quire.properties.ask.Question;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a question about folios by comparing two designs, or lists the questions. */
@Command(
        name = "ask",
        description =
                "Answer a question about folios: two designs, the shortest sequence on which they"
                        + " differ or all states, and two sentences. Without one, list them.",
        mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
    private static final long STEPS_MAX = 100_000_000;
    private static final long STATES_MAX = 100_000_000;

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "QUESTION",
            description = "A letter. Default: the questions are listed.")
    private String letter = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of generated workloads. Default: 0x1.")
    private String seed = "0x1";

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Operations of each generated workload. Default: 20000.")
    private String steps = Integer.toString(Effort.STEPS);

    @Option(
            names = "--states",
            paramLabel = "N",
            description =
                    "States that each search may visit; one that is cut makes the exit status 4."
                            + " Default: 1000000.")
    private String states = Integer.toString(Effort.STATES);

    AskCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        long from = Arguments.seed("--seed", seed);
        int count = (int) Arguments.count("--steps", steps, 1, STEPS_MAX);
        int visited = (int) Arguments.count("--states", states, 1, STATES_MAX);
        Effort effort = new Effort(from, count, visited);
        int status = ExitStatus.NOTHING_FOUND;
        if (letter.isEmpty()) {
            console.out().print(json ? ResultJson.text(questions()) : list());
        } else {
            Question question = named(letter);
            Answer answer = question.answer(effort);
            status = answer.cut() > 0 ? ExitStatus.GOAL_MISSED : status;
            console.out().print(json ? json(question, answer, effort) : text(question, answer));
        }
        console.out().flush();
        return status;
    }

    private static Question named(String letter) {
        try {
            return Question.of(letter);
        } catch (IllegalArgumentException e) {
            throw new Refusal("ask: " + e.getMessage(), e);
        }
    }

    private static String list() {
        StringBuilder text = new StringBuilder();
        for (Question question : Question.values()) {
            text.append(question.letter()).append("  ").append(question.sentence).append('\n');
        }
        return text.toString();
    }

    private static ArrayNode questions() {
        ArrayNode list = ResultJson.array();
        for (Question question : Question.values()) {
            list.addObject().put("question", question.letter()).put("sentence", question.sentence);
        }
        return list;
    }

    private static String text(Question question, Answer answer) {
        StringBuilder text = new StringBuilder();
        FolioText.line(text, "question", question.letter() + ": " + question.sentence);
        for (Difference difference : answer.differences()) {
            FolioText.line(text, "designs", difference.designs());
            int number = 0;
            for (String step : difference.steps()) {
                text.append(String.format(Locale.ROOT, "   %3d  %s\n", ++number, step));
            }
            FolioText.line(text, "result", difference.result());
            FolioText.line(text, "visited", difference.extent());
        }
        table(text, answer);
        answer.sentences().forEach(sentence -> FolioText.line(text, "answer", sentence));
        return text.toString();
    }

    private static void table(StringBuilder text, Answer answer) {
        int[] widths = new int[answer.header().size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = answer.header().get(column).length();
            for (List<String> row : answer.rows()) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        if (widths.length > 0) {
            FolioText.line(text, "table", answer.title());
            row(text, answer.header(), widths);
            answer.rows().forEach(row -> row(text, row, widths));
        }
    }

    private static void row(StringBuilder text, List<String> cells, int[] widths) {
        for (int column = 0; column < widths.length; column++) {
            text.append("  ")
                    .append(" ".repeat(widths[column] - cells.get(column).length()))
                    .append(cells.get(column));
        }
        text.append('\n');
    }

    private static String json(Question question, Answer answer, Effort effort) {
        ObjectNode json = ResultJson.object();
        json.put("question", question.letter());
        json.put("sentence", question.sentence);
        json.put("seed", Numbers.hex(effort.seed()));
        json.put("steps", effort.steps());
        json.put("statesMax", effort.states());
        ArrayNode differences = json.putArray("differences");
        for (Difference difference : answer.differences()) {
            ObjectNode one = differences.addObject();
            one.put("setting", difference.setting());
            one.put("first", difference.first());
            one.put("second", difference.second());
            one.put("designs", difference.designs());
            one.put("differs", difference.which().name().toLowerCase(Locale.ROOT));
            difference.steps().forEach(one.putArray("sequence")::add);
            one.put("seen", difference.seen());
            one.put("frames", difference.frames());
            one.put("operations", difference.operations());
            one.put("states", difference.states());
            one.put("tried", difference.tried());
            one.put("depth", difference.depth());
            one.put("end", difference.end().name().toLowerCase(Locale.ROOT));
            one.put("allStates", difference.holds());
        }
        json.put("searchesCut", answer.cut());
        json.put("title", answer.title());
        ArrayNode table = json.putArray("table");
        for (List<String> row : answer.rows()) {
            ObjectNode line = table.addObject();
            for (int column = 0; column < row.size(); column++) {
                line.put(answer.header().get(column), row.get(column));
            }
        }
        answer.sentences().forEach(json.putArray("answer")::add);
        return ResultJson.text(json);
    }
}
