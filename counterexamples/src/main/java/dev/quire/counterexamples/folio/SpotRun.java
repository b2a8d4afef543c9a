package dev.quire.counterexamples.folio;

import dev.quire.model.folio.lockstep.FolioSpot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spots that follow one another and are told alike, up to frames that follow one another, too.
 *
 * @param texts what is told of each; of the first spot, with the last frame put in
 */
public record SpotRun(FolioSpot first, FolioSpot last, List<String> texts) {
    private static final Pattern PFN = Pattern.compile("pfn=0x([0-9a-f]+)");

    public SpotRun {
        texts = List.copyOf(texts);
    }

    /** One spot. */
    public static SpotRun of(FolioSpot spot, String... texts) {
        return new SpotRun(spot, spot, List.of(texts));
    }

    /** The same spots in as few runs as possible. */
    public static List<SpotRun> joined(List<SpotRun> spots) {
        List<SpotRun> runs = new ArrayList<>();
        Optional<SpotRun> before = Optional.empty();
        for (SpotRun spot : spots) {
            int open = runs.size() - 1;
            if (before.filter(one -> one.goesOn(spot)).isPresent()) {
                SpotRun run = runs.get(open);
                runs.set(open, new SpotRun(run.first, spot.last, run.texts));
            } else {
                runs.add(spot);
            }
            before = Optional.of(spot);
        }
        return runs;
    }

    private boolean goesOn(SpotRun next) {
        if (!last.isBefore(next.first) || texts.size() != next.texts.size()) {
            return false;
        }
        for (int i = 0; i < texts.size(); i++) {
            if (!moved(texts.get(i), 1).equals(next.texts.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static String moved(String text, int by) {
        return PFN.matcher(text)
                .replaceAll(found -> "pfn=0x" + Integer.toHexString(pfn(found.group(1)) + by));
    }

    private static int pfn(String hex) {
        return Integer.parseInt(hex, 16);
    }

    /** The spot, or the first and the last one. */
    public String name() {
        String to = last.name();
        return first.equals(last) ? to : first.name() + ".." + to.substring(to.indexOf(' ') + 1);
    }

    /** One of its texts: a frame is told from the first one to the last. */
    public String text(int which) {
        String text = texts.get(which);
        int more = last.number() - first.number();
        Matcher matcher = PFN.matcher(text);
        if (more == 0 || !matcher.find()) {
            return text;
        }
        String to = Integer.toHexString(pfn(matcher.group(1)) + more);
        return matcher.replaceFirst(matcher.group() + "..0x" + to);
    }
}
