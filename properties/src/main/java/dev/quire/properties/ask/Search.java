package dev.quire.properties.ask;

import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Goes breadth first through all states that two designs reach by an alphabet, until one does what
 * is searched for. Whole states are kept, so what is found is shortest and "none" means none; where
 * there are more states than may be visited, the result says so.
 */
final class Search {
    private final Rivals rivals;
    private final int statesMax;
    private final List<long[]> states = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<FolioOperation> by = new ArrayList<>();
    private final Set<Key> known = new HashSet<>();
    private long tried;
    private boolean cut;

    private Search(Rivals rivals, int statesMax) {
        this.rivals = rivals;
        this.statesMax = statesMax;
    }

    /** What two designs differ in, if anything. */
    static Difference shortest(Rivals rivals, int statesMax) {
        return new Search(rivals, statesMax).run();
    }

    private Difference run() {
        visit(-1, null);
        int next = 0;
        for (; next < states.size() && !cut; next++) {
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
                if (rivals.which() != Difference.Which.NONE) {
                    List<String> steps = way(next);
                    steps.add(of.text());
                    return result(steps, steps.size(), Difference.End.FOUND);
                }
                visit(next, of);
                if (cut) {
                    return result(List.of(), way(next).size(), Difference.End.CUT);
                }
            }
        }
        return result(List.of(), way(states.size() - 1).size(), Difference.End.ALL);
    }

    private Difference result(List<String> steps, int depth, Difference.End end) {
        boolean found = end == Difference.End.FOUND;
        return new Difference(
                rivals.setting(),
                rivals.first(),
                rivals.second(),
                rivals.frames(),
                rivals.alphabet().size(),
                steps,
                found ? rivals.which() : Difference.Which.NONE,
                found ? rivals.seen() : "",
                states.size(),
                tried,
                depth,
                end);
    }

    private void visit(int from, FolioOperation of) {
        long[] state = new long[rivals.words()];
        rivals.pack(state);
        if (!known.add(new Key(state))) {
            return;
        }
        if (states.size() == statesMax) {
            cut = true;
            return;
        }
        states.add(state);
        parents.add(from);
        by.add(of);
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
