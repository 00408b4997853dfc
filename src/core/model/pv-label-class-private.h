/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-class-private.h: what a label class is, and what classes share. */
#pragma once

#include <string.h>

#include "pv-label-class.h"

G_BEGIN_DECLS

/**
 * PvLabelFuncs:
 * @get_n: ids are below this
 * @dup_text: what pv_labels_dup_text() gives
 * @compare: sorts two labels
 * @get_prefix: what sorts most of them without looking at more of them
 * @match: whether the text has something in it
 * @find: the label that a text means, or %PV_NO_ID
 * @append_key: what tells a label from others, in whichever capture; %NULL where the text is as good as anything
 * @get_sort_keys: %NULL where the prefix says enough
 * @dup_second: what else a label is called; %NULL where nothing is
 * @others: where there is one more label, %PV_ID_NOT_NAMED: the class whose labels the others are, with ids one less
 *
 * A label class: what can be done with its labels. Each is a row of the table in pv-label-class.c.
 */
struct _PvLabelFuncs
{
  guint32 (*get_n) (PvCapture *capture);
  char *(*dup_text) (PvCapture *capture,
                     guint32    id);
  int (*compare) (PvCapture *capture,
                  guint32    a,
                  guint32    b);
  guint64 (*get_prefix) (PvCapture *capture,
                         guint32    id);
  gboolean (*match) (PvCapture  *capture,
                     guint32     id,
                     const char *search,
                     gsize       search_length);
  guint32 (*find) (PvCapture  *capture,
                   const char *text);
  void (*append_key) (PvCapture *capture,
                      guint32    id,
                      GString   *key);
  gboolean (*get_sort_keys) (PvCapture *capture,
                             PvSortKey *keys,
                             gsize      n);
  char *(*dup_second) (PvCapture *capture,
                       guint32    id);
  const PvLabelFuncs *others;
};

extern const PvLabelFuncs pv_label_address;
extern const PvLabelFuncs pv_label_name;
extern const PvLabelFuncs pv_label_port;
extern const PvLabelFuncs pv_label_protocol;
extern const PvLabelFuncs pv_label_conversation;
extern const PvLabelFuncs pv_label_flow;
extern const PvLabelFuncs pv_label_tcp_trouble;
extern const PvLabelFuncs pv_label_packet_size;
extern const PvLabelFuncs pv_label_domain;
extern const PvLabelFuncs pv_label_user_agent;
extern const PvLabelFuncs pv_label_hardware;
extern const PvLabelFuncs pv_label_country;
extern const PvLabelFuncs pv_label_network;
extern const PvLabelFuncs pv_label_vlan;
extern const PvLabelFuncs pv_label_interface;
extern const PvLabelFuncs pv_label_file;
extern const PvLabelFuncs pv_label_url;
extern const PvLabelFuncs pv_label_dns_type;
extern const PvLabelFuncs pv_label_dns_outcome;

/* Of labels that are strings of bytes in a table: as strcmp() does, or the shorter one first. */
int      pv_label_keys_compare      (PvLabelTable *labels,
                                     guint32       a,
                                     guint32       b,
                                     gboolean      shorter_first);
/* The first @n bytes, after @start. */
guint64  pv_label_key_get_prefix    (PvLabelTable *labels,
                                     guint32       id,
                                     guint         n,
                                     guint64       start);
void     pv_label_key_append        (PvLabelTable *labels,
                                     guint32       id,
                                     GString      *key);

/* Of labels that are numbers, the same ones in all captures. */
int      pv_label_numbers_compare   (PvCapture    *capture,
                                     guint32       a,
                                     guint32       b);
guint64  pv_label_number_get_prefix (PvCapture    *capture,
                                     guint32       id);
void     pv_label_number_append     (PvCapture    *capture,
                                     guint32       id,
                                     GString      *key);

/* What a search takes that is not made for speed: labels of which there are few. Takes @text. */
gboolean pv_label_text_match        (char         *text,
                                     const char   *search);

/* The address of @id as text. @text: room for INET6_ADDRSTRLEN bytes. Returns the length without the NUL. */
gsize    pv_label_address_format    (PvCapture    *capture,
                                     guint32       id,
                                     char         *text);

G_END_DECLS
