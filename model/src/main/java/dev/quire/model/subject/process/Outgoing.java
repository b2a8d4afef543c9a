package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;

/** A call: function, number, CPU and arguments, which are kept as a cell has them. */
final class Outgoing {
    /** Words of a cell's arguments. */
    static final int WORDS = 6;

    private static final byte[] CALL = "call #".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CPU = " cpu=".getBytes(StandardCharsets.US_ASCII);
    private static final Key[] KEYS = Key.values();
    private static final int CPU_WORD = 5;

    final long[] words = new long[WORDS];
    Function function = Function.PTEP_GET;
    int number;

    /** Bit n: the key of that ordinal is given. */
    int given;

    /** Begins a call, without arguments. */
    Outgoing begin(Function called, int numbered, int cpu) {
        function = called;
        number = numbered;
        given = 0;
        for (int i = 0; i < WORDS; i++) {
            words[i] = 0;
        }
        words[CPU_WORD] = cpu;
        return this;
    }

    /** Gives an argument; one that has 32 bits must not be negative. */
    Outgoing with(Key key, long value) {
        words[key.word] |= (value & key.mask) << key.shift;
        given |= 1 << key.ordinal();
        return this;
    }

    /** Writes it down as a line. */
    void write(LineBuilder line) {
        int cpu = (int) words[CPU_WORD];
        line.clear().text(CALL).decimal(number).text(function.bytes).text(CPU).decimal(cpu);
        for (int left = given; left != 0; left &= left - 1) {
            KEYS[Integer.numberOfTrailingZeros(left)].write(line, words);
        }
    }
}
