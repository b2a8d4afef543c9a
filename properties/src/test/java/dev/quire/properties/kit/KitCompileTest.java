package dev.quire.properties.kit;

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

    @TempDir private Path folder;

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
