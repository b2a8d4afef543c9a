package dev.quire.benchmarks.folio;

import dev.quire.model.folio.FolioMachine;
import dev.quire.model.folio.FolioView;
import dev.quire.model.folio.PlainFolioPort;
import dev.quire.model.folio.packed.PackedFolios;
import dev.quire.model.reference.PageByPage;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A file's folio and an anonymous one, of order 9 each, kept three times: packed behind a plain
 * port, by the reference, and as bare arrays.
 */
@State(Scope.Thread)
public class TwoFolios {
    static final FolioMachine MACHINE = FolioMachine.named("folio-large");
    static final int ORDER = 9;
    static final int PAGES = 1 << ORDER;
    static final int FILE = 0;
    static final int ANON = PAGES;

    final PackedFolios packed = new PackedFolios(MACHINE);
    final PageByPage reference = new PageByPage(MACHINE);
    final BitLoops bare = new BitLoops(PAGES, MACHINE.slots());
    final PlainFolioPort port = new PlainFolioPort(packed.words(), MACHINE.slots());
    final long[] slots = port.slots;
    final FolioView view = packed.view(port);

    /** Both folios allocated, neither mapped. */
    public TwoFolios() {
        packed.alloc(port, MACHINE.zeroPage(), 0);
        for (int head : new int[] {FILE, ANON}) {
            packed.alloc(port, head, ORDER);
            reference.alloc(head, ORDER);
        }
        packed.addToPageCache(port, FILE, 0);
        reference.addToPageCache(FILE, 0);
    }
}
