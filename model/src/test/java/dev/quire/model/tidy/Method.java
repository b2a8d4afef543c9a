package dev.quire.model.tidy;

/**
 * A method, constructor or initializer with a body: from the line of its name to its closing brace.
 */
record Method(String name, int firstLine, int lastLine) {

    int lines() {
        return lastLine - firstLine + 1;
    }
}
