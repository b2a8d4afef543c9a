/*
 * quire.h - the kit for a subject in C: checks an implementation of the Linux page-table range API
 * that runs as a process of its own. C11 and POSIX, one header, no dependency.
 *
 * SPDX-License-Identifier: Apache-2.0
 *
 * Include it wherever entries are accessed: so included it declares names that begin with quire_ or
 * QUIRE_ and nothing else, and pulls in no other header. In exactly one file define
 * QUIRE_IMPLEMENTATION first, and include it there before everything else.
 *
 * The subject has no page-table memory. A pointer to an entry points into a window that can neither
 * be read nor written; every load, store, exchange and compare-exchange of an entry is a message to
 * the harness, which owns the entries, the TLBs and the other CPUs. A pointer dereferenced past the
 * kit dies of a clean SIGSEGV. An address outside the window is the subject's own memory: the
 * accesses below take it as it is, so that one READ_ONCE serves both.
 *
 * What the subject prints to standard output goes to standard error: the output is the harness's.
 * A subject never keeps state between calls if it says `stateless`.
 *
 * The end of README.md has the lines of the protocol, and each operation with its keys and result.
 * Of its `hello`:
 *   pa-bits=48 or 52   bits of an output address. With 52 and page-shift=16 an entry has bits 51:48
 *                      of the address in its bits 15:12; with page-shift 12 or 14 (LPA2) it has
 *                      bits 51:50 in its bits 9:8
 *   bbm=0 or 2         2: a block may change its size with no invalidation in between
 *   shm=PATH           a file for the shared-memory transport, below; answered by shm=2
 * and in the answer:
 *   folds-exactly=1    it folds whenever it may, and that is to be checked
 * A machine that the subject was not compiled for is answered with `error #0 TEXT`.
 *
 * What the core of the kernel makes of several calls the harness makes of them too, unless the
 * subject has it as an operation: unmap_batch (max_nr=; returns how many, and pte=), move_ptes
 * (nr=, to= an address, to_ptep= its slot), madvise_free, flush_tlb_range, flush_tlb_page
 * and flush_tlb_mm (mm= alone).
 *
 * Shared memory. The harness makes a file of 0x15000 bytes, all zero but the eight bytes
 * "cells/2\0" at its start, and names it in `hello`. Who does not know these bytes leaves the file
 * alone and goes on over the pipes; after a `hello` of the subject's own with shm=2 no line goes
 * through the pipes any more. All numbers are 64 bits in native byte order.
 *
 *   0x0000  "cells/2\0"
 *   0x0040  how many cells of the first ring the subject has taken
 *   0x0080  how many cells of the second ring the harness has taken
 *   0x1000  ring to the subject: 256 cells of 64 bytes
 *   0x5000  ring to the harness: 1024 cells of 64 bytes
 *
 * Cell k (counted from 0 for ever, at place k modulo the ring's cells) holds 8 words: word 0 is
 * k + 1, stored last and with release, loaded with acquire; word 1 is the kind in its bits 7:0,
 * what the kind says below in its bits 31:8, and the number of the call in its bits 63:32; the
 * others are arguments, "/" between the low and the high half of a word. A writer leaves a cell
 * alone until the count of taken cells, loaded with acquire, shows it free; a reader stores that
 * count, with release, at least every 16 cells.
 *
 *   kind  1 TEXT     word 2: bytes (1 to 40), plus 0x100 if the line goes on in the next cell;
 *                    words 3 to 7: the bytes. Any line of the protocol, with no line end: all
 *                    lines may be sent so, and those that have no kind are
 *         2 READ     slot                    to the harness
 *         3 WRITE    slot, value
 *         4 XCHG     slot, value
 *         5 CMPXCHG  slot, old, new
 *         6 RETURN   value, pte; bit 8: there is a value, bit 9: there is a pte
 *         7 TLBI     start, end, stride, mm / level; bit 8: last-level, 9: no sync, 10: local
 *         8 BARRIER  bits 15:8: 0 dsb, 1 dsb-st, 2 isb
 *        16 VALUE    value                   to the subject
 *        17 OK
 *        18 CALL     addr; one of pte, entry, old, to; new; ptep / one of nr, max_nr; mm / vma;
 *                    cpu / one of flags, full, dirty, to_ptep. Bits 15:8: the operation, by its
 *                    place in `calls=` of the `hello` that said shm=2, counted from 0; bits 30:16:
 *                    which keys are given, from bit 16 on mm, vma, addr, ptep, pte, entry, old,
 *                    new, nr, max_nr, flags, full, dirty, to, to_ptep
 *        19 LEND     slot, up to 5 values; bits 15:8: how many
 *
 * Whoever waits spins for a while, then yields, then sleeps; on a single core it yields at once.
 */
#ifndef QUIRE_H
#define QUIRE_H

typedef unsigned long long quire_u64;

/* The machine to assume, from `hello`. */
struct quire_machine {
    int page_shift;
    int entries;     /* of a table */
    int cont_ptes;   /* entries of a contiguous block */
    int cpus;
    unsigned hafdbs; /* bit n: the walker of CPU n manages access and dirty */
    int bbm;
    int pa_bits;
};

enum quire_kind { QUIRE_USER, QUIRE_KERNEL, QUIRE_EFI };

/* `own` is the subject's: null at first, left alone by the kit. */
struct quire_mm {
    int id;
    enum quire_kind kind;
    void *own;
};

struct quire_vma {
    int id;
    struct quire_mm *mm;
    quire_u64 start;
    quire_u64 end; /* the first address after it */
    void *own;
};

struct quire_folio {
    int id;
    quire_u64 pfn; /* its first frame */
    unsigned order;
    void *own;
};

/* A call's arguments; what the harness did not send is 0 or null. */
struct quire_call {
    int number;
    int cpu;
    struct quire_mm *mm; /* given, or that of the vma */
    struct quire_vma *vma;
    quire_u64 addr;
    void *ptep;
    quire_u64 pte;
    int nr;
    int max_nr;
    quire_u64 entry;
    int dirty;
    quire_u64 old_pte; /* old= */
    quire_u64 new_pte; /* new= */
    unsigned flags;
    int full;
    quire_u64 to; /* move_ptes: the address to move to, and its entry */
    void *to_ptep;
    unsigned given; /* the kit's */
    unsigned has;
    quire_u64 result;
    quire_u64 result_pte;
};

struct quire_operation {
    const char *name; /* the kernel's, as in `call` */
    const char *needs; /* keys that must be given, such as "mm addr ptep nr" */
    void (*run)(struct quire_call *call);
};

struct quire_subject {
    const char *name;
    const struct quire_operation *operations; /* ended by one without a name */
    int cont_visible;  /* reads show the contiguous bit */
    int stateless;     /* keeps nothing between two accesses */
    int folds_exactly;
    const char *(*refuses)(const struct quire_machine *); /* null, or why not this machine */
    void (*resets)(void); /* may be null */
};

/* Talks to the harness until it says bye; main returns what this returns. */
int quire_run(const struct quire_subject *subject);

const struct quire_machine *quire_machine(void);
int quire_cpu(void); /* the CPU that runs the innermost call */

/* A call's result; further results by name. */
void quire_return(struct quire_call *call, quire_u64 value);
void quire_return_pte(struct quire_call *call, quire_u64 pte);

/* Entries: the pointer of a slot, the slot of a pointer, accesses. Entries have 8 bytes. */
void *quire_entry(long slot);
long quire_slot(const volatile void *entry);
quire_u64 quire_read(const volatile void *entry);
void quire_write(volatile void *entry, quire_u64 value);
quire_u64 quire_xchg(volatile void *entry, quire_u64 value);
quire_u64 quire_cmpxchg(volatile void *entry, quire_u64 expected, quire_u64 next); /* found */

/* A copy of 1 to 16 bytes, good until the next 16 loads of this call. */
const void *quire_load(const volatile void *from, unsigned long bytes);
void quire_store(volatile void *to, const volatile void *from, unsigned long bytes);

/* Null where there is none. */
struct quire_mm *quire_mm(int id);
struct quire_vma *quire_vma(int id);
struct quire_vma *quire_find_vma(const struct quire_mm *mm, quire_u64 addr);
struct quire_folio *quire_folio(int id);
struct quire_folio *quire_folio_of(quire_u64 pfn);

/* Translations of [start, end) of an address space; `level` 0: any. */
#define QUIRE_LAST_LEVEL 1u
#define QUIRE_NOSYNC 2u /* the trailing barrier is left out */
#define QUIRE_LOCAL 4u  /* this CPU only */
void quire_tlbi(const struct quire_mm *mm, quire_u64 start, quire_u64 end, quire_u64 stride,
                int level, unsigned flags);

enum quire_barrier { QUIRE_DSB, QUIRE_DSB_ST, QUIRE_ISB };
void quire_barrier(enum quire_barrier kind);
void quire_dcache(quire_u64 pfn, int nr);
void quire_icache(quire_u64 pfn, int nr);

/* Flags of folios by name, such as "arch_1"; tables by number. */
void quire_folio_set(int id, const char *flag);
void quire_folio_clear(int id, const char *flag);
int quire_folio_test(int id, const char *flag);
int quire_folio_test_and_set(int id, const char *flag);
int quire_folio_test_and_clear(int id, const char *flag);
int quire_alloc_table(void);
void quire_free_table(int table);
void quire_table_set(int table, const char *flag);
void quire_table_clear(int table, const char *flag);

void quire_warn(const char *what);
_Noreturn void quire_bug(const char *what);

#endif /* QUIRE_H */

/* The kernel's own names, for those who ask for them. */
#if defined(QUIRE_KERNEL_NAMES) && !defined(QUIRE_NAMED)
#define QUIRE_NAMED
#if defined(READ_ONCE) || defined(WRITE_ONCE) || defined(xchg) || defined(cmpxchg) || \
    defined(xchg_relaxed) || defined(cmpxchg_relaxed)
#error "QUIRE_KERNEL_NAMES: READ_ONCE or its like is a macro already, and entries are no memory: \
take yours away by #undef, or leave QUIRE_KERNEL_NAMES and call quire_read and its like"
#endif
/* The size of an access, of the subject's own memory too; an entry has 8 bytes. */
#define QUIRE_SIZE(x)                                                            \
    sizeof(struct {                                                              \
        _Static_assert(sizeof(x) == 1 || sizeof(x) == 2 || sizeof(x) == 4 ||     \
                       sizeof(x) == 8, "an access has 1, 2, 4 or 8 bytes");      \
        char quire_bytes_[sizeof(x)];                                            \
    })
static inline quire_u64 quire_xchg_(volatile void *at, quire_u64 value, unsigned long bytes)
{
    switch (bytes) {
    case 1:
        return __atomic_exchange_n((volatile unsigned char *)at, (unsigned char)value, 5);
    case 2:
        return __atomic_exchange_n((volatile unsigned short *)at, (unsigned short)value, 5);
    case 4: return __atomic_exchange_n((volatile unsigned *)at, (unsigned)value, 5);
    default: return quire_xchg(at, value);
    }
}
/* The order is 5: __ATOMIC_SEQ_CST. */
static inline quire_u64 quire_cmpxchg_(volatile void *at, quire_u64 expected, quire_u64 next,
                                       unsigned long bytes)
{
    unsigned char one = (unsigned char)expected;
    unsigned short two = (unsigned short)expected;
    unsigned four = (unsigned)expected;
    switch (bytes) {
    case 1:
        __atomic_compare_exchange_n((volatile unsigned char *)at, &one, (unsigned char)next, 0, 5,
                                    5);
        return one;
    case 2:
        __atomic_compare_exchange_n((volatile unsigned short *)at, &two, (unsigned short)next, 0,
                                    5, 5);
        return two;
    case 4:
        __atomic_compare_exchange_n((volatile unsigned *)at, &four, (unsigned)next, 0, 5, 5);
        return four;
    default: return quire_cmpxchg(at, expected, next);
    }
}
#define READ_ONCE(x) (*(const __typeof__(x) *)quire_load(&(x), QUIRE_SIZE(x)))
#define WRITE_ONCE(x, v)                                     \
    do {                                                     \
        __typeof__(x) quire_value_ = (v);                    \
        quire_store(&(x), &quire_value_, QUIRE_SIZE(x));     \
    } while (0)
#define xchg(p, v) ((__typeof__(*(p)))quire_xchg_((p), (quire_u64)(v), QUIRE_SIZE(*(p))))
#define cmpxchg(p, o, n) \
    ((__typeof__(*(p)))quire_cmpxchg_((p), (quire_u64)(o), (quire_u64)(n), QUIRE_SIZE(*(p))))
#define xchg_relaxed xchg
#define cmpxchg_relaxed cmpxchg
#define QUIRE_TEXT_(x) #x
#define QUIRE_TEXT(x) QUIRE_TEXT_(x)
/* Checks that are macros already stay what they are, and are no counterexamples then. */
#ifndef WARN_ON
#define WARN_ON(c) \
    ((c) ? (quire_warn(__FILE__ ":" QUIRE_TEXT(__LINE__) " " #c), 1) : 0)
#endif
#ifndef WARN_ON_ONCE
#define WARN_ON_ONCE WARN_ON
#endif
#ifndef VM_WARN_ON
#define VM_WARN_ON(c) ((void)WARN_ON(c))
#endif
#ifndef VM_WARN_ON_ONCE
#define VM_WARN_ON_ONCE VM_WARN_ON
#endif
#ifndef BUG_ON
#define BUG_ON(c) ((c) ? quire_bug(__FILE__ ":" QUIRE_TEXT(__LINE__) " " #c) : (void)0)
#endif
#ifndef VM_BUG_ON
#define VM_BUG_ON BUG_ON
#endif
#endif

#if defined(QUIRE_IMPLEMENTATION) && !defined(QUIRE_IMPLEMENTED)
#define QUIRE_IMPLEMENTED
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#define QUIRE_SHM_BYTES 0x15000
#define QUIRE_LINE_MAX 4096
#define QUIRE_BUFFER 65536
#define QUIRE_DEPTH 16
#define QUIRE_SLOTS (1L << 24)
#define QUIRE_GUARD (1L << 20) /* bytes on either side of the window */
#define QUIRE_MMS 256
#define QUIRE_OPERATIONS 256
#define QUIRE_LOADS 16
#define QUIRE_SPINS 400u
#define QUIRE_YIELDS 100u

enum { QUIRE_TEXT_CELL = 1, QUIRE_READ, QUIRE_WRITE, QUIRE_XCHG, QUIRE_CMPXCHG };
enum { QUIRE_RETURN = 6, QUIRE_TLBI, QUIRE_BARRIER };
enum { QUIRE_VALUE = 16, QUIRE_OK, QUIRE_CALL, QUIRE_LEND };

struct quire_cell {
    quire_u64 order;
    quire_u64 kind;
    quire_u64 words[6];
};

struct quire_ring {
    struct quire_cell *cells;
    quire_u64 size;
    quire_u64 *taken; /* shared */
    quire_u64 next;   /* the cell to write or to read */
    quire_u64 seen;   /* what the writer last saw of taken */
};

struct quire_frame {
    struct quire_call call;
    const struct quire_operation *operation;
    jmp_buf unwind;
    unsigned loads;
    quire_u64 loaded[QUIRE_LOADS][2];
};

struct quire_list {
    void **items;
    int count;
    int room;
};

static struct {
    const struct quire_subject *subject;
    int operations;
    unsigned needs[QUIRE_OPERATIONS]; /* the keys of each operation */
    struct quire_machine machine;
    int input;
    int output;
    int step;
    int depth;
    char *window; /* slot 0 */
    struct quire_frame frames[QUIRE_DEPTH];
    struct quire_mm *mms[QUIRE_MMS];
    struct quire_list vmas;
    struct quire_list folios; /* by pfn */
    quire_u64 *lent;
    unsigned *lent_in; /* the loan in which a slot was lent last */
    long lent_room;
    unsigned loan;
    int shared;
    unsigned spins;
    struct quire_ring in;
    struct quire_ring out;
    char message[QUIRE_LINE_MAX + 64];
    int length;
    int pending;
    int from;
    int to;
    char buffer[QUIRE_BUFFER];
    char arriving[QUIRE_BUFFER + 1];
    char line[QUIRE_LINE_MAX + 64];
    struct sigaction before[65];
} quire_;

/* Writes what is buffered; safe in a signal handler. */
static void quire_flush(void)
{
    int done = 0;
    while (done < quire_.pending) {
        ssize_t wrote = write(quire_.output, quire_.buffer + done, quire_.pending - done);
        if (wrote < 0 && errno != EINTR)
            break;
        done += wrote > 0 ? (int)wrote : 0;
    }
    quire_.pending = 0;
}

static void quire_pause(unsigned *turns)
{
    unsigned turn = (*turns)++;
    if (turn < quire_.spins) {
#if defined(__x86_64__) || defined(__i386__)
        __builtin_ia32_pause();
#elif defined(__aarch64__)
        __asm__ volatile("yield");
#endif
    } else if (turn < quire_.spins + QUIRE_YIELDS) {
        sched_yield();
    } else {
        struct timespec nap = {0, 50000};
        struct pollfd end = {quire_.input, 0, 0};
        nanosleep(&nap, NULL);
        if (turn % 128 == 0 && poll(&end, 1, 0) > 0 && (end.revents & (POLLHUP | POLLERR)))
            _exit(0);
    }
}

/* The next cell to fill; quire_publish hands it over. */
static struct quire_cell *quire_free_cell(void)
{
    struct quire_ring *ring = &quire_.out;
    unsigned turns = 0;
    while (ring->next - ring->seen >= ring->size) {
        ring->seen = __atomic_load_n(ring->taken, __ATOMIC_ACQUIRE);
        if (ring->next - ring->seen >= ring->size)
            quire_pause(&turns);
    }
    return &ring->cells[ring->next % ring->size];
}

static void quire_publish(struct quire_cell *cell)
{
    __atomic_store_n(&cell->order, ++quire_.out.next, __ATOMIC_RELEASE);
}

/* The cell that arrived; quire_taken gives it back. */
static struct quire_cell *quire_arrived(void)
{
    struct quire_ring *ring = &quire_.in;
    struct quire_cell *cell = &ring->cells[ring->next % ring->size];
    unsigned turns = 0;
    while (__atomic_load_n(&cell->order, __ATOMIC_ACQUIRE) != ring->next + 1)
        quire_pause(&turns);
    return cell;
}

static void quire_taken(void)
{
    struct quire_ring *ring = &quire_.in;
    if (++ring->next % 16 == 0)
        __atomic_store_n(ring->taken, ring->next, __ATOMIC_RELEASE);
}

static void quire_text(const char *text)
{
    while (*text && quire_.length < QUIRE_LINE_MAX - 1)
        quire_.message[quire_.length++] = *text == '\n' ? ' ' : *text, text++;
}

static void quire_decimal(long value)
{
    char digits[24];
    int at = sizeof digits;
    unsigned long rest = value < 0 ? 0ul - (unsigned long)value : (unsigned long)value;
    digits[--at] = 0;
    do
        digits[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (value < 0)
        digits[--at] = '-';
    quire_text(digits + at);
}

static void quire_hex(quire_u64 value)
{
    char digits[20];
    int at = sizeof digits;
    digits[--at] = 0;
    do
        digits[--at] = "0123456789abcdef"[value & 15];
    while (value >>= 4);
    digits[--at] = 'x';
    digits[--at] = '0';
    quire_text(digits + at);
}

static int quire_number(void)
{
    return quire_.depth > 0 ? quire_.frames[quire_.depth - 1].call.number : 0;
}

/* The next cell to fill, as a message of the innermost call. */
static struct quire_cell *quire_begin(int kind, unsigned more)
{
    struct quire_cell *cell = quire_free_cell();
    cell->kind = (quire_u64)kind | (quire_u64)more << 8 | (quire_u64)quire_number() << 32;
    return cell;
}

/* Hands a whole line over, so that a crash never leaves half of one. */
static void quire_send(void)
{
    int at = 0;
    if (!quire_.shared) {
        if (quire_.pending + quire_.length + 1 > QUIRE_BUFFER)
            quire_flush();
        memcpy(quire_.buffer + quire_.pending, quire_.message, (size_t)quire_.length);
        quire_.buffer[quire_.pending + quire_.length] = '\n';
        quire_.pending += quire_.length + 1;
    }
    while (quire_.shared && at < quire_.length) {
        struct quire_cell *cell = quire_free_cell();
        int bytes = quire_.length - at < 40 ? quire_.length - at : 40;
        cell->kind = QUIRE_TEXT_CELL;
        memcpy(&cell->words[1], quire_.message + at, (size_t)bytes);
        at += bytes;
        cell->words[0] = (quire_u64)bytes | (at < quire_.length ? 0x100 : 0);
        quire_publish(cell);
    }
    quire_.length = 0;
}

/* Begins a message: verb, number of the innermost call. */
static void quire_verb(const char *verb)
{
    quire_.length = 0;
    quire_text(verb);
    quire_text(" #");
    quire_decimal(quire_number());
}

static void quire_key(const char *key, quire_u64 value, int hex)
{
    quire_text(" ");
    quire_text(key);
    quire_text("=");
    if (hex)
        quire_hex(value);
    else
        quire_decimal((long)value);
}

static void quire_error(const char *what, const char *found)
{
    quire_verb("error");
    quire_text(" ");
    quire_text(what);
    quire_text(found);
    quire_send();
    quire_flush();
}

/* Words of the line at hand: cut off in place. */
static char *quire_word(char **rest)
{
    char *word = *rest;
    while (*word == ' ')
        word++;
    *rest = word;
    while (**rest && **rest != ' ')
        ++*rest;
    if (**rest)
        *(*rest)++ = 0;
    return *word ? word : NULL;
}

/* The number of a text, 0x for hexadecimal, an optional # before it; whether it is one. */
static int quire_parse(const char *text, quire_u64 *value)
{
    const char *at = text + (*text == '#');
    quire_u64 sum = 0;
    if (at[0] == '0' && at[1] == 'x' && at[2]) {
        for (at += 2; *at; at++) {
            int digit = *at >= '0' && *at <= '9'   ? *at - '0'
                        : *at >= 'a' && *at <= 'f' ? *at - 'a' + 10
                        : *at >= 'A' && *at <= 'F' ? *at - 'A' + 10
                                                   : -1;
            if (digit < 0)
                return 0;
            sum = sum << 4 | (quire_u64)digit;
        }
    } else {
        if (!*at)
            return 0;
        for (; *at; at++) {
            if (*at < '0' || *at > '9')
                return 0;
            sum = sum * 10 + (quire_u64)(*at - '0');
        }
    }
    *value = sum;
    return 1;
}

/* Cuts `key=value` in two; the value, empty where there is none. */
static char *quire_cut(char *word)
{
    char *cut = strchr(word, '=');
    if (!cut)
        return word + strlen(word);
    *cut = 0;
    return cut + 1;
}

/* The next line of the harness, without its end; ends the process where there is none. */
static char *quire_line(void)
{
    for (;;) {
        char *start = quire_.arriving + quire_.from;
        char *end = memchr(start, '\n', (size_t)(quire_.to - quire_.from));
        ssize_t got;
        if (end) {
            *end = 0;
            quire_.from = (int)(end + 1 - quire_.arriving);
            return start;
        }
        if (quire_.from > 0) {
            memmove(quire_.arriving, start, (size_t)(quire_.to - quire_.from));
            quire_.to -= quire_.from;
            quire_.from = 0;
        }
        if (quire_.to > QUIRE_LINE_MAX) {
            quire_error("a line has more than 4096 bytes", "");
            exit(3);
        }
        got = read(quire_.input, quire_.arriving + quire_.to, (size_t)(QUIRE_BUFFER - quire_.to));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            exit(0);
        quire_.to += (int)got;
    }
}

/* The same from the ring; null if its next cell is no text, left there. */
static char *quire_ring_line(void)
{
    int length = 0;
    for (;;) {
        struct quire_cell *cell = quire_arrived();
        quire_u64 form = cell->words[0];
        int bytes = (int)(form & 0xff);
        if ((cell->kind & 0xff) != QUIRE_TEXT_CELL)
            return NULL;
        if (bytes > 40 || length + bytes > QUIRE_LINE_MAX) {
            quire_error("a cell or a line is too long", "");
            exit(3);
        }
        memcpy(quire_.line + length, &cell->words[1], (size_t)bytes);
        length += bytes;
        quire_taken();
        if (!(form & 0x100)) {
            quire_.line[length] = 0;
            return quire_.line;
        }
    }
}

static void quire_handle(char *line);
static void quire_handle_cell(void);

/* Waits for the answer to what was just sent, and runs what is nested in it meanwhile. */
static quire_u64 quire_wait(void)
{
    if (!quire_.shared)
        quire_flush();
    for (;;) {
        quire_u64 number = 0;
        quire_u64 value = 0;
        char *line = quire_.shared ? quire_ring_line() : quire_line();
        if (!line) {
            struct quire_cell *cell = quire_arrived();
            int kind = (int)(cell->kind & 0xff);
            if (kind != QUIRE_VALUE && kind != QUIRE_OK) {
                quire_handle_cell();
                continue;
            }
            number = cell->kind >> 32;
            value = cell->words[0];
            quire_taken();
        } else if (!strncmp(line, "value #", 7)) {
            char *rest = line + 6;
            char *word = quire_word(&rest);
            char *text = quire_word(&rest);
            if (!quire_parse(word, &number) || !text || !quire_parse(text, &value)) {
                quire_error("not a value: ", word);
                continue;
            }
        } else if (!strncmp(line, "ok #", 4)) {
            quire_parse(line + 3, &number);
        } else if (!strncmp(line, "abort #", 7)) {
            quire_parse(line + 6, &number);
            if ((int)number == quire_number())
                longjmp(quire_.frames[quire_.depth - 1].unwind, 1);
        } else {
            quire_handle(line);
            continue;
        }
        if ((int)number == quire_number())
            return value;
        quire_error("an answer to another call than the innermost one", "");
    }
}

static int quire_inside(const volatile void *entry)
{
    uintptr_t at = (uintptr_t)entry;
    uintptr_t start = (uintptr_t)quire_.window - QUIRE_GUARD;
    return at - start < (uintptr_t)(QUIRE_SLOTS * 8 + 2 * QUIRE_GUARD);
}

void *quire_entry(long slot)
{
    return quire_.window + slot * 8;
}

long quire_slot(const volatile void *entry)
{
    return (long)((intptr_t)entry - (intptr_t)quire_.window) / 8;
}

static int quire_is_lent(long slot)
{
    return slot >= 0 && slot < quire_.lent_room && quire_.lent_in[slot] == quire_.loan;
}

static void quire_lend_slot(long slot, quire_u64 value)
{
    if (slot >= quire_.lent_room) {
        long room = quire_.lent_room ? quire_.lent_room : 8192;
        while (room <= slot)
            room *= 2;
        quire_.lent = realloc(quire_.lent, (size_t)room * sizeof *quire_.lent);
        quire_.lent_in = realloc(quire_.lent_in, (size_t)room * sizeof *quire_.lent_in);
        if (!quire_.lent || !quire_.lent_in)
            abort();
        memset(quire_.lent_in + quire_.lent_room, 0,
               (size_t)(room - quire_.lent_room) * sizeof *quire_.lent_in);
        quire_.lent_room = room;
    }
    quire_.lent[slot] = value;
    quire_.lent_in[slot] = quire_.loan;
}

static void quire_lend(char *rest)
{
    quire_u64 slot = 0;
    quire_u64 value;
    char *word = quire_word(&rest);
    if (!word || !quire_parse(word, &slot) || slot >= (quire_u64)QUIRE_SLOTS) {
        quire_error("not a slot to lend: ", word ? word : "");
        return;
    }
    while ((word = quire_word(&rest)) && quire_parse(word, &value))
        quire_lend_slot((long)slot++, value);
}

static void quire_outside(void)
{
    fprintf(stderr, "quire: an entry was accessed outside any call\n");
    abort();
}

/* One access: its message, then its answer, own or the harness's. */
static quire_u64 quire_access(int kind, long slot, quire_u64 first, quire_u64 second)
{
    static const char *const verbs[] = {"read", "write", "xchg", "cmpxchg"};
    quire_u64 old;
    if (quire_.depth == 0)
        quire_outside();
    if (quire_.shared) {
        struct quire_cell *cell = quire_begin(kind, 0);
        cell->words[0] = (quire_u64)slot;
        cell->words[1] = first;
        cell->words[2] = second;
        quire_publish(cell);
    } else {
        quire_verb(verbs[kind - QUIRE_READ]);
        quire_text(" ");
        quire_decimal(slot);
        if (kind != QUIRE_READ) {
            quire_text(" ");
            quire_hex(first);
        }
        if (kind == QUIRE_CMPXCHG) {
            quire_text(" ");
            quire_hex(second);
        }
        quire_send();
    }
    if (!quire_is_lent(slot))
        return kind != QUIRE_WRITE || quire_.step ? quire_wait() : 0;
    old = quire_.lent[slot];
    if (kind == QUIRE_WRITE || kind == QUIRE_XCHG)
        quire_.lent[slot] = first;
    else if (kind == QUIRE_CMPXCHG && old == first)
        quire_.lent[slot] = second;
    if (kind == QUIRE_WRITE && quire_.step)
        quire_wait();
    return old;
}

/* The slot of a pointer that is to be accessed. */
static long quire_place(const volatile void *entry)
{
    if ((uintptr_t)entry % 8)
        quire_bug("a pointer that is not aligned to 8 bytes was accessed as an entry");
    return quire_slot(entry);
}

quire_u64 quire_read(const volatile void *entry)
{
    if (!quire_inside(entry))
        return *(const volatile quire_u64 *)entry;
    return quire_access(QUIRE_READ, quire_place(entry), 0, 0);
}

void quire_write(volatile void *entry, quire_u64 value)
{
    if (quire_inside(entry))
        quire_access(QUIRE_WRITE, quire_place(entry), value, 0);
    else
        *(volatile quire_u64 *)entry = value;
}

quire_u64 quire_xchg(volatile void *entry, quire_u64 value)
{
    if (quire_inside(entry))
        return quire_access(QUIRE_XCHG, quire_place(entry), value, 0);
    return __atomic_exchange_n((volatile quire_u64 *)entry, value, __ATOMIC_SEQ_CST);
}

quire_u64 quire_cmpxchg(volatile void *entry, quire_u64 expected, quire_u64 next)
{
    quire_u64 found = expected;
    if (quire_inside(entry))
        return quire_access(QUIRE_CMPXCHG, quire_place(entry), expected, next);
    __atomic_compare_exchange_n((volatile quire_u64 *)entry, &found, next, 0, __ATOMIC_SEQ_CST,
                                __ATOMIC_SEQ_CST);
    return found;
}

/* Copies between plain memory; in one access where there is one of that size. */
static void quire_copy(volatile void *to, const volatile void *from, unsigned long bytes)
{
    switch (bytes) {
    case 1: *(volatile uint8_t *)to = *(const volatile uint8_t *)from; break;
    case 2: *(volatile uint16_t *)to = *(const volatile uint16_t *)from; break;
    case 4: *(volatile uint32_t *)to = *(const volatile uint32_t *)from; break;
    case 8: *(volatile uint64_t *)to = *(const volatile uint64_t *)from; break;
    default: memcpy((void *)(uintptr_t)to, (const void *)(uintptr_t)from, bytes); break;
    }
}

const void *quire_load(const volatile void *from, unsigned long bytes)
{
    static quire_u64 outside[2];
    quire_u64 value[2] = {0, 0};
    quire_u64 *copy = outside;
    if (bytes > sizeof value)
        quire_bug("quire_load: more bytes than an entry has");
    if (quire_inside(from) && bytes == 8)
        value[0] = quire_read(from);
    else
        quire_copy(value, from, bytes);
    /* Only now: a call that was nested in the read has used others. */
    if (quire_.depth > 0) {
        struct quire_frame *frame = &quire_.frames[quire_.depth - 1];
        copy = frame->loaded[frame->loads++ % QUIRE_LOADS];
    }
    memcpy(copy, value, sizeof value);
    return copy;
}

void quire_store(volatile void *to, const volatile void *from, unsigned long bytes)
{
    if (quire_inside(to) && bytes == 8)
        quire_write(to, *(const volatile quire_u64 *)from);
    else
        quire_copy(to, from, bytes);
}

static void quire_send_waiting(void)
{
    quire_send();
    if (quire_.step)
        quire_wait();
}

static void quire_publish_waiting(struct quire_cell *cell)
{
    quire_publish(cell);
    if (quire_.step)
        quire_wait();
}

void quire_tlbi(const struct quire_mm *mm, quire_u64 start, quire_u64 end, quire_u64 stride,
                int level, unsigned flags)
{
    if (quire_.shared) {
        struct quire_cell *cell = quire_begin(QUIRE_TLBI, flags & 7);
        cell->words[0] = start;
        cell->words[1] = end;
        cell->words[2] = stride;
        cell->words[3] = (unsigned)mm->id | (quire_u64)(unsigned)level << 32;
        quire_publish_waiting(cell);
        return;
    }
    quire_verb("tlbi");
    quire_key("mm", (quire_u64)mm->id, 0);
    quire_key("start", start, 1);
    quire_key("end", end, 1);
    quire_key("stride", stride, 1);
    quire_key("level", (quire_u64)level, 0);
    quire_key("last-level", (flags & QUIRE_LAST_LEVEL) != 0, 0);
    quire_key("sync", (flags & QUIRE_NOSYNC) == 0, 0);
    quire_key("local", (flags & QUIRE_LOCAL) != 0, 0);
    quire_send_waiting();
}

void quire_barrier(enum quire_barrier kind)
{
    if (quire_.shared) {
        quire_publish_waiting(quire_begin(QUIRE_BARRIER, kind));
        return;
    }
    quire_verb("barrier");
    quire_text(kind == QUIRE_DSB ? " dsb" : kind == QUIRE_DSB_ST ? " dsb-st" : " isb");
    quire_send_waiting();
}

static void quire_cache(const char *verb, quire_u64 pfn, int nr)
{
    quire_verb(verb);
    quire_key("pfn", pfn, 1);
    quire_key("nr", (quire_u64)nr, 0);
    quire_send_waiting();
}

void quire_dcache(quire_u64 pfn, int nr)
{
    quire_cache("dcache", pfn, nr);
}

void quire_icache(quire_u64 pfn, int nr)
{
    quire_cache("icache", pfn, nr);
}

static void quire_flag(const char *verb, int id, const char *how, const char *flag)
{
    quire_verb(verb);
    if (verb[0] == 'f')
        quire_key("id", (quire_u64)id, 0);
    else {
        quire_text(" ");
        quire_decimal(id);
    }
    quire_text(how);
    quire_text(flag);
}

void quire_folio_set(int id, const char *flag)
{
    quire_flag("folio-flag", id, " set=", flag);
    quire_send_waiting();
}

void quire_folio_clear(int id, const char *flag)
{
    quire_flag("folio-flag", id, " clear=", flag);
    quire_send_waiting();
}

static int quire_tested(int id, const char *how, const char *flag)
{
    quire_flag("folio-flag", id, how, flag);
    quire_send();
    return quire_wait() != 0;
}

int quire_folio_test(int id, const char *flag)
{
    return quire_tested(id, " test=", flag);
}

int quire_folio_test_and_set(int id, const char *flag)
{
    return quire_tested(id, " test-and-set=", flag);
}

int quire_folio_test_and_clear(int id, const char *flag)
{
    return quire_tested(id, " test-and-clear=", flag);
}

int quire_alloc_table(void)
{
    quire_verb("alloc-table");
    quire_send();
    return (int)quire_wait();
}

void quire_free_table(int table)
{
    quire_verb("free-table");
    quire_text(" ");
    quire_decimal(table);
    quire_send();
}

void quire_table_set(int table, const char *flag)
{
    quire_flag("table-flag", table, " set=", flag);
    quire_send();
}

void quire_table_clear(int table, const char *flag)
{
    quire_flag("table-flag", table, " clear=", flag);
    quire_send();
}

void quire_warn(const char *what)
{
    quire_verb("warn");
    quire_text(" ");
    quire_text(what);
    quire_send();
}

void quire_bug(const char *what)
{
    quire_verb("bug");
    quire_text(" ");
    quire_text(what);
    quire_send();
    quire_flush();
    _exit(70);
}

const struct quire_machine *quire_machine(void)
{
    return &quire_.machine;
}

int quire_cpu(void)
{
    return quire_.depth > 0 ? quire_.frames[quire_.depth - 1].call.cpu : 0;
}

void quire_return(struct quire_call *call, quire_u64 value)
{
    call->result = value;
    call->has |= 1;
}

void quire_return_pte(struct quire_call *call, quire_u64 pte)
{
    call->result_pte = pte;
    call->has |= 2;
}

struct quire_mm *quire_mm(int id)
{
    return id >= 0 && id < QUIRE_MMS ? quire_.mms[id] : NULL;
}

struct quire_vma *quire_vma(int id)
{
    for (int i = 0; i < quire_.vmas.count; i++) {
        struct quire_vma *vma = quire_.vmas.items[i];
        if (vma->id == id)
            return vma;
    }
    return NULL;
}

struct quire_vma *quire_find_vma(const struct quire_mm *mm, quire_u64 addr)
{
    for (int i = 0; i < quire_.vmas.count; i++) {
        struct quire_vma *vma = quire_.vmas.items[i];
        if (vma->mm == mm && vma->start <= addr && addr < vma->end)
            return vma;
    }
    return NULL;
}

/* How many folios start at a frame or before it. */
static int quire_folios_to(quire_u64 pfn)
{
    int low = 0;
    int high = quire_.folios.count;
    while (low < high) {
        int middle = (low + high) / 2;
        struct quire_folio *folio = quire_.folios.items[middle];
        if (folio->pfn <= pfn)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct quire_folio *quire_folio_of(quire_u64 pfn)
{
    int count = quire_folios_to(pfn);
    struct quire_folio *folio = count > 0 ? quire_.folios.items[count - 1] : NULL;
    return folio && pfn - folio->pfn < 1ull << folio->order ? folio : NULL;
}

struct quire_folio *quire_folio(int id)
{
    for (int i = 0; i < quire_.folios.count; i++) {
        struct quire_folio *folio = quire_.folios.items[i];
        if (folio->id == id)
            return folio;
    }
    return NULL;
}

static void *quire_insert(struct quire_list *list, int at, size_t bytes)
{
    if (list->count == list->room) {
        list->room = list->room ? 2 * list->room : 16;
        list->items = realloc(list->items, (size_t)list->room * sizeof *list->items);
        if (!list->items)
            abort();
    }
    memmove(list->items + at + 1, list->items + at,
            (size_t)(list->count - at) * sizeof *list->items);
    list->count++;
    list->items[at] = calloc(1, bytes);
    if (!list->items[at])
        abort();
    return list->items[at];
}

static void quire_remove(struct quire_list *list, const void *item)
{
    for (int i = 0; i < list->count; i++) {
        if (list->items[i] == item) {
            free(list->items[i]);
            list->count--;
            memmove(list->items + i, list->items + i + 1,
                    (size_t)(list->count - i) * sizeof *list->items);
            return;
        }
    }
}

static void quire_forget(void)
{
    while (quire_.vmas.count)
        quire_remove(&quire_.vmas, quire_.vmas.items[quire_.vmas.count - 1]);
    while (quire_.folios.count)
        quire_remove(&quire_.folios, quire_.folios.items[quire_.folios.count - 1]);
    for (int i = 0; i < QUIRE_MMS; i++) {
        free(quire_.mms[i]);
        quire_.mms[i] = NULL;
    }
    quire_.loan++;
    if (quire_.subject->resets)
        quire_.subject->resets();
}

/* A value of the line by key; `otherwise` where it has none or no number. */
static quire_u64 quire_given(const char *rest, const char *key, quire_u64 otherwise)
{
    size_t length = strlen(key);
    for (; rest; rest = strchr(rest, ' ')) {
        rest += strspn(rest, " ");
        if (!strncmp(rest, key, length) && rest[length] == '=') {
            char text[32];
            size_t end = strcspn(rest + length + 1, " ");
            quire_u64 value;
            if (end >= sizeof text)
                return otherwise;
            memcpy(text, rest + length + 1, end);
            text[end] = 0;
            return quire_parse(text, &value) ? value : otherwise;
        }
    }
    return otherwise;
}

static void quire_learn_mm(const char *rest, int gone)
{
    quire_u64 id = quire_given(rest, "id", QUIRE_MMS);
    if (id >= QUIRE_MMS) {
        quire_error("an mm needs an id below 256: ", rest);
        return;
    }
    free(quire_.mms[id]);
    quire_.mms[id] = gone ? NULL : calloc(1, sizeof(struct quire_mm));
    if (quire_.mms[id]) {
        quire_.mms[id]->id = (int)id;
        quire_.mms[id]->kind = strstr(rest, "kind=kernel") ? QUIRE_KERNEL
                               : strstr(rest, "kind=efi")  ? QUIRE_EFI
                                                           : QUIRE_USER;
    }
}

static void quire_learn_vma(const char *rest, int gone)
{
    int id = (int)quire_given(rest, "id", 0);
    struct quire_vma *vma = quire_vma(id);
    if (vma)
        quire_remove(&quire_.vmas, vma);
    if (gone)
        return;
    vma = quire_insert(&quire_.vmas, quire_.vmas.count, sizeof *vma);
    vma->id = id;
    vma->mm = quire_mm((int)quire_given(rest, "mm", QUIRE_MMS));
    vma->start = quire_given(rest, "start", 0);
    vma->end = quire_given(rest, "end", 0);
    if (!vma->mm)
        quire_error("a vma needs an mm: ", rest);
}

static void quire_learn_folio(const char *rest, int gone)
{
    int id = (int)quire_given(rest, "id", 0);
    struct quire_folio *folio = quire_folio(id);
    quire_u64 pfn = quire_given(rest, "pfn", 0);
    if (folio)
        quire_remove(&quire_.folios, folio);
    if (gone)
        return;
    folio = quire_insert(&quire_.folios, quire_folios_to(pfn), sizeof *folio);
    folio->id = id;
    folio->pfn = pfn;
    folio->order = (unsigned)quire_given(rest, "order", 0);
}

/* In the order of a call's cell, but for the last one. */
static const char *const quire_keys[] = {"mm",    "vma",  "addr", "ptep",    "pte", "entry",
                                         "old",   "new",  "nr",   "max_nr",  "flags", "full",
                                         "dirty", "to",   "to_ptep", "cpu"};
/* Where a call's cell has a key: its word, plus 8 for a high half; words 3 to 5 are halves. */
static const unsigned char quire_places[] = {4, 12, 0, 3, 1, 1, 1, 2, 11, 11, 13, 13, 13, 1, 13};
enum { QUIRE_KEYS = sizeof quire_keys / sizeof *quire_keys };

/* The number of a key that a call may have, -1 for another. */
static int quire_key_number(const char *key, size_t length)
{
    for (int i = 0; i < QUIRE_KEYS; i++)
        if (!strncmp(quire_keys[i], key, length) && !quire_keys[i][length])
            return i;
    return -1;
}

static void quire_take(struct quire_call *call, int key, quire_u64 value)
{
    call->given |= 1u << key;
    switch (key) {
    case 0: call->mm = quire_mm((int)value); break;
    case 1: call->vma = quire_vma((int)value); break;
    case 2: call->addr = value; break;
    case 3: call->ptep = quire_entry((long)value); break;
    case 4: call->pte = value; break;
    case 5: call->entry = value; break;
    case 6: call->old_pte = value; break;
    case 7: call->new_pte = value; break;
    case 8: call->nr = (int)value; break;
    case 9: call->max_nr = (int)value; break;
    case 10: call->flags = (unsigned)value; break;
    case 11: call->full = value != 0; break;
    case 12: call->dirty = value != 0; break;
    case 13: call->to = value; break;
    case 14: call->to_ptep = quire_entry((long)value); break;
    default: call->cpu = (int)value; break;
    }
}

/* The first key that an operation needs and the call has not; null if none is missing. */
static const char *quire_missing(const struct quire_operation *operation,
                                 const struct quire_call *call)
{
    const char *needs = operation->needs ? operation->needs : "";
    while (*needs) {
        size_t length = strcspn(needs, " ");
        int key = quire_key_number(needs, length);
        if (key < 0 || !(call->given & 1u << key))
            return needs;
        if ((key == 0 && !call->mm) || (key == 1 && !call->vma))
            return needs;
        needs += length;
        needs += strspn(needs, " ");
    }
    return NULL;
}

/* The keys that an operation needs, as bits; ~0 where one is not known. */
static unsigned quire_needed(const struct quire_operation *operation)
{
    const char *needs = operation->needs ? operation->needs : "";
    unsigned keys = 0;
    while (*needs) {
        size_t length = strcspn(needs, " ");
        int key = quire_key_number(needs, length);
        keys = key < 0 ? ~0u : keys | 1u << key;
        needs += length;
        needs += strspn(needs, " ");
    }
    return keys;
}

/* Whether a call that was read has what its operation needs; says what is missing. */
static int quire_complete(struct quire_frame *frame, int place)
{
    struct quire_call *call = &frame->call;
    unsigned needs = quire_.needs[place];
    if (call->vma && !call->mm) {
        call->mm = call->vma->mm;
        call->given |= 1;
    }
    if ((needs & ~call->given) || ((needs & 1) && !call->mm) || ((needs & 2) && !call->vma)) {
        quire_.depth++;
        quire_error("missing or unknown: ", quire_missing(frame->operation, call));
        quire_.depth--;
        return 0;
    }
    return 1;
}

/* Reads a call into the next frame; whether it can be run. */
static int quire_read_call(struct quire_frame *frame, char *rest)
{
    char *number = quire_word(&rest);
    char *name = quire_word(&rest);
    char *word;
    quire_u64 value = 0;
    memset(&frame->call, 0, sizeof frame->call);
    if (!number || !name || !quire_parse(number, &value)) {
        quire_error("a call needs a number and a name", "");
        return 0;
    }
    frame->call.number = (int)value;
    frame->operation = quire_.subject->operations;
    while (frame->operation->name && strcmp(frame->operation->name, name))
        frame->operation++;
    if (!frame->operation->name) {
        quire_.depth++;
        quire_error("not implemented: ", name);
        quire_.depth--;
        return 0;
    }
    while ((word = quire_word(&rest))) {
        char *text = quire_cut(word);
        int key = quire_key_number(word, strlen(word));
        if (key >= 0 && quire_parse(text, &value))
            quire_take(&frame->call, key, value);
    }
    return quire_complete(frame, (int)(frame->operation - quire_.subject->operations));
}

/* The same from a cell, which is given back. */
static int quire_read_call_cell(struct quire_frame *frame, const struct quire_cell *cell)
{
    int place = (int)(cell->kind >> 8 & 0xff);
    unsigned given = (unsigned)(cell->kind >> 16 & 0x7fff);
    memset(&frame->call, 0, sizeof frame->call);
    frame->call.number = (int)(cell->kind >> 32);
    frame->call.cpu = (int)(unsigned)cell->words[5];
    frame->operation = quire_.subject->operations + place;
    for (; given && place < quire_.operations; given &= given - 1) {
        int key = __builtin_ctz(given);
        quire_u64 value = cell->words[quire_places[key] & 7];
        if (quire_places[key] & 8)
            value >>= 32;
        else if (quire_places[key] > 2)
            value &= 0xffffffff;
        quire_take(&frame->call, key, value);
    }
    quire_taken();
    if (place >= quire_.operations) {
        quire_.depth++;
        quire_error("a cell calls an operation past the last one", "");
        quire_.depth--;
        return 0;
    }
    return quire_complete(frame, place);
}

/* Runs the call that was read into the next frame, and says what it returns. */
static void quire_run_call(void)
{
    quire_.depth++;
    if (setjmp(quire_.frames[quire_.depth - 1].unwind) == 0) {
        struct quire_frame *frame = &quire_.frames[quire_.depth - 1];
        const struct quire_call *call = &frame->call;
        frame->operation->run(&frame->call);
        if (quire_.shared) {
            struct quire_cell *cell = quire_begin(QUIRE_RETURN, call->has & 3);
            cell->words[0] = call->result;
            cell->words[1] = call->result_pte;
            quire_publish(cell);
        } else {
            quire_verb("return");
            if (call->has & 1) {
                quire_text(" ");
                quire_hex(call->result);
            }
            if (call->has & 2)
                quire_key("pte", call->result_pte, 1);
            quire_send();
            quire_flush();
        }
    } else {
        quire_verb("aborted");
        quire_send();
        quire_flush();
    }
    if (--quire_.depth == 0)
        quire_.loan++;
}

static int quire_too_deep(void)
{
    if (quire_.depth < QUIRE_DEPTH)
        return 0;
    quire_error("calls are nested too deeply", "");
    return 1;
}

static void quire_call(char *rest)
{
    if (!quire_too_deep() && quire_read_call(&quire_.frames[quire_.depth], rest))
        quire_run_call();
}

/* Does what the cell that arrived says, which is neither a line nor an answer that is awaited. */
static void quire_handle_cell(void)
{
    const struct quire_cell *cell = quire_arrived();
    int kind = (int)(cell->kind & 0xff);
    int count = (int)(cell->kind >> 8 & 0xff);
    quire_u64 slot = cell->words[0];
    if (kind == QUIRE_CALL) {
        if (quire_too_deep())
            quire_taken();
        else if (quire_read_call_cell(&quire_.frames[quire_.depth], cell))
            quire_run_call();
        return;
    }
    if (kind == QUIRE_LEND && count <= 5 && slot < (quire_u64)QUIRE_SLOTS - 5) {
        for (int i = 0; i < count; i++)
            quire_lend_slot((long)slot + i, cell->words[1 + i]);
        quire_taken();
        return;
    }
    quire_taken();
    quire_error(kind == QUIRE_VALUE || kind == QUIRE_OK ? "an answer that nothing waits for"
                : kind == QUIRE_LEND                    ? "a cell lends what is no slot"
                                                        : "a cell of an unknown kind",
                "");
}

static void quire_share(const char *path)
{
    int file = open(path, O_RDWR | O_CLOEXEC);
    char *at = file < 0 ? MAP_FAILED
                        : mmap(NULL, QUIRE_SHM_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    if (at == MAP_FAILED || memcmp(at, "cells/2", 8) != 0) {
        fprintf(stderr, "quire: %s is no file of cells/2: pipes are used\n", path);
        return;
    }
    quire_.in = (struct quire_ring){(void *)(at + 0x1000), 256, (void *)(at + 0x40), 0, 0};
    quire_.out = (struct quire_ring){(void *)(at + 0x5000), 1024, (void *)(at + 0x80), 0, 0};
    quire_.shared = 2;
}

static unsigned quire_walkers(const char *rest)
{
    const char *list = strstr(rest, " hafdbs=");
    unsigned walkers = 0;
    int cpu = 0;
    for (list = list ? list + 8 : ""; (*list == '0' || *list == '1') && cpu < 32; cpu++) {
        walkers |= (unsigned)(*list - '0') << cpu;
        list += list[1] == ',' ? 2 : 1;
    }
    return walkers;
}

static void quire_hello(char *rest)
{
    struct quire_machine *machine = &quire_.machine;
    const struct quire_operation *operation = quire_.subject->operations;
    const char *refused = NULL;
    char *shm = strstr(rest, " shm=");
    machine->page_shift = (int)quire_given(rest, "page-shift", 12);
    machine->entries = (int)quire_given(rest, "entries", 512);
    machine->cont_ptes = (int)quire_given(rest, "cont-ptes", 16);
    machine->cpus = (int)quire_given(rest, "cpus", 1);
    machine->hafdbs = quire_walkers(rest);
    machine->bbm = (int)quire_given(rest, "bbm", 0);
    machine->pa_bits = (int)quire_given(rest, "pa-bits", 48);
    if (strncmp(rest, "quire/1", 7))
        refused = "only quire/1 is spoken here";
    else if (quire_.subject->refuses)
        refused = quire_.subject->refuses(machine);
    if (refused) {
        quire_error(refused, "");
        return;
    }
    if (shm && !quire_.shared) {
        shm += 5;
        shm[strcspn(shm, " ")] = 0;
        quire_share(shm);
    }
    quire_.length = 0;
    quire_text("hello ");
    quire_text(quire_.subject->name);
    quire_text(" calls=");
    for (; operation->name; operation++) {
        quire_text(operation->name);
        quire_text(operation[1].name ? "," : "");
    }
    quire_key("cont-visible", quire_.subject->cont_visible != 0, 0);
    quire_key("stateless", quire_.subject->stateless != 0, 0);
    quire_key("folds-exactly", quire_.subject->folds_exactly != 0, 0);
    if (quire_.shared)
        quire_text(" shm=2");
    if (quire_.shared == 2) {
        /* The answer itself still goes through the pipe. */
        quire_.shared = 0;
        quire_send();
        quire_flush();
        quire_.shared = 1;
        return;
    }
    quire_send();
    quire_flush();
}

static void quire_handle(char *line)
{
    char *rest = line;
    char *verb = quire_word(&rest);
    if (!verb)
        return;
    if (!strcmp(verb, "call")) {
        quire_call(rest);
    } else if (!strcmp(verb, "lend")) {
        quire_lend(rest);
    } else if (!strcmp(verb, "step")) {
        quire_.step = *rest == '1';
    } else if (!strncmp(verb, "folio", 5) && (!verb[5] || !strcmp(verb + 5, "-gone"))) {
        quire_learn_folio(rest, verb[5]);
    } else if (!strncmp(verb, "mm", 2) && (!verb[2] || !strcmp(verb + 2, "-gone"))) {
        quire_learn_mm(rest, verb[2]);
    } else if (!strncmp(verb, "vma", 3) && (!verb[3] || !strcmp(verb + 3, "-gone"))) {
        quire_learn_vma(rest, verb[3]);
    } else if (!strcmp(verb, "reset")) {
        quire_forget();
        quire_.length = 0;
        quire_text("ok");
        quire_send();
        quire_flush();
    } else if (!strcmp(verb, "hello")) {
        quire_hello(rest);
    } else if (!strcmp(verb, "bye")) {
        exit(0);
    } else {
        quire_error("unknown: ", verb);
    }
}

/* Says what a fault was, in words that are the same from run to run. An address that no pointer can
 * have, such as an entry taken for one, is not told by the system, which says 0. */
static void quire_explain(int number, quire_u64 at, int known)
{
    quire_.length = 0;
    quire_text(number == SIGSEGV ? "quire: SIGSEGV: " : "quire: SIGBUS: ");
    if (quire_inside((const void *)(uintptr_t)at)) {
        quire_text("the entry of slot ");
        quire_decimal(quire_slot((const void *)(uintptr_t)at));
        quire_text(" was dereferenced past READ_ONCE and its like");
    } else if (known && at < 4096) {
        quire_text("a null pointer was dereferenced, at offset ");
        quire_decimal((long)at);
    } else {
        quire_text("a pointer that is neither null nor an entry was dereferenced");
    }
    quire_.message[quire_.length++] = '\n';
    if (write(STDERR_FILENO, quire_.message, (size_t)quire_.length) < 0)
        quire_.length = 0;
    quire_.length = 0;
}

/* Flushes, then leaves the signal to whoever had it before: a fault simply happens again. */
static void quire_dies(int number, siginfo_t *info, void *context)
{
    (void)context;
    quire_flush();
    sigaction(number, &quire_.before[number], NULL);
    if (info->si_code <= 0 || number == SIGABRT || number == SIGTERM)
        raise(number);
    else if (number == SIGSEGV || number == SIGBUS)
        quire_explain(number, (quire_u64)(uintptr_t)info->si_addr,
                      info->si_code == SEGV_MAPERR || info->si_code == SEGV_ACCERR);
}

#ifdef __ELF__
/* A sanitizer ends the process without a signal, and its report is long: its last line tells. */
extern void __sanitizer_set_death_callback(void (*)(void)) __attribute__((weak));
extern void __sanitizer_symbolize_pc(void *, const char *, char *, size_t) __attribute__((weak));
extern int __asan_report_present(void) __attribute__((weak));
extern void *__asan_get_report_pc(void) __attribute__((weak));
extern const char *__asan_get_report_description(void) __attribute__((weak));

static void quire_sanitized(void)
{
    char place[256] = "";
    quire_flush();
    if (!__asan_report_present || !__asan_report_present())
        return;
    if (__sanitizer_symbolize_pc)
        __sanitizer_symbolize_pc(__asan_get_report_pc(), " in %f", place, sizeof place);
    if (strstr(place, "<null>"))
        place[0] = 0;
    fprintf(stderr, "quire: AddressSanitizer: %s%s\n", __asan_get_report_description(), place);
}
#endif

static void quire_watch(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTERM};
    static char stack[65536];
    stack_t alternate = {0};
    struct sigaction action;
    if (sigaltstack(NULL, &alternate) == 0 && (alternate.ss_flags & SS_DISABLE)) {
        alternate.ss_sp = stack;
        alternate.ss_size = sizeof stack;
        alternate.ss_flags = 0;
        sigaltstack(&alternate, NULL);
    }
    memset(&action, 0, sizeof action);
    action.sa_sigaction = quire_dies;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (unsigned i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaction(signals[i], &action, &quire_.before[signals[i]]);
#ifdef __ELF__
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(quire_sanitized);
#endif
}

/* How many processors this process may use. */
static long quire_processors(void)
{
#ifdef CPU_COUNT
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
#endif
    return sysconf(_SC_NPROCESSORS_ONLN);
}

int quire_run(const struct quire_subject *subject)
{
    size_t bytes = (size_t)QUIRE_SLOTS * 8 + 4 * (size_t)QUIRE_GUARD;
    int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
    char *reserved = mmap(NULL, bytes, PROT_NONE, flags, -1, 0);
    if (reserved == MAP_FAILED) {
        perror("quire: no room for the window of entries");
        return 3;
    }
    reserved += QUIRE_GUARD - (long)((uintptr_t)reserved % QUIRE_GUARD);
    quire_.window = reserved + QUIRE_GUARD;
    quire_.subject = subject;
    while (subject->operations[quire_.operations].name) {
        if (quire_.operations == QUIRE_OPERATIONS) {
            fprintf(stderr, "quire: a subject has at most 256 operations\n");
            return 3;
        }
        quire_.needs[quire_.operations] = quire_needed(&subject->operations[quire_.operations]);
        quire_.operations++;
    }
    quire_.loan = 1;
    quire_.input = dup(STDIN_FILENO);
    quire_.output = dup(STDOUT_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
    quire_.spins = quire_processors() > 1 ? QUIRE_SPINS : 0;
    quire_watch();
    for (;;) {
        char *line = quire_.shared ? quire_ring_line() : quire_line();
        if (line)
            quire_handle(line);
        else
            quire_handle_cell();
    }
}
#endif /* QUIRE_IMPLEMENTATION */
