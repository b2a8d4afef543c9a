package dev.quire.properties.folio;

import dev.quire.model.folio.lockstep.FolioSubject;
import dev.quire.properties.allure.Epic;
import dev.quire.properties.explore.Exploration;
import dev.quire.properties.explore.Explorer;
import dev.quire.properties.explore.Limits;
import org.junit.jupiter.api.BeforeEach;

class FolioExploration {
    @BeforeEach
    void file() {
        Epic.folios();
    }

    static Exploration explore(FolioSmallMachine machine, FolioSubject subject, int workers) {
        return new FolioExplorer(machine, subject, true)
                .run(Limits.none().withWorkers(workers), Explorer.Progress.NONE, () -> false);
    }
}
