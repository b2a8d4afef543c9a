package dev.quire.counterexamples.store;

import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How the files of traces are named: {@code bad_<invariant>_<what>.trace} for those that fail,
 * {@code good_<what>.trace} for those that pass.
 *
 * <p>A name given here ends in eight digits of a hash of what runs: the same find gets the same
 * name, and two finds never share one.
 */
final class FileName {
    static final String ENDING = ".trace";

    private static final int DIGEST_DIGITS = 8;

    private FileName() {}

    /** Whether a file of this name is a trace of the folder. */
    static boolean isTrace(String name) {
        return name.endsWith(ENDING) && !name.startsWith(".");
    }

    /** The name under which a trace is kept that somebody found. */
    static String of(Trace trace) {
        String machine = trace.setup().machine().name();
        String what = machine + "-" + digest(trace) + ENDING;
        if (trace.failure().isEmpty()) {
            return "good_" + what;
        }
        int step = trace.failure().get().step();
        String call = trace.steps().get(step - 1).operation().call().word.replace('_', '-');
        return beginning(trace) + call + "-" + what;
    }

    /** How the name of a trace must begin, given what it is kept for. */
    private static String beginning(Trace trace) {
        return trace.failure()
                .map(failure -> "bad_" + failure.invariant().title + "_")
                .orElse("good_");
    }

    /** What is wrong with a name, if anything is. */
    static Optional<String> complaint(String name, Trace trace) {
        if (trace.verdict().isEmpty()) {
            return Optional.of("found no verdict, expected one: a kept trace says what it is for");
        }
        String beginning = beginning(trace);
        boolean fits =
                name.startsWith(beginning) && name.length() > beginning.length() + ENDING.length();
        return fits
                ? Optional.empty()
                : Optional.of(
                        "found verdict "
                                + trace.verdict().get().text()
                                + ", expected a file name "
                                + beginning
                                + "<what>"
                                + ENDING);
    }

    /** A short hash of configuration, subject, verdict and steps; not of where it comes from. */
    private static String digest(Trace trace) {
        byte[] text = trace.withProvenance(Provenance.NONE).text().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("harness bug: every JDK has SHA-256", e);
        }
    }
}
