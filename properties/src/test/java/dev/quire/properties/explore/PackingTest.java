package dev.quire.properties.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackingTest {
    @Test
    void take_afterPut_readsTheSameFieldsAcrossWords() {
        SplittableRandom random = new SplittableRandom(1);
        Packing packing = new Packing();
        for (int round = 0; round < 1000; round++) {
            int[] bits = random.ints(20, 1, 40).toArray();
            long[] fields = new long[bits.length];
            int total = 0;
            for (int i = 0; i < bits.length; i++) {
                fields[i] = random.nextLong() & (1L << bits[i]) - 1;
                total += bits[i];
            }
            long[] words = random.longs(Packing.words(total)).toArray();
            packing.write(words);
            for (int i = 0; i < bits.length; i++) {
                packing.put(fields[i], bits[i]);
            }
            packing.end();
            packing.begin(words);
            for (int i = 0; i < bits.length; i++) {
                assertEquals(fields[i], packing.takeLong(bits[i]));
            }
        }
    }

    @Test
    void write_afterOneThatWasGivenUp_beginsAnew() {
        Packing packing = new Packing();
        long[] words = new long[2];
        packing.write(words);
        packing.put(0x7f, 7);
        packing.write(words);
        packing.put(1, 5);
        packing.put(2, 63);
        packing.end();
        assertEquals(1 | 2 << 5, words[0]);
        assertEquals(0, words[1]);
    }
}
