package dev.quire.model.operation;

import dev.quire.model.entry.Encoding;
import dev.quire.model.entry.Meaning;
import dev.quire.model.entry.Protection;

/** The entry values that operations give: what the core makes of their arguments. */
public final class Values {
    /** What {@code modify_prot_commit} takes from the new protection; all else stays. */
    private static final long MODIFIED =
            Protection.DECIDES
                    | Meaning.GUARDED
                    | Meaning.MEMORY_TYPE
                    | Meaning.KEY
                    | Meaning.NOT_GLOBAL;

    private Values() {}

    /** The meaning of the value that a call sets or advances; of its first slot. */
    public static long meaning(Operation operation) {
        if (operation.call() == Call.SET_PTE_AT) {
            return Meaning.softleaf(operation.value());
        }
        long attributes = operation.prot().attributes;
        if (operation.has(Operation.UFFD_WP)) {
            attributes |= Meaning.UFFD_WP;
        }
        if (operation.has(Operation.SPECIAL)) {
            attributes |= Meaning.SPECIAL;
        }
        if (operation.has(Operation.TAGGED)) {
            attributes |= Meaning.TAGGED;
        }
        if (operation.has(Operation.GUARDED)) {
            attributes |= Meaning.GUARDED;
        }
        if (operation.has(Operation.KEY)) {
            attributes |= Meaning.KEY & -Meaning.KEY;
        }
        return Meaning.present(operation.value(), attributes);
    }

    /** Whether the value that a call sets is young. */
    public static boolean young(Operation operation) {
        return operation.call() != Call.SET_PTE_AT && !operation.has(Operation.OLD);
    }

    /** Whether the value that a call sets is dirty. */
    public static boolean dirty(Operation operation) {
        return operation.call() != Call.SET_PTE_AT
                && (operation.has(Operation.DIRTY) || operation.prot() == Protection.KERNEL_WRITE);
    }

    /** The value that a call sets or advances, as the encoding writes it. */
    public static long pte(Operation operation, Encoding encoding) {
        long pte = encoding.encode(meaning(operation), young(operation), dirty(operation));
        return operation.givesCont() ? encoding.mkcont(pte) : pte;
    }

    /**
     * The meaning of an entry after a change of protection; uffd-wp keeps it from being writable.
     */
    public static long modified(long meaning, Protection prot) {
        long changed = meaning & ~MODIFIED | prot.attributes & MODIFIED;
        return Meaning.has(changed, Meaning.UFFD_WP) ? changed & ~Meaning.WRITE : changed;
    }

    /** The value that the core commits for an entry that it had read as {@code old}. */
    public static long modified(Encoding encoding, long old, Protection prot) {
        long pte =
                encoding.modify(old, encoding.pgprot(encoding.encode(prot0(prot), false, false)));
        return encoding.uffdWp(pte) ? encoding.wrprotect(pte) : pte;
    }

    private static long prot0(Protection prot) {
        return Meaning.present(0, prot.attributes);
    }

    /** The entry that a fault handler asks for, given what the slot means. */
    public static long asked(Operation operation, Encoding encoding, long meaning) {
        long permitted =
                operation.has(Operation.ENTRY_WRITE)
                        ? meaning | Meaning.WRITE
                        : meaning & ~Meaning.WRITE;
        return encoding.encode(
                permitted, operation.has(Operation.ENTRY_YOUNG), operation.has(Operation.DIRTY));
    }
}
