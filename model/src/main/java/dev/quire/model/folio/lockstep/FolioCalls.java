package dev.quire.model.folio.lockstep;

import dev.quire.model.folio.FolioApi;
import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioPort;
import dev.quire.model.folio.TableSlot;
import dev.quire.model.reference.PageByPage;

/** Turns an operation into a call of the subject, and of the reference. */
final class FolioCalls {
    private static final int PERMISSIONS = (int) (TableSlot.WRITE | TableSlot.EXEC);

    private final FolioMachine machine;
    private final FolioApi api;
    private final PageByPage reference;

    FolioCalls(FolioMachine machine, FolioApi api, PageByPage reference) {
        this.machine = machine;
        this.api = api;
        this.reference = reference;
    }

    /** What the subject returns, 0 where it returns nothing. */
    int subject(FolioPort port, FolioOperation of) {
        int slot = machine.slot(of.mm(), of.page());
        int pfn = of.pfn();
        switch (of.call()) {
            case ALLOC -> api.alloc(port, pfn, of.order());
            case GET -> api.get(port, pfn);
            case UNPIN -> api.unpin(port, pfn);
            case ADD_CACHE -> api.addToPageCache(port, pfn, of.value());
            case REMOVE_CACHE -> api.removeFromPageCache(port, pfn);
            case ADD_SWAP -> api.addToSwapCache(port, pfn, of.value());
            case REMOVE_SWAP -> api.removeFromSwapCache(port, pfn);
            case SET_TYPE -> api.setType(port, pfn, of.value());
            case CLEAR_TYPE -> api.clearType(port, reference.first(pfn));
            case MAP_ZERO -> api.mapZero(port, slot, of.nr());
            case UNMAP -> api.unmap(port, slot, of.nr());
            case RESTORE -> api.endMigration(port, slot);
            case FLUSH_FOLIO -> api.flushDcacheFolio(port, pfn);
            case FLUSH_PAGE -> api.flushDcachePage(port, pfn);
            case FLUSH_ICACHE -> api.flushIcachePages(port, slot, of.nr());
            case UPDATE -> api.updateMmuCacheRange(port, slot, of.nr());
            case POISON -> api.poison(port, pfn);
            case UNPOISON -> api.unpoison(port, pfn);
            case HOST -> api.makeAccessible(port, pfn);
            default -> {
                return of.call().ofFlags() ? flag(port, of) : result(port, of, slot);
            }
        }
        return 0;
    }

    private int result(FolioPort port, FolioOperation of, int slot) {
        int pfn = of.pfn();
        return switch (of.call()) {
            case PUT -> api.put(port, pfn);
            case PIN -> api.pin(port, slot);
            case MAP_FILE -> api.mapFile(port, slot, pfn, of.nr(), of.flags() & PERMISSIONS);
            case MAP_ANON ->
                    api.mapAnon(
                            port,
                            slot,
                            pfn,
                            of.nr(),
                            of.flags() & PERMISSIONS,
                            of.has(FolioOperation.EXCLUSIVE));
            case FORK -> api.fork(port, slot, machine.slot(of.value(), of.page()), of.nr());
            case REUSE -> api.reuse(port, slot);
            case MIGRATE -> api.startMigration(port, slot);
            case SECURE -> api.makeSecure(port, pfn);
            case SPLIT ->
                    api.split(port, pfn, of.order(), of.has(FolioOperation.UNIFORM), of.value());
            case COLLAPSE -> api.collapse(port, slot, pfn, of.order());
            default -> 0;
        };
    }

    private int flag(FolioPort port, FolioOperation of) {
        return switch (of.call()) {
            case SET -> api.setFlag(port, of.flag(), of.pfn());
            case CLEAR -> api.clearFlag(port, of.flag(), of.pfn());
            case TEST -> api.testFlag(port, of.flag(), of.pfn());
            case TEST_SET -> api.testSetFlag(port, of.flag(), of.pfn());
            default -> api.testClearFlag(port, of.flag(), of.pfn());
        };
    }

    /**
     * What the reference returns, 0 where it returns nothing.
     *
     * @param seen what the subject returned: where it may decide, the reference follows
     */
    int reference(FolioOperation of, int seen) {
        int slot = machine.slot(of.mm(), of.page());
        int pfn = of.pfn();
        switch (of.call()) {
            case ALLOC -> reference.alloc(pfn, of.order());
            case GET -> reference.get(pfn);
            case UNPIN -> reference.unpin(pfn);
            case ADD_CACHE -> reference.addToPageCache(pfn, of.value());
            case REMOVE_CACHE -> reference.removeFromPageCache(pfn);
            case ADD_SWAP -> reference.addToSwapCache(pfn, of.value());
            case REMOVE_SWAP -> reference.removeFromSwapCache(pfn);
            case SET_TYPE -> reference.setType(pfn, of.value());
            case CLEAR_TYPE -> reference.setType(reference.first(pfn), 0);
            case MAP_ZERO -> reference.mapZero(slot, of.nr());
            case UNMAP -> reference.unmap(slot, of.nr());
            case RESTORE -> reference.endMigration(slot);
            case POISON -> reference.poison(pfn);
            case UNPOISON -> reference.unpoison(pfn);
            default -> {
                return of.call().ofFlags() ? referenceFlag(of) : referenceResult(of, slot, seen);
            }
        }
        return 0;
    }

    private int referenceResult(FolioOperation of, int slot, int seen) {
        int pfn = of.pfn();
        return switch (of.call()) {
            case PUT -> reference.put(pfn);
            case PIN -> reference.pin(slot);
            case MAP_FILE -> reference.mapFile(slot, pfn, of.nr(), of.flags() & PERMISSIONS);
            case MAP_ANON ->
                    reference.mapAnon(
                            slot,
                            pfn,
                            of.nr(),
                            of.flags() & PERMISSIONS,
                            of.has(FolioOperation.EXCLUSIVE));
            case FORK -> reference.fork(slot, machine.slot(of.value(), of.page()), of.nr());
            case REUSE -> reuse(slot, seen);
            case MIGRATE -> reference.startMigration(slot);
            case SECURE -> reference.makeSecure(pfn);
            case SPLIT ->
                    reference.split(pfn, of.order(), of.has(FolioOperation.UNIFORM), of.value());
            case COLLAPSE -> reference.collapse(slot, pfn, of.order());
            default -> 0;
        };
    }

    /** A large folio may take a page for shared that is not: then it may refuse. */
    private int reuse(int slot, int seen) {
        int page = TableSlot.pfn(reference.slot(slot));
        boolean may = reference.mayReuse(slot);
        boolean careful = seen == 0 && reference.isLarge(page) && !reference.isExclusive(page);
        if (may && !careful) {
            reference.reuse(slot);
        }
        return may && !careful ? 1 : 0;
    }

    private int referenceFlag(FolioOperation of) {
        return switch (of.call()) {
            case SET -> reference.setFlag(of.flag(), of.pfn());
            case CLEAR -> reference.clearFlag(of.flag(), of.pfn());
            case TEST -> reference.testFlag(of.flag(), of.pfn());
            case TEST_SET -> reference.testSetFlag(of.flag(), of.pfn());
            default -> reference.testClearFlag(of.flag(), of.pfn());
        };
    }
}
