package dev.quire.properties.ask;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioFlag;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.lockstep.FolioCall;
import dev.quire.model.folio.lockstep.FolioOperation;
import java.util.List;

/**
 * Two designs, each with frames of its own, judged by what the hardware does and not by a rule: a
 * host access that faults, a page that is sound or broken and taken for the other.
 */
final class FrameRivals implements Rivals {
    private final String setting;
    private final FolioMachine machine;
    private final Side[] sides;
    private final Watch watch;
    private final List<FolioOperation> alphabet;
    private final long[] broken;
    private FolioOperation last;

    /** Two designs on free frames. */
    FrameRivals(
            String setting,
            FolioMachine machine,
            int unit,
            Watch watch,
            Design first,
            Design second,
            List<FolioOperation> alphabet) {
        this.setting = setting;
        this.machine = machine;
        this.sides = new Side[] {new Side(machine, first, unit), new Side(machine, second, unit)};
        this.watch = watch;
        this.alphabet = alphabet;
        this.broken = new long[machine.pages()];
    }

    /** What is looked at. */
    enum Watch {
        FAULT,
        SOUND_LOST,
        BROKEN_USED
    }

    @Override
    public String setting() {
        return setting;
    }

    @Override
    public String first() {
        return sides[0].design.name();
    }

    @Override
    public String second() {
        return sides[1].design.name();
    }

    @Override
    public int frames() {
        return machine.frames();
    }

    @Override
    public List<FolioOperation> alphabet() {
        return alphabet;
    }

    @Override
    public boolean step(FolioOperation of) {
        for (Side side : sides) {
            if (!legal(side, of)) {
                return false;
            }
        }
        for (Side side : sides) {
            side.run(of);
        }
        switch (of.call()) {
            case POISON -> broken[of.pfn()] = 1;
            case UNPOISON -> broken[of.pfn()] = 0;
            default -> {}
        }
        last = of;
        return true;
    }

    private boolean legal(Side side, FolioOperation of) {
        int pfn = of.pfn();
        if (of.call() == FolioCall.ALLOC) {
            return side.free(pfn, 1 << of.order());
        }
        if (side.view.order(pfn) < 0) {
            return false;
        }
        int head = side.view.head(pfn);
        boolean owned = side.view.kind(head) == FolioView.FILE;
        return switch (of.call()) {
            case ADD_CACHE -> !owned;
            case GET -> side.view.refcount(head) <= 1 << side.view.order(pfn);
            case SECURE -> owned && side.port.secure[pfn] == 0;
            case POISON -> broken[pfn] == 0;
            case UNPOISON -> broken[pfn] != 0;
            default -> true;
        };
    }

    @Override
    public Difference.Which which() {
        return Difference.Which.of(!wrong(sides[0]).isEmpty(), !wrong(sides[1]).isEmpty());
    }

    @Override
    public String seen() {
        String first = wrong(sides[0]);
        return first.isEmpty() ? wrong(sides[1]) : first;
    }

    private String wrong(Side side) {
        if (watch == Watch.FAULT) {
            return side.faulted
                    ? "the host's access to page " + last.pfn() + " faults, it is still secure"
                    : "";
        }
        for (int pfn = 0; pfn < machine.frames(); pfn++) {
            boolean told = side.view.poisoned(pfn);
            if (watch == Watch.SOUND_LOST && told && broken[pfn] == 0) {
                return "page " + pfn + " is sound and taken for broken";
            }
            if (watch == Watch.BROKEN_USED && !told && broken[pfn] != 0) {
                return "page " + pfn + " is broken and taken for sound";
            }
        }
        return "";
    }

    @Override
    public int words() {
        int words = broken.length;
        for (Side side : sides) {
            words += side.port.words.length + side.port.secure.length;
        }
        return words;
    }

    @Override
    public void pack(long[] to) {
        copy(to, false);
    }

    @Override
    public void unpack(long[] from) {
        copy(from, true);
    }

    private void copy(long[] state, boolean back) {
        int at = 0;
        at += copy(state, at, broken, back);
        for (Side side : sides) {
            at += copy(state, at, side.port.words, back);
            at += copy(state, at, side.port.secure, back);
        }
    }

    private static int copy(long[] state, int at, long[] own, boolean back) {
        if (back) {
            System.arraycopy(state, at, own, 0, own.length);
        } else {
            System.arraycopy(own, 0, state, at, own.length);
        }
        return own.length;
    }

    /** One design, its words and its frames. */
    static final class Side {
        final Design design;
        final FramePort port;
        final FolioView view;

        private final FolioMachine machine;
        private final FolioApi api;
        private boolean faulted;

        Side(FolioMachine machine, Design design, int unit) {
            this.design = design;
            this.machine = machine;
            api = design.maker().open(machine);
            port = new FramePort(machine, api.words(), unit);
            view = api.view(port);
        }

        /** Whether frames are free, sound and accessible. */
        boolean free(int pfn, int pages) {
            boolean free = pfn + pages <= machine.frames();
            for (int p = pfn; free && p < pfn + pages; p++) {
                free = view.order(p) < 0 && !view.poisoned(p) && port.secure[p] == 0;
            }
            return free;
        }

        /** Whether PG_arch_1 is set, where the design keeps it of a page. */
        boolean marked(int pfn) {
            int at = design.keeps() == Design.Keeps.PAGE ? pfn : view.head(pfn);
            return (view.flags(at) & FolioFlag.ARCH_1) != 0;
        }

        void run(FolioOperation of) {
            int pfn = of.pfn();
            faulted = false;
            switch (of.call()) {
                case ALLOC -> api.alloc(port, pfn, of.order());
                case ADD_CACHE -> api.addToPageCache(port, pfn, of.value());
                case GET -> api.get(port, pfn);
                case PUT -> api.put(port, pfn);
                case SECURE -> api.makeSecure(port, pfn);
                case POISON -> api.poison(port, pfn);
                case UNPOISON -> api.unpoison(port, pfn);
                case SPLIT -> api.split(port, pfn, of.order(), true, 0);
                case HOST -> {
                    api.makeAccessible(port, pfn);
                    faulted = port.secure[pfn] != 0;
                }
                default -> throw new IllegalArgumentException("no part of it: " + of.text());
            }
        }
    }
}
