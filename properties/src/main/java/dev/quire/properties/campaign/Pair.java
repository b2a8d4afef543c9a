package dev.quire.properties.campaign;

import dev.quire.model.harness.Difference;
import dev.quire.model.harness.TwoSubjects;
import dev.quire.model.range.Setup;
import dev.quire.model.subject.Subject;
import java.util.Set;

/**
 * Two subjects, and what is compared of them.
 *
 * @param parts a failure of one alone always counts
 */
public record Pair(Subject first, Subject second, Set<Difference.Kind> parts) {
    public Pair {
        parts = Set.copyOf(parts);
    }

    /** The same for another thread; to be closed there. */
    Pair apart() {
        return new Pair(first.apart(), second.apart(), parts);
    }

    /** Both on empty tables. */
    public TwoSubjects open(Setup setup) {
        return new TwoSubjects(setup, first, second, parts);
    }

    /** Whether one of them runs outside of this JVM. */
    boolean remote() {
        return first.remote() || second.remote();
    }

    /** Ends what runs outside of this JVM. */
    void close() {
        first.close();
        second.close();
    }
}
