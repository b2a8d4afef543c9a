package dev.quire.properties.value;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;
import dev.quire.model.invariant.BlockView;
import dev.quire.model.machine.MachineSpec;
import dev.quire.model.subject.Machines;
import dev.quire.properties.choice.Choices;
import java.util.List;
import java.util.Locale;

/**
 * A value of one machine's encoding, and what else a law asks for.
 *
 * @param pte a present one
 * @param pfn its frame
 * @param raw one that is not present
 * @param prot another protection
 * @param pages how far it is advanced; its frame and those pages exist
 */
record Value(MachineSpec machine, long pte, long pfn, long raw, Protection prot, int pages) {
    private static final int[] FIELD_BORDERS = {32, 34, 36, 38};
    private static final int PAGES_MAX = 600;

    static Value choose(Choices choices) {
        List<MachineSpec> machines = Machines.all();
        return choose(choices, machines.get(choices.below(machines.size())));
    }

    static Value choose(Choices choices, MachineSpec machine) {
        Encoding encoding = machine.encoding();
        int pages = choices.below(PAGES_MAX);
        long pfn = frame(choices, encoding.frames() - PAGES_MAX);
        Protection[] prots = Protection.values();
        long attributes =
                prots[choices.below(prots.length)].attributes
                        | (choices.chance(1, 4) ? Meaning.SPECIAL : 0)
                        | (choices.chance(1, 4) ? Meaning.GUARDED : 0)
                        | (choices.chance(1, 4) ? Meaning.TAGGED : 0)
                        | (choices.chance(1, 4) ? Meaning.KEY : 0);
        if (choices.chance(1, 4)) {
            attributes = (attributes | Meaning.UFFD_WP) & ~Meaning.WRITE;
        }
        long meaning = Meaning.present(pfn, attributes);
        long pte = encoding.encode(meaning, choices.chance(1, 2), choices.chance(1, 2));
        long bits = (long) choices.below(1 << 30) << 32 | choices.below(1 << 30);
        long raw = bits & ~0x803L;
        Protection prot = prots[choices.below(prots.length)];
        long chosen = choices.chance(1, 4) ? encoding.mkcont(pte) : pte;
        return new Value(machine, chosen, pfn, raw, prot, pages);
    }

    /** Any frame, or one near a border at which layouts split the address. */
    private static long frame(Choices choices, long last) {
        if (choices.chance(1, 2)) {
            long high = choices.below(1 << 20);
            return Math.floorMod(high << 20 | choices.below(1 << 20), last);
        }
        long border = 1L << FIELD_BORDERS[choices.below(FIELD_BORDERS.length)];
        return Math.min(border, last) - 1 - choices.below(PAGES_MAX);
    }

    @Override
    public String toString() {
        Encoding encoding = machine.encoding();
        return String.format(
                Locale.ROOT,
                "machine=%s pte=0x%x (%s), pfn=0x%x, raw=0x%x (%s), prot=%s, pages=%d",
                machine.name(),
                pte,
                BlockView.text(encoding, pte),
                pfn,
                raw,
                BlockView.text(encoding, raw),
                prot.word,
                pages);
    }
}
