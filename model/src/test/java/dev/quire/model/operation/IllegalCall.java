package dev.quire.model.operation;

import java.util.List;

/**
 * A call that breaks a rule.
 *
 * @param before the lines that make it illegal, or that it would need to be legal
 * @param line the call
 * @param acts what others do inside it
 */
record IllegalCall(Rule rule, List<String> before, String line, String... acts) {
    @Override
    public String toString() {
        return rule + ": " + line;
    }
}
