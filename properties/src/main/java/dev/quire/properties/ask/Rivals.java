package dev.quire.properties.ask;

import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.List;

/** Two designs side by side, begun on free frames, and what can be done to both. */
interface Rivals {
    /** As answers write them. */
    String designs();

    /** Of the machine. */
    int frames();

    /** All operations that are tried in each state. */
    List<FolioOperation> alphabet();

    /** Does an operation to both; whether it was legal. An illegal one changes nothing. */
    boolean step(FolioOperation of);

    /** What tells them apart after a legal step, in words; empty if nothing does. */
    String difference();

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
