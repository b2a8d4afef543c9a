package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.PagePolicy;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.geometry.Numbers;
import dev.quire.model.reference.PageByPage;
import java.util.ArrayList;
import java.util.List;

/** Tells in words what a subject shows, place by place, and what the reference says of it. */
final class FolioSight {
    private final FolioMachine machine;
    private final FolioHardware hardware;
    private final PageByPage pages;
    private final FolioView subject;
    private final FolioView reference;
    private final int[] versions;

    FolioSight(FolioHardware hardware, PageByPage pages, FolioChecks checks, FolioView subject) {
        this.machine = hardware.machine;
        this.hardware = hardware;
        this.pages = pages;
        this.subject = subject;
        this.reference = new PagesView(hardware, pages, checks);
        this.versions = new int[hardware.versions.told()];
    }

    /**
     * Every frame, the zero page, and each slot that is not none on both sides.
     *
     * @param followed whether the reference is where the subject is: else nothing is expected
     */
    List<FolioPlace> places(boolean followed) {
        List<FolioPlace> places = new ArrayList<>();
        for (int pfn = 0; pfn < machine.frames(); pfn++) {
            String seen = frame(subject, pfn);
            String expected = followed ? frame(reference, pfn) : seen;
            places.add(new FolioPlace(new FolioSpot(0, pfn, false), seen, own(pfn), expected));
        }
        String zero = zero(subject);
        FolioSpot ofZero = new FolioSpot(0, machine.zeroPage(), true);
        places.add(new FolioPlace(ofZero, zero, "", followed ? zero(reference) : zero));
        for (int slot = 0; slot < machine.slots(); slot++) {
            if (hardware.slots[slot] != 0 || pages.slot(slot) != 0) {
                String seen = TableSlot.text(hardware.slots[slot]);
                String expected = followed ? TableSlot.text(pages.slot(slot)) : seen;
                places.add(new FolioPlace(spot(slot), seen, "", expected));
            }
        }
        return places;
    }

    private FolioSpot spot(int slot) {
        return new FolioSpot(machine.mm(slot), slot % machine.slotsPerMm(), false);
    }

    private String zero(FolioView view) {
        int pfn = machine.zeroPage();
        return count("references", view.refcount(pfn))
                + count("mappings", view.mapcount(pfn))
                + count("slots", view.tableCheck(pfn)).stripTrailing();
    }

    private String frame(FolioView view, int pfn) {
        int order = view.order(pfn);
        if (order < 0) {
            long left = view.flags(pfn);
            return "free"
                    + word(view.poisoned(pfn), " hwpoison")
                    + word(view.exclusive(pfn), " exclusive")
                    + word(left != 0, " flags=" + Numbers.hex(left));
        }
        int head = view.head(pfn);
        StringBuilder text = new StringBuilder();
        if (head == pfn) {
            folio(text, view, pfn, order);
        } else {
            text.append("page of ").append(Numbers.hex(head));
        }
        flags(text, view, pfn, order > 0 && pfn == head + 1);
        text.append(word(view.poisoned(pfn), " hwpoison"));
        text.append(word(view.exclusive(pfn), " exclusive"));
        int slots = view.tableCheck(pfn);
        return text.append(slots == 0 ? "" : " slots=" + slots).toString();
    }

    private static void folio(StringBuilder text, FolioView view, int pfn, int order) {
        text.append("order=").append(order);
        int kind = view.kind(pfn);
        if (kind != FolioView.NONE) {
            text.append(kind == FolioView.ANON ? " anon" : " file");
            text.append(" index=").append(Numbers.hex(view.index(pfn)));
        }
        int type = view.type(pfn);
        text.append(type == 0 ? "" : " type=" + Numbers.hex(type));
        int entry = view.swapEntry(pfn);
        text.append(entry == 0 ? "" : " entry=" + Numbers.hex(entry));
        text.append(" references=").append(view.refcount(pfn));
        int mappings = view.mapcount(pfn);
        text.append(mappings == 0 ? "" : " mappings=" + mappings);
    }

    /** The flags of a word by name: what a bit means depends on the page and on other bits. */
    private static void flags(StringBuilder text, FolioView view, int pfn, boolean second) {
        long word = view.flags(pfn) & ~FolioFlag.ARCH_1 & ~FolioFlag.HEAD;
        boolean swapBacked = (word & FolioFlag.SWAPBACKED.mask) != 0;
        FolioFlag other = swapBacked ? FolioFlag.CHECKED : FolioFlag.SWAPCACHE;
        for (int i = 0; i < FolioFlag.count(); i++) {
            FolioFlag flag = FolioFlag.at(i);
            boolean here = (flag.policy == PagePolicy.SECOND) == second && flag != other;
            if (here && (word & flag.mask) != 0) {
                text.append(' ').append(flag.word);
                word &= ~flag.mask;
            }
        }
        text.append(word == 0 ? "" : " flags=" + Numbers.hex(word));
    }

    /** What no reference has: PG_arch_1, who may share, the versions of bytes, secrecy. */
    private String own(int pfn) {
        List<String> words = new ArrayList<>();
        int order = subject.order(pfn);
        if (order >= 0 && (subject.flags(pfn) & FolioFlag.ARCH_1) != 0) {
            words.add("arch_1");
        }
        if (order > 0 && subject.head(pfn) == pfn) {
            sharers(words, pfn);
        }
        if (hardware.secure[pfn]) {
            words.add("secure");
        }
        bytes(words, pfn);
        return String.join(" ", words);
    }

    private void sharers(List<String> words, int head) {
        if (subject.maybeShared(head)) {
            words.add("maybe_shared");
        }
        for (int which = 0; which < 2; which++) {
            int mm = subject.mmId(head, which);
            if (mm != 0) {
                words.add("mm" + mm + "=" + (subject.mmCount(head, which) + 1));
            }
        }
    }

    private void bytes(List<String> words, int pfn) {
        hardware.versions.tell(pfn, versions);
        if (versions[0] == 0) {
            return;
        }
        words.add("stored=" + versions[0]);
        words.add("cleaned=" + versions[1]);
        for (int cpu = 0; cpu < machine.cpus(); cpu++) {
            if (versions[2 + cpu] >= 0) {
                words.add("cpu" + cpu + "=" + versions[2 + cpu]);
            }
        }
    }

    private static String count(String what, int count) {
        return count == 0 ? "" : what + "=" + count + " ";
    }

    private static String word(boolean is, String word) {
        return is ? word : "";
    }
}
