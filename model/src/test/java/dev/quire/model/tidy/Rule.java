package dev.quire.model.tidy;

import java.util.function.Consumer;

/** One rule about the sources: it hands over every place that breaks it, in any order. */
interface Rule {
    void check(SourceTree tree, Consumer<Complaint> complaints);
}
