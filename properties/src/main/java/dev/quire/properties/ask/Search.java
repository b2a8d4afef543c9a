package dev.quire.properties.ask;

import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes breadth first through all states that two designs reach by an alphabet, until something
 * tells them apart. Whole states are kept, so what is found is shortest and "none" means none.
 */
final class Search {
    private static final int STATES_MAX = 1_000_000;

    private final Rivals rivals;
    private final List<long[]> states = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<FolioOperation> by = new ArrayList<>();
    private final Set<Key> seen = new HashSet<>();
    private long tried;

    private Search(Rivals rivals) {
        this.rivals = rivals;
    }

    /** What two designs differ in, if anything. */
    static Difference shortest(Rivals rivals) {
        return new Search(rivals).run();
    }

    private Difference run() {
        visit(-1, null);
        int next = 0;
        for (; next < states.size() && states.size() < STATES_MAX; next++) {
            boolean moved = true;
            for (FolioOperation of : rivals.alphabet()) {
                if (moved) {
                    rivals.unpack(states.get(next));
                }
                moved = rivals.step(of);
                if (!moved) {
                    continue;
                }
                tried++;
                String difference = rivals.difference();
                if (!difference.isEmpty()) {
                    List<String> steps = way(next);
                    steps.add(of.text());
                    return result(steps, difference, false);
                }
                visit(next, of);
            }
        }
        return result(List.of(), "", next == states.size());
    }

    private Difference result(List<String> steps, String difference, boolean all) {
        int last = states.size() - 1;
        int depth = steps.isEmpty() ? way(last).size() : steps.size();
        return new Difference(
                rivals.designs(),
                rivals.frames(),
                rivals.alphabet().size(),
                steps,
                difference,
                states.size(),
                tried,
                depth,
                all);
    }

    private void visit(int from, FolioOperation of) {
        long[] state = new long[rivals.words()];
        rivals.pack(state);
        if (seen.add(new Key(state))) {
            states.add(state);
            parents.add(from);
            by.add(of);
        }
    }

    private List<String> way(int to) {
        List<String> way = new ArrayList<>();
        for (int at = to; parents.get(at) >= 0; at = parents.get(at)) {
            way.add(by.get(at).text());
        }
        Collections.reverse(way);
        return way;
    }

    /** A whole state. */
    private static final class Key {
        private final long[] state;

        Key(long[] state) {
            this.state = state;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(state, key.state);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(state);
        }
    }
}
