package dev.quire.properties.ask;

import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.List;

/** Two designs side by side, begun on free frames, and what can be done to both. */
interface Rivals {
    /** Under which they are compared; empty if nothing need be said. */
    String setting();

    /** The first design, or what stands for the truth. */
    String first();

    String second();

    /** Of the machine. */
    int frames();

    /** All operations that are tried in each state. */
    List<FolioOperation> alphabet();

    /** Does an operation to both; whether it was legal. An illegal one changes nothing. */
    boolean step(FolioOperation of);

    /** Which of them did what is searched for, at the last legal step. */
    Difference.Which which();

    /** What that is, in words; empty if none did. */
    String seen();

    /** How many longs a state takes. */
    int words();

    void pack(long[] to);

    /** Puts a state back that these rivals have written. */
    void unpack(long[] from);

    /** Operations of these texts. */
    static List<FolioOperation> operations(String... texts) {
        return List.of(texts).stream().map(FolioOperation::parse).toList();
    }
}
