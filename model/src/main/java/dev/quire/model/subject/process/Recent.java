package dev.quire.model.subject.process;

/** The last lines of a subject in a call, for the report of its death. */
final class Recent {
    private static final int LINES = 8;
    private static final int BYTES_MAX = 120;

    private final Incoming[] messages = new Incoming[LINES];
    private final byte[][] lines = new byte[LINES][BYTES_MAX];
    private final int[] lengths = new int[LINES];
    private long count;

    Recent() {
        for (int i = 0; i < LINES; i++) {
            messages[i] = new Incoming();
        }
    }

    void clear() {
        count = 0;
    }

    /** Keeps what is numbers by them, another line by its bytes. */
    void add(Incoming message) {
        int at = (int) (count++ % LINES);
        Incoming kept = messages[at];
        kept.copy(message);
        if (!message.numbers()) {
            Line line = message.line;
            lengths[at] = Math.min(BYTES_MAX, line.end() - line.start());
            System.arraycopy(line.bytes(), line.start(), lines[at], 0, lengths[at]);
        }
    }

    /** The lines, the oldest first. */
    String text() {
        if (count == 0) {
            return "before any access";
        }
        StringBuilder text = new StringBuilder("after ").append(count).append(" lines, the last: ");
        LineBuilder numbers = new LineBuilder();
        for (long i = Math.max(0, count - LINES); i < count; i++) {
            int at = (int) (i % LINES);
            if (messages[at].numbers()) {
                messages[at].write(numbers.clear());
                text.append(numbers);
            } else {
                text.append(Printable.of(lines[at], 0, lengths[at]));
            }
            text.append(i + 1 < count ? ", " : "");
        }
        return text.toString();
    }
}
