package dev.quire.model.tidy;

import java.util.Comparator;

/** One place where a source breaks a rule: what is wrong there and what to use instead. */
record Complaint(String path, int line, String what, String use) implements Comparable<Complaint> {

    private static final Comparator<Complaint> ORDER =
            Comparator.comparing(Complaint::path)
                    .thenComparingInt(Complaint::line)
                    .thenComparing(Complaint::what)
                    .thenComparing(Complaint::use);

    @Override
    public int compareTo(Complaint other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return path + ":" + line + ": error: " + what + ", use " + use;
    }
}
