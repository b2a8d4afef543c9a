package dev.quire.properties.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.properties.campaign.Pair;
import dev.quire.properties.campaign.ShortestParting;
import dev.quire.properties.explore.Exploration;
import java.util.Optional;

/**
 * What an exploration of two subjects came to, for people and for programs.
 *
 * @param explored its states, of the first subject; what was found is told here
 */
record ExploreAgainst(
        ExploreResult explored,
        Pair pair,
        Optional<ShortestParting> found,
        Optional<Keeping> keeping) {
    /** The whole text, each line ended by a line feed. */
    String text() {
        StringBuilder text = new StringBuilder();
        found.ifPresent(one -> text.append(HuntAgainst.told(one, pair, keeping.orElseThrow())));
        ExploreResult.line(text, "result", result());
        text.append(explored.statistics(pair.first().name() + " against " + pair.second().name()));
        if (keeping.isPresent() && keeping.get().kept().isEmpty()) {
            text.append('\n').append(found.orElseThrow().trace().text());
        }
        return text.toString();
    }

    private String result() {
        Exploration exploration = explored.exploration();
        if (exploration.failure().isPresent()) {
            int steps = exploration.failure().get().path().size();
            return "a difference; no way to one is shorter than "
                    + (steps == 1 ? "1 operation" : steps + " operations");
        }
        return "no difference found: " + exploration.end().sentence;
    }

    /** One document. */
    ObjectNode json() {
        ObjectNode json = explored.jsonStatistics();
        json.put("against", pair.second().name());
        HuntAgainst.put(json, found, pair, keeping);
        return json;
    }
}
