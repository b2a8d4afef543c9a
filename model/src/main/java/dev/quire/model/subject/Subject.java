package dev.quire.model.subject;

import dev.quire.model.range.RangeApi;

/**
 * An implementation under test.
 *
 * @param name as traces and the command line write it
 * @param sentence what it is
 * @param contVisible whether its reads may show the contiguous bit; its setters ignore it then
 * @param foldsExactly whether it folds whenever it may, which is checked then
 */
public record Subject(
        String name, String sentence, RangeApi api, boolean contVisible, boolean foldsExactly) {}
