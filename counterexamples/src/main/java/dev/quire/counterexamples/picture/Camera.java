package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.replay.ToldSteps;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Takes a frame of every step: the blocks that it changed, on both sides. */
final class Camera extends ToldSteps {
    private final List<Step> steps;
    private final Geometry geometry;
    private final Encoding encoding;
    private final boolean inFull;
    private final List<Frame> frames = new ArrayList<>();
    private final Cell[] subject;
    private Cell[] reference;

    /** Looks at empty tables, from which every run starts. */
    Camera(Trace trace, boolean inFull) {
        this.steps = trace.steps();
        this.geometry = trace.setup().machine().geometry();
        this.encoding = trace.setup().machine().encoding();
        this.inFull = inFull;
        this.subject = new Cell[trace.setup().memory().slots()];
        Arrays.fill(subject, Cell.of(encoding, 0));
        this.reference = subject.clone();
    }

    List<Frame> frames() {
        return frames;
    }

    @Override
    public void before(int number, LockStep run) {
        super.before(number, run);
        run.checkAll(inFull);
    }

    @Override
    public void after(int number, LockStep run, Outcome outcome) {
        boolean failed = outcome == Outcome.FAILED;
        Map<Integer, Demand> wrong = failed ? wrong(run) : Map.of();
        List<String> told = lines(steps.get(number - 1));
        frame(number, told, failed, run.memory(), slot -> Cell.of(run.pages(), slot), wrong);
    }

    /** Takes a last frame: what two ways leave that start from where the run has ended. */
    void part(Verdict verdict, Memory one, Memory other) {
        Map<Integer, Demand> wrong = new HashMap<>();
        for (Verdict.Row row : verdict.rows()) {
            wrong.put(one.slot(row.mm(), row.addr()), Demand.NONE);
        }
        reference = subject.clone();
        List<String> told = steps.get(verdict.step() - 1).lines();
        frame(verdict.step(), told, true, one, slot -> Cell.of(encoding, other.raw(slot)), wrong);
    }

    private void frame(
            int number,
            List<String> told,
            boolean failed,
            Memory memory,
            IntFunction<Cell> other,
            Map<Integer, Demand> wrong) {
        List<Block> blocks = new ArrayList<>();
        int entries = geometry.blockEntries();
        for (int start = 0; start < subject.length; start += entries) {
            Block block = block(memory, other, start, wrong);
            boolean matters = false;
            for (int at = 0; at < entries; at += Block.ROW) {
                matters |= block.matters(at);
            }
            if (matters) {
                blocks.add(block);
            }
        }
        frames.add(new Frame(number, steps.get(number - 1), told, failed, blocks));
    }

    /** What the verdict asks of each page that it names. */
    private Map<Integer, Demand> wrong(LockStep run) {
        Map<Integer, Demand> wrong = new HashMap<>();
        Verdict verdict = run.verdict();
        for (Verdict.Row row : verdict.rows()) {
            if (row.wrong()) {
                int slot = run.memory().slot(row.mm(), row.addr());
                wrong.put(slot, Demand.of(verdict, row, geometry));
            }
        }
        return wrong;
    }

    /** A block before and after; what is seen now is what the next step starts from. */
    private Block block(
            Memory memory, IntFunction<Cell> other, int start, Map<Integer, Demand> wrong) {
        List<Cell> before = new ArrayList<>();
        List<Cell> after = new ArrayList<>();
        List<Cell> referenceBefore = new ArrayList<>();
        List<Cell> referenceAfter = new ArrayList<>();
        List<Boolean> marks = new ArrayList<>();
        for (int slot = start; slot < start + geometry.blockEntries(); slot++) {
            before.add(subject[slot]);
            referenceBefore.add(reference[slot]);
            subject[slot] = Cell.of(encoding, memory.raw(slot));
            Demand demand = wrong.getOrDefault(slot, Demand.NONE);
            reference[slot] = demand.on(other.apply(slot));
            after.add(subject[slot]);
            referenceAfter.add(reference[slot]);
            marks.add(wrong.containsKey(slot));
        }
        return new Block(
                memory.mm(start),
                memory.addr(start),
                geometry.pageSize(),
                before,
                after,
                referenceBefore,
                referenceAfter,
                marks);
    }
}
