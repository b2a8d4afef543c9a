package dev.quire.model.subject.process;

import java.nio.charset.StandardCharsets;

/** The keys of a call's arguments as they are sent, each with a space before it. */
final class Keys {
    static final byte[] MM = bytes(" mm=");
    static final byte[] VMA = bytes(" vma=");
    static final byte[] ADDR = bytes(" addr=");
    static final byte[] PTEP = bytes(" ptep=");
    static final byte[] PTE_KEY = bytes(" pte=");
    static final byte[] NR = bytes(" nr=");
    static final byte[] MAX_NR = bytes(" max_nr=");
    static final byte[] FLAGS = bytes(" flags=");
    static final byte[] FULL = bytes(" full=");
    static final byte[] ENTRY = bytes(" entry=");
    static final byte[] DIRTY = bytes(" dirty=");
    static final byte[] OLD = bytes(" old=");
    static final byte[] NEW = bytes(" new=");
    static final byte[] TO = bytes(" to=");
    static final byte[] TO_PTEP = bytes(" to_ptep=");

    private Keys() {}

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
