/* A subject that does again what another did: argv[1] names a file with its calls. */
#define QUIRE_IMPLEMENTATION
#include "quire.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *recorded;

struct access { char kind; long long a; quire_u64 b, c, d; };

static void again(const struct access *one)
{
    switch (one->kind) {
    case 'r': quire_read(quire_entry((long)one->a)); break;
    case 'w': quire_write(quire_entry((long)one->a), one->b); break;
    case 'x': quire_xchg(quire_entry((long)one->a), one->b); break;
    case 'c': quire_cmpxchg(quire_entry((long)one->a), one->b, one->c); break;
    case 't':
        quire_tlbi(quire_mm((int)one->a), one->b, one->c, one->d >> 8, 3, one->d & 255);
        break;
    case 'b': quire_barrier(QUIRE_DSB); break;
    default: quire_warn("as recorded"); break;
    }
}

/* All of a call is read before its first access, in which another one may nest. */
static void play(const char *name, struct quire_call *given)
{
    char found[64];
    int slot, nr, count;
    quire_u64 result, pte;
    struct access *accesses;

    if (fscanf(recorded, "%63s %d %d %llx %llx %d", found, &slot, &nr, &result, &pte, &count) !=
            6 ||
        strcmp(found, name) || (slot >= 0 && quire_slot(given->ptep) != slot) || nr != given->nr) {
        fprintf(stderr, "another call is recorded than %s\n", name);
        exit(3);
    }
    accesses = calloc((size_t)count + 1, sizeof *accesses);
    for (int i = 0; i < count; i++) {
        struct access *one = &accesses[i];
        if (fscanf(recorded, " %c %lld %llx %llx %llx", &one->kind, &one->a, &one->b, &one->c,
                   &one->d) != 5)
            exit(4);
    }
    for (int i = 0; i < count; i++)
        again(&accesses[i]);
    free(accesses);
    quire_return(given, result);
    quire_return_pte(given, pte);
}

#define CALLS(_) \
    _(ptep_get) _(ptep_get_lockless) \
    _(pte_advance_pfn) _(pte_batch_hint) \
    _(folio_pte_batch_flags) _(set_ptes) \
    _(pte_clear) _(clear_nonpresent_ptes) \
    _(ptep_get_and_clear) _(get_and_clear_full_ptes) \
    _(clear_full_ptes) _(ptep_clear_flush) \
    _(ptep_test_and_clear_young) _(test_and_clear_young_ptes) \
    _(clear_flush_young_ptes) _(clear_young_dirty_ptes) \
    _(wrprotect_ptes) _(ptep_set_access_flags) \
    _(modify_prot_start_ptes) _(modify_prot_commit_ptes) \
    _(unmap_batch) _(move_ptes) \
    _(madvise_free) _(flush_tlb_page) \
    _(flush_tlb_mm) _(flush_tlb_range)

#define RUN(name) \
    static void run_##name(struct quire_call *call) { play(#name, call); }
CALLS(RUN)

#define OPERATION(name) {#name, "", run_##name},
static const struct quire_operation operations[] = {CALLS(OPERATION) {0, 0, 0}};

int main(int argc, char **argv)
{
    static const struct quire_subject subject = {
        .name = "played", .operations = operations, .folds_exactly = 1};

    recorded = argc > 1 ? fopen(argv[1], "r") : NULL;
    return recorded ? quire_run(&subject) : 4;
}
