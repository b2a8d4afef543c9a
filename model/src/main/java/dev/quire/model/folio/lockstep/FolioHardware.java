package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.ArchBit;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.NumberSet;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.machine.PageVersions;
import dev.quire.model.reference.PageByPage;
import java.util.Arrays;
import java.util.List;

/**
 * What software cannot argue with: the subject's words, slots, the two sides of each page's bytes,
 * which frames are secure. It counts present and writable slots of each page by itself.
 *
 * <p>A slot has a <i>floor</i>: the version of its page's bytes that was flushed before the slot
 * was installed, and that a CPU which executes through it must see.
 */
final class FolioHardware {
    private static final int STORED = 1;
    private static final int FLUSHED = 1 << 1;
    private static final int SECURE = 1 << 2;

    final FolioMachine machine;
    final long[] words;
    final long[] slots;
    final PageVersions versions;
    final boolean[] secure;
    final int[] present;
    final int[] writable;

    /** Pages whose slots, counted here, or whose secrecy changed, and slots that were stored. */
    final NumberSet touched;

    final NumberSet touchedSlots;

    /** Words that were stored, and what each was when it was last looked at. */
    private final NumberSet storedWords;

    private final long[] lookedAt;
    private final int[] finished;
    private final int[] floors;
    private final int[] changed;
    private final long[] old;
    private final int[] own;
    private int changes;
    private int badRange;
    private int worksOn;
    private int flushes;
    private int slotsInstalled;

    FolioHardware(FolioMachine machine, int words) {
        this.machine = machine;
        this.words = new long[words];
        storedWords = new NumberSet(words);
        lookedAt = new long[words];
        slots = new long[machine.slots()];
        touched = new NumberSet(machine.pages());
        touchedSlots = new NumberSet(slots.length);
        versions =
                new PageVersions(
                        machine.cpus(),
                        false,
                        false,
                        List.of(new PageVersions.Frames(0, machine.pages())));
        secure = new boolean[machine.pages()];
        present = new int[machine.pages()];
        writable = new int[machine.pages()];
        finished = new int[machine.pages()];
        floors = new int[machine.slots()];
        changed = new int[4 * machine.slots()];
        old = new long[changed.length];
        own = new int[versions.told()];
    }

    void reset() {
        Arrays.fill(words, 0);
        Arrays.fill(slots, 0);
        versions.reset();
        Arrays.fill(secure, false);
        Arrays.fill(present, 0);
        Arrays.fill(writable, 0);
        Arrays.fill(finished, 0);
        Arrays.fill(floors, 0);
        begin();
        forgetTouched();
    }

    /** What was stored up to now has been looked at. */
    void forgetTouched() {
        storedWords.clear();
        touched.clear();
        touchedSlots.clear();
    }

    /** Adds the pages that show a word of the subject that changed. */
    void touchedBy(FolioView view, NumberSet pages) {
        for (int at = storedWords.next(0); at >= 0; at = storedWords.next(at + 1)) {
            long changed = lookedAt[at] ^ words[at];
            if (changed != 0) {
                view.shows(at, changed, pages);
            }
        }
    }

    /** Stores one of the subject's words; the one before. */
    long store(int word, long value) {
        long before = words[word];
        if (!storedWords.has(word)) {
            storedWords.add(word);
            lookedAt[word] = before;
        }
        words[word] = value;
        return before;
    }

    void setSecure(int pfn, boolean on) {
        secure[pfn] = on;
        touched.add(pfn);
    }

    /** A step begins. */
    void begin() {
        changes = 0;
        badRange = 0;
        worksOn = 0;
        flushes = 0;
        slotsInstalled = 0;
    }

    void setSlot(int slot, long value) {
        count(slots[slot], -1);
        count(value, 1);
        touchedSlots.add(slot);
        if (changes < changed.length) {
            changed[changes] = slot;
            old[changes++] = slots[slot];
        }
        boolean installs = !executes(slots[slot], value);
        slots[slot] = value;
        floors[slot] = installs ? 0 : floors[slot];
        slotsInstalled += installs && TableSlot.isExecutable(value) ? 1 : 0;
        if (installs && machine.archBit() == ArchBit.CLEAN) {
            raiseFloor(slot);
        }
    }

    /** Whether a slot stays executable and keeps its page: that is no install. */
    private static boolean executes(long before, long value) {
        return TableSlot.isExecutable(before)
                && TableSlot.isExecutable(value)
                && TableSlot.pfn(before) == TableSlot.pfn(value);
    }

    private void count(long value, int by) {
        int pfn = TableSlot.pfn(value);
        present[pfn] += TableSlot.isPresent(value) ? by : 0;
        writable[pfn] += TableSlot.isWritable(value) ? by : 0;
        if (TableSlot.isPresent(value)) {
            touched.add(pfn);
        }
    }

    private void raiseFloor(int slot) {
        long value = slots[slot];
        if (TableSlot.isExecutable(value)) {
            floors[slot] = finished[TableSlot.pfn(value)];
        }
    }

    /** The slots that the step changed are installed for good. */
    void installed() {
        for (int i = 0; i < changes; i++) {
            raiseFloor(changed[i]);
        }
    }

    /** Slots that were there are taken for installed again. */
    void installed(int slot, int nr) {
        for (int i = slot; i < slot + nr; i++) {
            raiseFloor(i);
        }
    }

    /** What a slot held before the step. */
    long before(int slot) {
        for (int i = 0; i < changes; i++) {
            if (changed[i] == slot) {
                return old[i];
            }
        }
        return slots[slot];
    }

    /** The kernel's stores to pages are done and flushed. */
    void finish(int pfn, int pages) {
        for (int p = pfn; p < pfn + pages; p++) {
            finished[p] = versions.written(p);
        }
    }

    /** Nobody has written to pages in the life that begins: what they held promises nothing. */
    void born(int pfn, int pages) {
        Arrays.fill(finished, pfn, pfn + pages, 0);
    }

    /** A CPU executes through a slot: how many versions its bytes are behind its floor. */
    int execute(int cpu, int slot) {
        long value = slots[slot];
        if (!TableSlot.isExecutable(value)) {
            return 0;
        }
        int pfn = TableSlot.pfn(value);
        int seen = versions.executed(cpu, pfn);
        versions.fetch(cpu, pfn);
        return Math.max(0, floors[slot] - seen);
    }

    void work(int pages) {
        worksOn += pages;
        flushes++;
    }

    /** In how many goes. */
    int flushes() {
        return flushes;
    }

    /** Executable slots that the step installed. */
    int installs() {
        return slotsInstalled;
    }

    /** Pages of cache work in the step. */
    int worked() {
        return worksOn;
    }

    /** How many pages have a store that no CPU would see yet. */
    int hidden() {
        int pages = 0;
        for (int pfn = 0; pfn < machine.frames(); pfn++) {
            pages += versions.written(pfn) > versions.executed(0, pfn) ? 1 : 0;
        }
        return pages;
    }

    /** Longs that {@link #packVersions} writes. */
    int versionWords() {
        return machine.pages() + (slots.length + Long.SIZE - 1) / Long.SIZE;
    }

    /**
     * Writes of each page whether a store is hidden, whether it was flushed, and whether the page
     * is secure; of each slot whether its floor is above what a CPU sees.
     *
     * <p>That is all that a later step can tell. A CPU sees what is visible, whether it holds it or
     * not, as a port never cleans without invalidating. A floor or a flushed version that is not
     * above that will never be; one that is above is reached by the next cache work, which makes
     * the newest store visible, and not before. A free page's flushed version promises nothing.
     */
    void packVersions(PageByPage pages, long[] to, int at) {
        for (int pfn = 0; pfn < machine.pages(); pfn++) {
            versions.tell(pfn, own);
            int visible = own[1];
            for (int cpu = 2; cpu < own.length; cpu++) {
                if (own[cpu] >= 0 && own[cpu] != visible) {
                    throw new IllegalStateException(
                            "a CPU must see what is visible: page 0x" + Integer.toHexString(pfn));
                }
            }
            to[at + pfn] =
                    (own[0] > visible ? STORED : 0)
                            | (finished[pfn] > visible && !pages.isFree(pfn) ? FLUSHED : 0)
                            | (secure[pfn] ? SECURE : 0);
        }
        int next = at + machine.pages();
        Arrays.fill(to, next, at + versionWords(), 0);
        for (int slot = 0; slot < slots.length; slot++) {
            if (floors[slot] > 0 && TableSlot.isExecutable(slots[slot])) {
                boolean above = floors[slot] > versions.executed(0, TableSlot.pfn(slots[slot]));
                to[next + slot / Long.SIZE] |= above ? 1L << slot : 0;
            }
        }
    }

    /** Puts back slots and what {@link #packVersions} wrote. */
    void unpack(long[] from, int slotsAt, int versionsAt) {
        Arrays.fill(present, 0);
        Arrays.fill(writable, 0);
        for (int pfn = 0; pfn < machine.pages(); pfn++) {
            long bits = from[versionsAt + pfn];
            Arrays.fill(own, -1);
            own[0] = (bits & STORED) != 0 ? 1 : 0;
            own[1] = 0;
            versions.put(pfn, own);
            finished[pfn] = (bits & FLUSHED) != 0 ? 1 : 0;
            secure[pfn] = (bits & SECURE) != 0;
        }
        int floorsAt = versionsAt + machine.pages();
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = from[slotsAt + slot];
            count(slots[slot], 1);
            floors[slot] = (int) (from[floorsAt + slot / Long.SIZE] >>> slot & 1);
        }
        begin();
    }

    /** A range that is to lie in one table, one area and, as the caller knows, in one folio. */
    void range(int slot, int nr, boolean inFolio) {
        boolean whole = slot + nr <= machine.tableEnd(slot) && slot + nr <= machine.areaEnd(slot);
        if (badRange == 0 && !(whole && inFolio)) {
            badRange = nr;
        }
    }

    /** The slots of a range that breaks its rule; 0: there is none. */
    int badRange() {
        return badRange;
    }
}
