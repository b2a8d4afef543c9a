package dev.quire.properties.shortest;

import java.util.HashMap;
import java.util.Map;

/** How short the failures of a bug are, by their signatures; each is looked for once. */
final class Shortest {
    private static final int WORKERS = 2;

    private final Map<String, Integer> known = new HashMap<>();

    /**
     * The length of the shortest failure with a signature, which a failure of a length bounds.
     *
     * <p>What is as short as the bug's shortest failure of any signature needs no look.
     */
    int of(ShownBug shown, String signature, int length) {
        if (length <= shown.length()) {
            return shown.length();
        }
        String key = shown.bug().subject().name() + ' ' + signature;
        Integer before = known.get(key);
        if (before != null && before <= length) {
            return before;
        }
        int most = Math.min(length, before == null ? length : before) - 1;
        int found = shown.shortest(verdict -> verdict.signature().equals(signature), most, WORKERS);
        known.put(key, found);
        return found;
    }
}
