package dev.quire.model.operation;

import dev.quire.model.geometry.Numbers;
import java.util.List;

/**
 * What another CPU does inside an operation: a hardware access, a lockless read, or, inside a
 * lockless read, any operation.
 *
 * @param access it happens before the operation's access of this number, counted from 0; past the
 *     last one, at the end
 */
public record Act(int access, Operation operation) {
    public static final int ACCESS_MAX = 99_999;

    /** Whether any of them calls a function of the range API. */
    public static boolean anyCalls(List<Act> acts) {
        for (int i = 0; i < acts.size(); i++) {
            if (!acts.get(i).operation.call().hardware()) {
                return true;
            }
        }
        return false;
    }

    /** As a trace writes it, such as {@code @5 cpu=1 write mm=1 addr=0x44000 slot=68}. */
    public String text() {
        return "@" + access + " " + operation.text();
    }

    /**
     * Reads a line that starts with {@code @}.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    public static Act parse(String text) {
        int space = text.indexOf(' ');
        if (!text.startsWith("@") || space < 0) {
            throw new IllegalArgumentException("expected @ACCESS OPERATION, found " + text);
        }
        int access = Numbers.parseCount(text.substring(1, space), 0, ACCESS_MAX);
        return new Act(access, Operation.parse(text.substring(space + 1)));
    }
}
