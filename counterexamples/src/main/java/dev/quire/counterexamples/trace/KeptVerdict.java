package dev.quire.counterexamples.trace;

import dev.quire.model.geometry.Numbers;
import dev.quire.model.harness.Verdict;
import dev.quire.model.invariant.Invariant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a trace is kept for: it passes, or it fails in one way. */
public sealed interface KeptVerdict {
    /** The whole trace passes. */
    KeptVerdict PASSED = new Passed();

    /** As the header writes it, without the word verdict. */
    String text();

    /** Whether this is how the run ended: to the letter, the step included. */
    boolean matches(Optional<Verdict> seen);

    /** What is kept of a verdict. */
    static KeptVerdict of(Verdict verdict) {
        return new Failed(verdict.kind(), verdict.invariant(), verdict.step());
    }

    /**
     * Reads what {@link #text} writes.
     *
     * @throws IllegalArgumentException naming what was found and what would be right
     */
    static KeptVerdict parse(String text) {
        List<String> words = List.of(text.split(" +"));
        if (words.equals(List.of("passed"))) {
            return PASSED;
        }
        if (words.size() != 4 || !words.get(3).startsWith("step=")) {
            throw new IllegalArgumentException(
                    "found verdict "
                            + text
                            + ", expected passed or KIND INVARIANT INV-N step=K,"
                            + " such as violation dirty-not-lost INV-17 step=3");
        }
        Invariant invariant = Invariant.of(words.get(1));
        if (!invariant.id().equals(words.get(2))) {
            throw new IllegalArgumentException(
                    "found " + words.get(2) + ", expected " + invariant.text());
        }
        String step = words.get(3).substring("step=".length());
        return new Failed(
                kind(words.get(0)), invariant, Numbers.parseCount(step, 1, Integer.MAX_VALUE));
    }

    private static Verdict.Kind kind(String word) {
        for (Verdict.Kind kind : Verdict.Kind.values()) {
            if (kind.word.equals(word)) {
                return kind;
            }
        }
        String words =
                Arrays.stream(Verdict.Kind.values())
                        .map(kind -> kind.word)
                        .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("found " + word + ", expected one of passed, " + words);
    }

    /** The whole trace passes; see {@link #PASSED}. */
    record Passed() implements KeptVerdict {
        @Override
        public String text() {
            return "passed";
        }

        @Override
        public boolean matches(Optional<Verdict> seen) {
            return seen.isEmpty();
        }
    }

    /**
     * One step fails.
     *
     * @param step counted from 1
     */
    record Failed(Verdict.Kind kind, Invariant invariant, int step) implements KeptVerdict {
        public Failed {
            if (step < 1) {
                throw new IllegalArgumentException("step must be at least 1: step=" + step);
            }
        }

        @Override
        public String text() {
            return kind.word + " " + invariant.text() + " step=" + step;
        }

        @Override
        public boolean matches(Optional<Verdict> seen) {
            return seen.isPresent() && seen.get().text().equals(text());
        }
    }
}
