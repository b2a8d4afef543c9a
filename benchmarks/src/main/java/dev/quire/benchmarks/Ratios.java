package dev.quire.benchmarks;

/** Stub. */
public final class Ratios {
    private Ratios() {}

    public static void main(String[] args) throws java.io.IOException {
        org.openjdk.jmh.Main.main(args);
    }
}
