/*
 * @NAME@.c - one trace as a program: @SENTENCE@.
 *
 * @KEPT@
 *
 * It runs on a subject in C that was written for Quire's kit, and needs nothing else of Quire:
 *
 *     cc -std=gnu11 -DQUIRE_SUBJECT='"subject.c"' @NAME@.c -o @NAME@ && ./@NAME@
 *
 * subject.c is the file that defines QUIRE_IMPLEMENTATION and has main; the kit's quire.h lies
 * beside it. The program ends with 1 and a message where the promise is broken, with 0 where it is
 * kept, with 2 where it is misused. Read its end first: the trace.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef QUIRE_SUBJECT
#error "say which subject: -DQUIRE_SUBJECT='\"subject.c\"'"
#endif
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#pragma GCC diagnostic ignored "-Wunused-function"

/* --- The kit: what a subject is told, and what it may call. --- */

