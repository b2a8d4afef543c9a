package dev.quire.counterexamples.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.counterexamples.trace.KeptVerdict;
import dev.quire.counterexamples.trace.Provenance;
import dev.quire.counterexamples.trace.Texts;
import dev.quire.counterexamples.trace.Trace;
import dev.quire.counterexamples.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a folder of traces takes in, lists and refuses. */
final class CorpusStoreTest {
    private static final KeptVerdict UNIFORM =
            KeptVerdict.parse("violation block-uniform INV-37 step=2");
    private static final Trace SHORT =
            Texts.file(Texts.PARTIAL_WRPROTECT).trace().withVerdict(UNIFORM);
    private static final Trace LONG =
            Texts.file(
                            Texts.PARTIAL_WRPROTECT
                                    + "ptep_get mm=1 addr=0x40000\nptep_get mm=1 addr=0x41000\n")
                    .trace()
                    .withVerdict(UNIFORM);
    private static final Trace GOOD =
            Texts.file(Texts.WRITE_DURING_UNFOLD).trace().withVerdict(KeptVerdict.PASSED);
    private static final String SHORT_NAME =
            "bad_block-uniform_wrprotect-ptes-arm64-4k-" + "[0-9a-f]{8}\\.trace";

    @TempDir private Path temp;

    private Path folder() {
        return temp.resolve("runs/found");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void keep_firstFind_makesTheFolderAndNamesTheFile() throws IOException {
        Kept kept = CorpusStore.found(folder()).keep(SHORT);
        assertEquals(Kept.Change.ADDED, kept.change());
        assertTrue(kept.file().getFileName().toString().matches(SHORT_NAME), kept.toString());
        assertEquals(SHORT.text(), Files.readString(kept.file()));
        assertEquals(1, names(folder()).size());
    }

    @Test
    void keep_passingTrace_isNamedGood() {
        CorpusStore store = CorpusStore.found(folder());
        Kept kept = store.keep(GOOD);
        String name = kept.file().getFileName().toString();
        assertTrue(name.matches("good_arm64-4k-[0-9a-f]{8}\\.trace"), name);
        assertEquals(Kept.Change.ALREADY_THERE, store.keep(GOOD).change());
    }

    @Test
    void keep_theSameTwice_changesNothing() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        Kept first = store.keep(SHORT);
        Kept again = store.keep(SHORT.withProvenance(Provenance.found(7, "hunt again")));
        assertEquals(new Kept(first.file(), Kept.Change.ALREADY_THERE, List.of()), again);
        assertEquals(SHORT.text(), Files.readString(first.file()));
    }

    @Test
    void keep_longerOfTheSameFailure_leavesTheShorter() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        Kept first = store.keep(SHORT);
        assertEquals(
                new Kept(first.file(), Kept.Change.ALREADY_THERE, List.of()), store.keep(LONG));
        assertEquals(List.of(first.file().getFileName().toString()), names(folder()));
    }

    @Test
    void keep_shorterOfTheSameFailure_takesItsOwnLongerAway() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        Kept first = store.keep(LONG);
        Kept second = store.keep(SHORT);
        assertEquals(Kept.Change.ADDED, second.change());
        assertEquals(List.of(first.file()), second.replaced());
        assertEquals(List.of(second.file().getFileName().toString()), names(folder()));
    }

    @Test
    void keep_shorterThanOneNamedByHand_leavesThatOne() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        Files.createDirectories(folder());
        Path hand =
                Files.writeString(folder().resolve("bad_block-uniform_mine.trace"), LONG.text());
        Kept kept = store.keep(SHORT);
        assertEquals(List.of(), kept.replaced());
        assertEquals(LONG.text(), Files.readString(hand));
        assertEquals(2, names(folder()).size());
    }

    @Test
    void keep_shorterThanOneChangedByHand_leavesThatOne() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        Path first = store.keep(LONG).file();
        Files.writeString(first, "# why it fails\n\n", StandardOpenOption.APPEND);
        assertEquals(List.of(), store.keep(SHORT).replaced());
        assertTrue(Files.readString(first).endsWith("# why it fails\n\n"));
    }

    @Test
    void keep_nameTakenByOtherContent_takesTheNextName() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        Path first = store.keep(SHORT).file();
        Files.writeString(first, "half a fi");
        Kept kept = store.keep(SHORT);
        assertTrue(kept.file().getFileName().toString().endsWith("-2.trace"), kept.toString());
        assertEquals("half a fi", Files.readString(first));
    }

    @Test
    void keep_otherSubjectMachineOrCall_isAnotherFailure() throws IOException {
        CorpusStore store = CorpusStore.found(folder());
        store.keep(SHORT);
        store.keep(SHORT.withSubject("other"));
        store.keep(
                Texts.file(Texts.PARTIAL_WRPROTECT.replace("arm64-4k ", "arm64-4k-lpa2 "))
                        .trace()
                        .withVerdict(UNIFORM));
        store.keep(SHORT.withVerdict(KeptVerdict.parse("violation block-uniform INV-37 step=1")));
        assertEquals(4, names(folder()).size());
    }

    @Test
    void keep_withoutVerdict_isRefused() {
        Trace trace = Texts.file(Texts.PARTIAL_WRPROTECT).trace();
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CorpusStore.found(folder()).keep(trace));
        assertEquals("a trace must have a verdict to be kept: subject=contpte", e.getMessage());
        assertFalse(Files.exists(folder()));
    }

    @Test
    void keep_diskFull_saysSoAndLeavesWhatWasThere() throws IOException {
        Path old = CorpusStore.found(folder()).keep(LONG).file();
        CorpusStore full =
                new CorpusStore(
                        folder(),
                        true,
                        (file, bytes) -> {
                            Files.write(file, new byte[] {bytes[0]});
                            throw new IOException("No space left on device");
                        });
        StoreException e = assertThrows(StoreException.class, () -> full.keep(SHORT));
        String message = e.getMessage();
        assertTrue(
                message.startsWith("a trace must be writable: " + folder().resolve("bad_"))
                        && message.endsWith(
                                "; make room or make the folder writable, then keep it again:"
                                        + " IOException: No space left on device"),
                message);
        assertEquals(List.of(old.getFileName().toString()), names(folder()));
        assertEquals(LONG.text(), Files.readString(old));
    }

    @Test
    void keep_folderThatCannotBeMade_saysSo() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "not a folder");
        CorpusStore store = CorpusStore.found(file.resolve("found"));
        StoreException e = assertThrows(StoreException.class, () -> store.keep(SHORT));
        String beginning =
                "folder must be one that can be made: "
                        + file.resolve("found")
                        + "; name another folder: ";
        assertTrue(e.getMessage().startsWith(beginning), e.getMessage());
        assertEquals("not a folder", Files.readString(file));
    }

    @Test
    void missingFolder_ofTheCorpus_isAnError_ofFindsIsEmpty() {
        assertEquals(List.of(), CorpusStore.found(folder()).list());
        String message = "folder must exist: " + folder() + "; make it, or name another folder";
        CorpusStore corpus = CorpusStore.corpus(folder());
        assertEquals(message, assertThrows(StoreException.class, corpus::list).getMessage());
        assertEquals(
                message, assertThrows(StoreException.class, () -> corpus.keep(SHORT)).getMessage());
        assertFalse(Files.exists(folder()));
    }

    @Test
    void index_ofAFolder_listsWhatIsReadAndComplainsOfTheRest() throws IOException {
        Path bad = Files.writeString(temp.resolve("bad_block-uniform_x.trace"), SHORT.text());
        Path good = Files.writeString(temp.resolve("good_y.trace"), GOOD.text());
        Path named = Files.writeString(temp.resolve("good_z.trace"), SHORT.text());
        Path bare = Files.writeString(temp.resolve("h.trace"), Texts.PARTIAL_WRPROTECT);
        Path broken = Files.writeString(temp.resolve("i.trace"), "quire-trace 3");
        Files.writeString(temp.resolve("README.md"), "no trace");
        Files.writeString(temp.resolve(".k.trace"), "hidden");
        CorpusStore store = CorpusStore.corpus(temp);
        assertEquals(List.of(bad, good, named, bare, broken), store.list());
        Index index = store.index();
        Optional<String> signature = Optional.of("violation block-uniform INV-37 wrprotect_ptes");
        assertEquals(
                List.of(
                        new Entry(bad, "contpte", "arm64-4k", signature, 2),
                        new Entry(good, "contpte", "arm64-4k", Optional.empty(), 4),
                        new Entry(named, "contpte", "arm64-4k", signature, 2),
                        new Entry(bare, "contpte", "arm64-4k", Optional.empty(), 2)),
                index.entries());
        assertEquals("good_y.trace", index.entries().get(1).name());
        assertEquals(
                List.of(
                        named
                                + ": found verdict violation block-uniform INV-37 step=2, expected"
                                + " a file name bad_block-uniform_<what>.trace",
                        bare + ": found no verdict, expected one: a kept trace says what it is for",
                        broken + ":1: found quire-trace 3, expected quire-trace 1"),
                index.complaints());
    }

    @Test
    void keptFile_readAgain_isTheTrace() {
        Trace trace =
                SHORT.withProvenance(
                        new Provenance(
                                Optional.of(5L),
                                Optional.of("hunt --seed=0x5"),
                                List.of("a note")));
        Path file = CorpusStore.found(folder()).keep(trace).file();
        assertEquals(trace, TraceFile.read(file).trace());
    }
}
