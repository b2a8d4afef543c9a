package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioApi;

/**
 * An implementation of folios under test.
 *
 * @param name as traces and the command line write it
 * @param sentence what it is, for lists
 */
public record FolioSubject(String name, String sentence, FolioApi.Maker maker) {}
