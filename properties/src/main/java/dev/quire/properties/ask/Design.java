package dev.quire.properties.ask;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.lockstep.FolioSubject;

/**
 * One way to keep what the core knows of folios, with the name that answers give it.
 *
 * @param keeps where its PG_arch_1 of a page is found
 */
record Design(String name, FolioApi.Maker maker, Keeps keeps) {
    /** Of what it keeps PG_arch_1. */
    enum Keeps {
        PAGE,
        FOLIO
    }

    static Design perFolio(String name, FolioApi.Maker maker) {
        return new Design(name, maker, Keeps.FOLIO);
    }

    /** A subject that is known by its own name elsewhere. */
    static Design of(String name, FolioSubject subject) {
        return perFolio(name, subject.maker());
    }

    /** As all checks judge it. */
    FolioSubject subject() {
        return new FolioSubject(name, "", maker);
    }
}
