package dev.quire.benchmarks;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RatioTest {
    @Test
    void holds_scoreBelowLeast_fails() {
        assertFalse(Ratio.atLeast("speed", 3.9, 5, 4).holds());
        assertTrue(Ratio.atLeast("speed", 4, 5, 4).holds());
    }

    @Test
    void holds_scoreAboveMost_fails() {
        assertFalse(Ratio.atMost("time", 3.1, 2, 3).holds());
        assertTrue(Ratio.atMost("time", 3, 2, 3).holds());
    }

    @Test
    void holds_noBound_isTrue() {
        assertTrue(Ratio.told("size", 56, 56).holds());
    }

    @Test
    void text_missedBound_saysSo() {
        String text = Ratio.atLeast("speed", 3.9, 5, 4).text();

        assertTrue(text.endsWith(">= 4.00         DOES NOT HOLD"), text);
    }
}
