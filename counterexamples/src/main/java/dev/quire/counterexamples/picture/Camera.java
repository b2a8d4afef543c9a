package dev.quire.counterexamples.picture;

import dev.quire.counterexamples.replay.StepListener;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.entry.Encoding;
import dev.quire.model.geometry.Geometry;
import dev.quire.model.harness.LockStep;
import dev.quire.model.harness.Outcome;
import dev.quire.model.harness.Verdict;
import dev.quire.model.machine.Memory;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a frame of every step: the blocks that it changed, on both sides. */
final class Camera implements StepListener {
    private final List<Step> steps;
    private final Geometry geometry;
    private final Encoding encoding;
    private final List<Frame> frames = new ArrayList<>();
    private Cell[] subject = {};
    private Cell[] reference = {};

    Camera(Trace trace) {
        this.steps = trace.steps();
        this.geometry = trace.setup().machine().geometry();
        this.encoding = trace.setup().machine().encoding();
    }

    List<Frame> frames() {
        return frames;
    }

    @Override
    public void before(int number, LockStep run) {
        if (number == 1) {
            int slots = run.memory().slots();
            subject = new Cell[slots];
            reference = new Cell[slots];
            for (int slot = 0; slot < slots; slot++) {
                subject[slot] = Cell.of(encoding, run.memory().raw(slot));
                reference[slot] = Cell.of(run.pages(), slot);
            }
        }
    }

    @Override
    public void after(int number, LockStep run, Outcome outcome) {
        boolean failed = outcome == Outcome.FAILED;
        Map<Integer, Demand> wrong = failed ? wrong(run) : Map.of();
        List<Block> blocks = new ArrayList<>();
        int entries = geometry.blockEntries();
        for (int start = 0; start < subject.length; start += entries) {
            Block block = block(run, start, wrong);
            boolean matters = false;
            for (int at = 0; at < entries; at += Block.ROW) {
                matters |= block.matters(at);
            }
            if (matters) {
                blocks.add(block);
            }
        }
        frames.add(new Frame(number, steps.get(number - 1), failed, blocks));
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
    private Block block(LockStep run, int start, Map<Integer, Demand> wrong) {
        Memory memory = run.memory();
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
            reference[slot] = demand.on(Cell.of(run.pages(), slot));
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
