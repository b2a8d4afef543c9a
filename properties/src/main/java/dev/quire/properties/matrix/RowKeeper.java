package dev.quire.properties.matrix;

import java.util.Optional;

/** Keeps rows, so that a run that is cut short goes on where it was. */
public interface RowKeeper {
    /** Keeps nothing. */
    RowKeeper NONE =
            new RowKeeper() {
                @Override
                public Optional<Row> find(Row searches) {
                    return Optional.empty();
                }

                @Override
                public void add(Row row) {}
            };

    /** What the searches of a row found, if that is kept. */
    Optional<Row> find(Row searches);

    /** Keeps a row. */
    void add(Row row);
}
