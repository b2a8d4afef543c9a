package dev.quire.properties.ask;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Why a host access faults at the end of a sequence: what became of the mark of its page, found by
 * running the sequence again.
 *
 * @param page that was accessed
 * @param step after which the page was secure and not marked; empty if it is marked
 * @param secured how many pages the sequence makes secure
 */
record Fault(Why why, int page, String step, int secured) {
    /** What became of the mark. */
    enum Why {
        NEVER_MARKED("a page becomes secure that is not marked"),
        MARK_CLEARED("the mark of a secure page is cleared"),
        MARK_IGNORED("a marked page is not exported");

        final String sentence;

        Why(String sentence) {
            this.sentence = sentence;
        }
    }

    /** Of the last step of a sequence that a design does not withstand. */
    static Fault of(FolioMachine machine, int unit, Design design, List<String> sequence) {
        List<FolioOperation> steps = sequence.stream().map(FolioOperation::parse).toList();
        int page = steps.get(steps.size() - 1).pfn();
        FrameRivals.Side side = new FrameRivals.Side(machine, design, unit);
        Why why = Why.MARK_IGNORED;
        String step = "";
        boolean secure = false;
        boolean marked = false;
        Set<Integer> secured = new HashSet<>();
        for (FolioOperation of : steps) {
            side.run(of);
            if (of.call() == FolioCall.SECURE) {
                secured.add(of.pfn());
            }
            boolean isSecure = side.port.secure[page] != 0;
            boolean isMarked = isSecure && side.marked(page);
            if (isSecure && !isMarked && (!secure || marked)) {
                why = secure ? Why.MARK_CLEARED : Why.NEVER_MARKED;
                step = of.text();
            } else if (!isSecure || isMarked) {
                why = Why.MARK_IGNORED;
                step = "";
            }
            secure = isSecure;
            marked = isMarked;
        }
        return new Fault(why, page, step, secured.size());
    }

    /** As the end of a sentence. */
    String text() {
        return switch (why) {
            case NEVER_MARKED -> "page " + page + " became secure and was not marked by " + step;
            case MARK_CLEARED -> "page " + page + " is secure and its mark was cleared by " + step;
            case MARK_IGNORED -> "page " + page + " is secure and marked, and is not exported";
        };
    }
}
