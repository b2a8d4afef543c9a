package dev.quire.properties.explore;

import java.util.Arrays;
import java.util.List;

/**
 * Adds what was found by the pieces of a batch to the store, in the order in which one thread would
 * have found it, on all threads.
 *
 * <p>No state that was found is in the store: only duplicates within the batch must go. Each part
 * of the hashes is sifted by one thread, in that order; then sums over the pieces give numbers, and
 * pieces are copied side by side.
 */
final class Merger {
    private static final int PIECE_SHIFT = 48;
    private static final int TAG_SHIFT = 32;
    private static final long TAG = 0xffffL << TAG_SHIFT;
    private static final int SERIAL = 1 << 10;
    private static final int INDEXED = 1 << 14;

    private final StateStore store;
    private final long[][] tables;
    private final int[][] fresh;
    private List<Found> pieces;

    Merger(StateStore store, int workers, int piecesMost) {
        this.store = store;
        this.tables = new long[workers][1 << 10];
        this.fresh = new int[workers][piecesMost];
    }

    /** Adds what has room; of how many pieces, the first ones, all had. */
    int merge(Crew crew, List<Found> found, long bytes) {
        pieces = found;
        int candidates = 0;
        for (Found piece : found) {
            candidates += piece.count;
        }
        int parts = candidates < SERIAL ? 1 : tables.length;
        int size = Integer.highestOneBit(candidates | 1) * (parts == 1 ? 4 : 2);
        crew.run(parts, (worker, part) -> sift(part, parts, size));
        int[] counts = fresh[0];
        int all = 0;
        for (int piece = 0; piece < found.size(); piece++) {
            for (int part = 1; part < parts; part++) {
                counts[piece] += fresh[part][piece];
            }
            all += counts[piece];
        }
        int first = store.count();
        int room = store.room(all, bytes);
        index(crew, store.extend(room));
        int[] starts = starts(counts, first);
        crew.run(
                all < SERIAL ? 1 : found.size(),
                all < SERIAL
                        ? (worker, none) -> copyAll(starts, first + room)
                        : (worker, piece) -> copy(piece, starts[piece], first + room));
        int whole = 0;
        while (whole < starts.length && starts[whole] + counts[whole] <= first + room) {
            whole++;
        }
        return whole;
    }

    private int[] starts(int[] counts, int first) {
        int[] starts = new int[pieces.size()];
        int next = first;
        for (int piece = 0; piece < starts.length; piece++) {
            starts[piece] = next;
            next += counts[piece];
        }
        return starts;
    }

    private void index(Crew crew, int states) {
        int ranges = (states + INDEXED - 1) / INDEXED;
        crew.run(
                ranges,
                (worker, range) ->
                        store.index(range * INDEXED, Math.min(states, (range + 1) * INDEXED)));
    }

    /** Marks the duplicates among those whose hashes belong to a part. */
    private void sift(int part, int parts, int size) {
        if (tables[part].length < size) {
            tables[part] = new long[size];
        } else {
            Arrays.fill(tables[part], 0, size, 0);
        }
        for (int number = 0; number < pieces.size(); number++) {
            Found piece = pieces.get(number);
            int left = 0;
            for (int i = 0; i < piece.count; i++) {
                long hash = piece.hashes[i];
                if ((hash >>> TAG_SHIFT & 0xffff) * parts >>> 16 != part) {
                    continue;
                }
                if (isNew(tables[part], size - 1, number, i)) {
                    left++;
                } else {
                    piece.parents[i] = Found.DUPLICATE;
                }
            }
            fresh[part][number] = left;
        }
    }

    /** Whether a state is not in a table of places; puts it there. */
    private boolean isNew(long[] table, int mask, int number, int i) {
        Found piece = pieces.get(number);
        long hash = piece.hashes[i];
        int slot = (int) hash & mask;
        long place = (long) number << PIECE_SHIFT | hash & TAG | i + 1;
        for (long other = table[slot]; other != 0; other = table[slot]) {
            int before = (int) other - 1;
            Found holder = pieces.get((int) (other >>> PIECE_SHIFT));
            if (((other ^ place) & TAG) == 0 && holder.same(before, piece, i)) {
                return false;
            }
            slot = slot + 1 & mask;
        }
        table[slot] = place;
        return true;
    }

    private void copyAll(int[] starts, int end) {
        for (int piece = 0; piece < starts.length; piece++) {
            copy(piece, starts[piece], end);
        }
    }

    /** Copies what is new of a piece to its numbers, those below an end. */
    private void copy(int number, int start, int end) {
        Found piece = pieces.get(number);
        int next = start;
        for (int i = 0; i < piece.count && next < end; i++) {
            if (piece.parents[i] != Found.DUPLICATE) {
                store.put(next++, piece.states, i * piece.words, piece.hashes[i], piece.parents[i]);
            }
        }
    }
}
