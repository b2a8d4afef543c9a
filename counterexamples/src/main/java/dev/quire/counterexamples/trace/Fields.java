package dev.quire.counterexamples.trace;

import dev.quire.model.geometry.Numbers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The {@code key=value} words of a configuration line: each key known, each once. */
final class Fields {
    private final Map<String, String> values = new TreeMap<>();

    /**
     * Reads the words after the first {@code skip} ones.
     *
     * @throws IllegalArgumentException naming the word that is wrong and the keys that are right
     */
    Fields(List<String> words, int skip, List<String> required, List<String> optional) {
        for (String word : words.subList(Math.min(skip, words.size()), words.size())) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            boolean known = required.contains(key) || optional.contains(key);
            if (equals < 0 || !known) {
                throw new IllegalArgumentException(
                        "found " + word + ", expected key=value with" + keys(required, optional));
            }
            if (values.put(key, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "found " + key + " again, expected each key once");
            }
        }
        for (String key : required) {
            if (!values.containsKey(key)) {
                throw new IllegalArgumentException(
                        "found no " + key + ", expected" + keys(required, optional));
            }
        }
    }

    private static String keys(List<String> required, List<String> optional) {
        StringBuilder keys = new StringBuilder();
        required.forEach(key -> keys.append(' ').append(key));
        optional.forEach(key -> keys.append(" [").append(key).append(']'));
        return keys.toString();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String word(String key) {
        return values.get(key);
    }

    /** A decimal number between two bounds, both included. */
    int count(String key, int least, int most) {
        try {
            return Numbers.parseCount(values.get(key), least, most);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    /** A hexadecimal number of at most 63 bits. */
    long hex(String key) {
        long value;
        try {
            value = Numbers.parseHex(values.get(key));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
        if (value < 0) {
            throw new IllegalArgumentException(
                    key
                            + ": found "
                            + values.get(key)
                            + ", expected at most "
                            + Numbers.hex(Long.MAX_VALUE));
        }
        return value;
    }
}
