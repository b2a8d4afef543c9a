package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import dev.quire.model.subject.Machines;
import dev.quire.model.subject.process.ProcessSubject;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one form in which a failure is told: what does not hold, the operations with the failing one
 * marked, both sides where they differ, and the lines to paste.
 *
 * @param trace the operations, shrunk, with the subject that they failed on
 * @param verdict of the last step that ran
 * @param operationsBefore how many operations there were before shrinking
 * @param replay the line to paste that runs the trace again
 */
public record FailureReport(
        Trace trace, Verdict verdict, OptionalInt operationsBefore, Optional<String> replay) {
    /** How Quire is called, written out for pasting. */
    public static final String COMMAND = "java -jar properties/target/quire.jar";

    /** The line to paste that runs the trace of a file again. */
    public static String replay(String file) {
        return COMMAND + " replay " + quoted(file);
    }

    /** The same for what was found on the subject of a trace: a command is not run unasked. */
    public static String replay(String file, Trace trace) {
        return ProcessSubject.isNamed(trace.subject())
                ? replay(file) + " --subject=" + quoted(trace.subject())
                : replay(file);
    }

    /** The report, each line ended by a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(heading(verdict.kind(), verdict.invariant())).append('\n');
        text.append("found      ").append(verdict.message()).append('\n');
        text.append("subject    ").append(trace.subject());
        text.append("    machine  ").append(machine()).append("    ").append(length());
        text.append('\n');
        steps(text, trace, verdict.step(), verdict.act());
        boolean severalMms = trace.setup().mms().size() > 1;
        boolean inRows = verdict.order().isEmpty() && verdict.kept().isEmpty();
        if (inRows || verdict.rows().stream().anyMatch(Verdict.Row::wrong)) {
            text.append(
                    new RowTable(verdict, trace.setup().machine().geometry(), severalMms).text());
        }
        text.append(OrderLines.text(verdict));
        replay.ifPresent(line -> text.append("replay     ").append(line).append('\n'));
        trace.provenance()
                .search()
                .ifPresent(line -> text.append("search     ").append(line).append('\n'));
        return text.toString();
    }

    /** The first line of a report: its first word groups failures in the published one. */
    public static String heading(Verdict.Kind kind, Invariant invariant) {
        return kindWord(kind) + invariant.id() + " " + invariant.title + ": " + invariant.sentence;
    }

    private static String kindWord(Verdict.Kind kind) {
        return switch (kind) {
            case VIOLATION -> "invariant  ";
            case LIVELOCK -> "LIVELOCK   ";
            case CRASH -> "CRASH      ";
            case HANG -> "HANG       ";
            case PROTOCOL -> "PROTOCOL   ";
            case SELF_CHECK -> "SELF-CHECK ";
        };
    }

    private String machine() {
        return machine(trace.setup().machine());
    }

    /** The machine's name, and its settings unless they are those that come with the name. */
    static String machine(MachineSpec machine) {
        boolean usual = Machines.named(machine.name()).text().equals(machine.text());
        return usual ? machine.name() : machine.text();
    }

    private String length() {
        return length(trace.operations(), operationsBefore);
    }

    /** How long it is, and was before it was shrunk. */
    static String length(int now, OptionalInt operationsBefore) {
        String unit = now == 1 ? " operation" : " operations";
        return operationsBefore.isPresent()
                ? "shrunk  " + operationsBefore.getAsInt() + " -> " + now + unit
                : "length  " + now + unit;
    }

    /**
     * The operations, one line each and one for each act.
     *
     * @param marked the number of the failing step
     * @param markedAct the act that failed inside it, counted from 0; -1: the step itself
     */
    static void steps(StringBuilder text, Trace trace, int marked, int markedAct) {
        int widest = 0;
        for (Step step : trace.steps()) {
            widest = Math.max(widest, call(step.operation()).length());
        }
        for (int i = 0; i < trace.steps().size(); i++) {
            Step step = trace.steps().get(i);
            String call = call(step.operation());
            boolean failing = marked == i + 1;
            String mark = failing && markedAct < 0 ? ">>" : "";
            text.append(String.format(Locale.ROOT, "%-2s%3d  %-" + widest + "s", mark, i + 1, call))
                    .append("  ")
                    .append(step.operation().text().substring(call.length() + 1))
                    .append('\n');
            for (int act = 0; act < step.acts().size(); act++) {
                text.append(failing && markedAct == act ? ">>       " : "         ")
                        .append(step.acts().get(act).text())
                        .append('\n');
            }
        }
    }

    /** An operation's text up to its arguments. */
    private static String call(Operation operation) {
        return operation.text().substring(0, operation.text().indexOf(" mm="));
    }

    /** A file name as a shell reads it. */
    public static String quoted(String name) {
        return name.matches("[A-Za-z0-9_./+:=@%-]+")
                ? name
                : "'" + name.replace("'", "'\\''") + "'";
    }
}
