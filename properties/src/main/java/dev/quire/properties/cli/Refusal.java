package dev.quire.properties.cli;

/** Input that a command does not take: what was found, what would be right. */
final class Refusal extends RuntimeException {
    Refusal(String message) {
        super(message);
    }

    Refusal(String message, Throwable cause) {
        super(message, cause);
    }
}
