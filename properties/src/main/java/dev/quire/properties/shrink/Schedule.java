package dev.quire.properties.shrink;

import dev.quire.model.operation.Act;
import dev.quire.model.operation.Call;
import dev.quire.model.operation.Operation;
import dev.quire.model.operation.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * The pieces of lockless reads in a list, in the order in which they run: where they stand is the
 * schedule. Fewer pieces are fewer preemptions.
 */
final class Schedule {
    /** What a piece that spun may be instead. */
    private static final int READS_FEW = 3;

    private final List<Step> steps;
    private final List<Piece> pieces = new ArrayList<>();

    Schedule(List<Step> steps) {
        this.steps = steps;
        for (int at = 0; at < steps.size(); at++) {
            Step step = steps.get(at);
            if (step.operation().preempted()) {
                pieces.add(new Piece(at, -1, step.operation()));
            }
            for (int act = 0; act < step.acts().size(); act++) {
                Operation operation = step.acts().get(act).operation();
                if (operation.preempted() || operation.call() == Call.PTEP_GET_LOCKLESS) {
                    pieces.add(new Piece(at, act, operation));
                }
            }
        }
    }

    /** Each two pieces of a read that follow one another made one, early or late. */
    List<List<Step>> fewer() {
        List<List<Step>> fewer = new ArrayList<>();
        for (int i = pieces.size() - 1; i > 0; i--) {
            Piece later = pieces.get(i);
            int before = i - 1;
            while (before >= 0 && pieces.get(before).operation.cpu() != later.operation.cpu()) {
                before--;
            }
            if (later.operation.call() == Call.RESUME && before >= 0) {
                joined(pieces.get(before), later, fewer);
            }
        }
        return fewer;
    }

    private void joined(Piece earlier, Piece later, List<List<Step>> fewer) {
        long early = earlier.operation.value();
        long late = later.operation.value();
        Operation whole = earlier.operation.withValue(late > 0 ? early + late : 0);
        fewer.add(edited(earlier, null, later, whole));
        fewer.add(edited(earlier, whole, later, null));
        for (int reads = 1; early == 0 && reads <= READS_FEW; reads++) {
            fewer.add(edited(earlier, earlier.operation.withValue(reads), later, null));
        }
    }

    /** The list with other operations in two places; null: nothing in that place. */
    private List<Step> edited(Piece one, Operation first, Piece other, Operation second) {
        List<Step> edited = new ArrayList<>();
        for (int at = 0; at < steps.size(); at++) {
            Operation operation = steps.get(at).operation();
            Operation own = one.is(at, -1) ? first : other.is(at, -1) ? second : operation;
            List<Act> acts = new ArrayList<>();
            for (int i = 0; i < steps.get(at).acts().size(); i++) {
                Act act = steps.get(at).acts().get(i);
                Operation inside =
                        one.is(at, i) ? first : other.is(at, i) ? second : act.operation();
                if (inside != null) {
                    acts.add(new Act(act.access(), inside));
                }
            }
            if (own != null) {
                edited.add(new Step(own, acts));
            }
        }
        return edited;
    }

    /** The list with another step in a place; reads that it begins elsewhere go on there. */
    List<Step> with(int at, Step other) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(at, other);
        for (Piece piece : pieces) {
            if (piece.step == at && piece.operation.call() == Call.PTEP_GET_LOCKLESS) {
                Operation now = piece.in(other);
                if (now.mm() != piece.operation.mm() || now.addr() != piece.operation.addr()) {
                    follow(changed, piece, now);
                }
            }
        }
        return changed;
    }

    private void follow(List<Step> changed, Piece begin, Operation now) {
        for (int i = pieces.indexOf(begin) + 1; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.operation.cpu() != begin.operation.cpu()) {
                continue;
            }
            if (piece.operation.call() != Call.RESUME) {
                return;
            }
            Step step = changed.get(piece.step);
            Operation resume = piece.in(step).withMm(now.mm()).withAddr(now.addr());
            if (piece.act < 0) {
                changed.set(piece.step, new Step(resume, step.acts()));
            } else {
                List<Act> acts = new ArrayList<>(step.acts());
                acts.set(piece.act, new Act(acts.get(piece.act).access(), resume));
                changed.set(piece.step, new Step(step.operation(), acts));
            }
        }
    }

    /** A piece: the operation of a step, or one of its acts. */
    private record Piece(int step, int act, Operation operation) {
        boolean is(int otherStep, int otherAct) {
            return step == otherStep && act == otherAct;
        }

        Operation in(Step other) {
            return act < 0 ? other.operation() : other.acts().get(act).operation();
        }
    }
}
