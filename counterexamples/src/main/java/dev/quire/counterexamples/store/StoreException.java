package dev.quire.counterexamples.store;

/** A folder of traces that cannot be used: which, why, and what to do. */
public final class StoreException extends RuntimeException {
    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
