package dev.quire.counterexamples.replay;

import dev.quire.model.harness.ActAccount;
import dev.quire.model.harness.LockStep;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.List;

/** Looks on while a trace runs, and is told what each step and each of its acts did. */
public abstract class ToldSteps implements StepListener {
    private ActAccount account;

    @Override
    public void before(int number, LockStep run) {
        if (account == null) {
            account = run.tell();
        }
    }

    /**
     * The lines of the step that has just run, the operation first, each followed by what it did
     * in parentheses.
     */
    protected final List<String> lines(Step step) {
        List<String> lines = new ArrayList<>();
        int act = ActAccount.OWN;
        for (String line : step.lines()) {
            String what = account.of(act++);
            lines.add(what.isEmpty() ? line : line + "    (" + what + ")");
        }
        return lines;
    }
}
