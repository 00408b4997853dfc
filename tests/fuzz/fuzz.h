/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.h: what fuzz targets share. A target defines LLVMFuzzerTestOneInput(). */
#pragma once

#include <gio/gio.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

G_BEGIN_DECLS

/* What libFuzzer calls (https://llvm.org/docs/LibFuzzer.html); also called by fuzz-replay.c. */
int LLVMFuzzerInitialize   (int            *argc,
                            char         ***argv);
int LLVMFuzzerTestOneInput (const uint8_t  *data,
                            size_t          size);

/* A promise of the code under test; a broken one is a finding. Unlike g_assert() never compiled out. */
#define FUZZ_CHECK(condition)                                                            \
  G_STMT_START                                                                           \
    {                                                                                    \
      if (!(condition))                                                                  \
        {                                                                                \
          fprintf (stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition); \
          abort ();                                                                      \
        }                                                                                \
    }                                                                                    \
  G_STMT_END

/**
 * FuzzInput:
 *
 * The bytes of an input, from which a target takes what it needs.
 */
typedef struct
{
  const guint8 *data;
  gsize length;
} FuzzInput;

/* The next @size bytes, at most 8, as a little-endian number; zeros after the end. */
guint64 fuzz_input_take_number (FuzzInput *self,
                                guint      size);
/* The next bytes, at most @size: a block of exactly *@taken bytes, so that a sanitiser sees every
 * read past it. (transfer full) */
guint8 *fuzz_input_take_bytes  (FuzzInput *self,
                                gsize      size,
                                gsize     *taken);

/* A file without a name that holds @data; @fd is to be closed when it is no longer needed.
 * (transfer full) */
GFile  *fuzz_file_new          (const guint8 *data,
                                gsize         size,
                                int          *fd);
/* The same as a pipe, whose reads return a few bytes at a time: pieces of up to @piece bytes. */
GFile  *fuzz_pipe_new          (const guint8 *data,
                                gsize         size,
                                gsize         piece,
                                int          *fd);

/* Checks what names must be that are shown: @length bytes of UTF-8 that all show, without capitals of ASCII. */
void    fuzz_check_name        (const char   *name,
                                gsize         length);

/* Makes criticals fatal and silences what is said about damaged input. */
void    fuzz_set_up            (void);

G_END_DECLS
