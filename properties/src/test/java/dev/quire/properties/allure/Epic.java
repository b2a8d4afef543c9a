package dev.quire.properties.allure;

import io.qameta.allure.Allure;

/** Files the result under way under a system of its own. */
public final class Epic {
    private Epic() {}

    /** It is about folios, their flags and counts. */
    public static void folios() {
        Allure.epic("Folio flags");
    }
}
