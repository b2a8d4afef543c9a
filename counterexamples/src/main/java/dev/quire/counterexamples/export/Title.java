package dev.quire.counterexamples.export;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.model.invariant.Invariant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an exported test is called: after the call that breaks an invariant, the subject that does,
 * and the invariant.
 *
 * @param call of the step that the trace is kept for, else of its last one
 * @param invariant that fails; empty where the trace is kept because it passes
 */
record Title(String call, String subject, Optional<Invariant> invariant) {
    static Title of(Trace trace, String subject) {
        int step = trace.failure().map(KeptVerdict.Failed::step).orElse(trace.steps().size());
        String call = step == 0 ? "nothing" : trace.steps().get(step - 1).operation().call().word;
        return new Title(call, subject, trace.failure().map(KeptVerdict.Failed::invariant));
    }

    private List<String> promise() {
        String words = invariant.map(broken -> broken.title).orElse("promises");
        return Arrays.asList(words.split("-"));
    }

    /** Such as {@code WrprotectPtesKeepsBlockUniformTest}. */
    String className() {
        List<String> words = new ArrayList<>(Arrays.asList(call.split("_")));
        words.add("keeps");
        words.addAll(promise());
        words.add("test");
        return words.stream().map(Title::upper).collect(Collectors.joining());
    }

    /** Such as {@code wrprotectPtes_onWrprotectsPartWithoutUnfold_keepsBlockUniform}. */
    String methodName() {
        return lower(call.split("_"))
                + "_on"
                + Arrays.stream(subject.split("[^A-Za-z0-9]+"))
                        .map(Title::upper)
                        .collect(Collectors.joining())
                + "_keeps"
                + promise().stream().map(Title::upper).collect(Collectors.joining());
    }

    /** Such as {@code wrprotect_ptes_keeps_block_uniform}. */
    String cName() {
        return call + "_keeps_" + String.join("_", promise());
    }

    /** What a right subject does, in words. */
    String sentence() {
        return invariant
                .map(broken -> broken.id() + " " + broken.title + ": " + broken.sentence)
                .orElse("a right subject keeps every promise on this trace");
    }

    private static String lower(String[] words) {
        String joined = Arrays.stream(words).map(Title::upper).collect(Collectors.joining());
        return joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
    }

    private static String upper(String word) {
        return word.isEmpty()
                ? ""
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
