/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bpf.c: one filter expression, compiled by libpcap for each link-layer header type it meets. */
#include "config.h"

#include "pv-bpf.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <string.h>

#include "pv-bpf-names.h"
#include "pv-error.h"
#include "pv-savefile.h"

typedef struct
{
  gboolean valid;
  char *message;
  struct bpf_program program;
} Program;

struct _PvBpf
{
  char *expression;
  GHashTable *programs; /* of Program, by link type */
  guint16 last_link_type;
  Program *last;
};

static void
program_free (gpointer data)
{
  Program *self = data;

  if (self->valid)
    pcap_freecode (&self->program);
  g_free (self->message);
  g_free (self);
}

PvBpf *
pv_bpf_new (const char *expression)
{
  PvBpf *self = g_new0 (PvBpf, 1);

  self->expression = g_strdup (expression);
  self->programs = g_hash_table_new_full (NULL, NULL, NULL, program_free);

  return self;
}

void
pv_bpf_free (PvBpf *self)
{
  if (self == NULL)
    return;

  g_free (self->expression);
  g_hash_table_unref (self->programs);
  g_free (self);
}

/* libpcap compiles for its own DLT_ numbers, which differ from the LINKTYPE_ ones in places and from
 * system to system. Only its savefile reader knows how, so it is given the header of one. */
static pcap_t *
open_link_type (guint16  link_type,
                char    *message)
{
  struct pcap_file_header header = {
    .magic = 0xa1b2c3d4,
    .version_major = PCAP_VERSION_MAJOR,
    .version_minor = PCAP_VERSION_MINOR,
    .snaplen = PV_RECORD_USUAL_MAX,
    .linktype = link_type,
  };
  FILE *file = fmemopen (&header, sizeof header, "rb");
  pcap_t *pcap;

  if (file == NULL)
    {
      g_strlcpy (message, g_strerror (ENOMEM), PCAP_ERRBUF_SIZE);
      return NULL;
    }

  pcap = pcap_fopen_offline (file, message);
  if (pcap == NULL)
    fclose (file);

  return pcap;
}

/* What is wrong with the filter that @pcap did not compile. */
static char *
make_message (pcap_t *pcap)
{
  g_autofree char *name = pv_bpf_names_take_refused ();

  if (name == NULL)
    return g_utf8_make_valid (pcap_geterr (pcap), -1);

  return g_strdup_printf (_("“%s” is neither a keyword nor an address, and names of hosts are not looked up"),
                          name);
}

static Program *
compile (PvBpf   *self,
         guint16  link_type)
{
  Program *program = g_new0 (Program, 1);
  char message[PCAP_ERRBUF_SIZE] = "";
  pcap_t *pcap = open_link_type (link_type, message);

  if (pcap != NULL)
    {
      program->valid = pcap_compile (pcap, &program->program, self->expression, 1, PCAP_NETMASK_UNKNOWN) == 0;
      if (!program->valid)
        program->message = make_message (pcap);
      pcap_close (pcap);
    }
  else
    {
      program->message = g_utf8_make_valid (message, -1);
    }

  g_hash_table_insert (self->programs, GUINT_TO_POINTER (link_type), program);

  return program;
}

static inline Program *
get_program (PvBpf   *self,
             guint16  link_type)
{
  if (self->last != NULL && self->last_link_type == link_type)
    return self->last;

  self->last = g_hash_table_lookup (self->programs, GUINT_TO_POINTER (link_type));
  if (self->last == NULL)
    self->last = compile (self, link_type);
  self->last_link_type = link_type;

  return self->last;
}

gboolean
pv_bpf_compile (PvBpf    *self,
                guint16   link_type,
                GError  **error)
{
  const Program *program = get_program (self, link_type);

  if (!program->valid)
    g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE, program->message);

  return program->valid;
}

gboolean
pv_bpf_passes (PvBpf          *self,
               const PvRecord *record)
{
  const Program *program = get_program (self, record->link_type);
  struct pcap_pkthdr header = { .caplen = record->captured_length, .len = record->original_length };

  return program->valid && pcap_offline_filter (&program->program, &header, record->data) != 0;
}
