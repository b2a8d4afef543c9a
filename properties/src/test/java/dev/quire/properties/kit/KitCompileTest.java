package dev.quire.properties.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kit compiles without a warning, also beside names and macros of the kernel. */
final class KitCompileTest {
    private static final String KERNEL_LIKE =
            """
            typedef unsigned char u8;
            typedef unsigned int u32;
            typedef unsigned long long u64;
            typedef _Bool bool;
            typedef unsigned long size_t;
            struct page { unsigned long flags; };
            struct mm_struct { int users; };
            struct folio { struct page page; };
            #define current ((struct mm_struct *)0)
            #define min(a, b) ((a) < (b) ? (a) : (b))
            #define max(a, b) ((a) > (b) ? (a) : (b))
            #define likely(x) __builtin_expect(!!(x), 1)
            #define barrier() __asm__ volatile("" ::: "memory")
            #define read no_such_function
            #define write no_such_function
            #define QUIRE_KERNEL_NAMES
            #include "quire.h"
            typedef struct { u64 pte; } pte_t;
            int swap(pte_t *ptep, const pte_t *other, volatile u8 *flag, struct page *page);
            int swap(pte_t *ptep, const pte_t *other, volatile u8 *flag, struct page *page)
            {
                pte_t pte = READ_ONCE(*other);
                u64 old = xchg(&ptep->pte, pte.pte);
                WRITE_ONCE(*flag, 1);
                WRITE_ONCE(*ptep, pte);
                barrier();
                VM_WARN_ON(pte.pte == 0);
                BUG_ON(READ_ONCE(page->flags) == 7);
                if (likely(WARN_ON_ONCE(old == 1)))
                    return cmpxchg(&ptep->pte, old, max(old, 3)) == READ_ONCE(*flag);
                return 0;
            }
            """;

    /** Each access of the subject's own memory leaves its neighbours alone. */
    private static final String SIZED =
            """
            #define QUIRE_IMPLEMENTATION
            #define QUIRE_KERNEL_NAMES
            #include "quire.h"
            static struct {
                unsigned char a, one, b;
                unsigned short c, two, d;
                unsigned e, four, f;
                quire_u64 g, eight, h;
            } m, zero;
            #define TRY(field) \\
                do { \\
                    m = zero; \\
                    if (xchg(&m.field, 7) != 0 || m.field != 7) return 1; \\
                    if (cmpxchg(&m.field, 6, 9) != 7 || m.field != 7) return 2; \\
                    if (cmpxchg(&m.field, 7, -1) != 7) return 3; \\
                    if (m.field != (__typeof__(m.field))-1) return 4; \\
                    WRITE_ONCE(m.field, 5); \\
                    if (READ_ONCE(m.field) != 5) return 5; \\
                    m.field = 0; \\
                    if (memcmp(&m, &zero, sizeof m)) return 6; \\
                } while (0)
            int main(void)
            {
                TRY(one);
                TRY(two);
                TRY(four);
                TRY(eight);
                return 0;
            }
            """;

    /** An entry taken for a pointer: an address that no pointer can have on x86. */
    private static final String WILD =
            """
            #define QUIRE_IMPLEMENTATION
            #include "quire.h"
            #include <sys/wait.h>
            int main(void)
            {
                int ends[2];
                char said[200] = "";
                quire_.window = (char *)(1ul << 40);
                if (pipe(ends))
                    return 2;
                if (fork() == 0) {
                    dup2(ends[1], STDERR_FILENO);
                    quire_watch();
                    return (int)*(volatile long *)0x0068000000040fc0ul;
                }
                wait(NULL);
                if (read(ends[0], said, sizeof said - 1) < 0)
                    return 3;
                return strstr(said, "neither null nor an entry") == NULL;
            }
            """;

    private static final String THREE_BYTES =
            """
            #define QUIRE_KERNEL_NAMES
            #include "quire.h"
            struct three { char bytes[3]; };
            struct three get(struct three *at) { return READ_ONCE(*at); }
            """;

    private static final String TWICE =
            """
            #define READ_ONCE(x) (x)
            #define QUIRE_KERNEL_NAMES
            #include "quire.h"
            """;

    @TempDir private Path folder;

    @Test
    void kernelNames_onOwnMemory_haveItsSize() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        Workshop workshop = new Workshop(folder).with("sized.c", SIZED);
        workshop.with("wild.c", WILD).with("three.c", THREE_BYTES).with("twice.c", TWICE);
        for (String compiler : Workshop.compilers()) {
            assertEquals("", workshop.run(workshop.compile(compiler, "sized.c", "sized")));
            assertEquals("", workshop.run(workshop.compile(compiler, "wild.c", "wild")));
            String three = workshop.refusal(compiler, "three.c");
            assertTrue(three.contains("an access has 1, 2, 4 or 8 bytes"), three);
            String twice = workshop.refusal(compiler, "twice.c");
            assertTrue(twice.contains("READ_ONCE or its like is a macro already"), twice);
        }
    }

    @Test
    void sources_everyCompiler_noWarning() {
        assumeFalse(Workshop.compilers().isEmpty(), "no gcc and no clang on the PATH");
        Workshop workshop = new Workshop(folder).with("kernel-like.c", KERNEL_LIKE);
        for (String compiler : Workshop.compilers()) {
            workshop.compile(compiler, "example.c", "example");
            workshop.compile(compiler, "example.c", "wrong", "-DWRONG");
            workshop.compile(compiler, "contpte.c", "contpte", "-O1");
            Path object = workshop.compile(compiler, "kernel-like.c", "kernel-like.o", "-c");
            assertTrue(Files.exists(object), object::toString);
        }
    }
}
