/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-error.h: what can go wrong with a capture. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PV_ERROR (pv_error_quark ())

/**
 * PvError:
 * @PV_ERROR_NOT_A_CAPTURE: the file's first bytes are of no capture format
 * @PV_ERROR_UNSUPPORTED: a known capture format or version that PcapViz does not read
 * @PV_ERROR_DAMAGED: the contents contradict themselves before the first packet
 * @PV_ERROR_TOO_LARGE: more packets or labels than the model can number
 * @PV_ERROR_NO_MEMORY: the model does not fit into memory
 * @PV_ERROR_BAD_VALUE: a value that a person typed (a bin size, a time) cannot be read
 *
 * Input and output errors keep their #GIOErrorEnum code.
 */
typedef enum
{
  PV_ERROR_NOT_A_CAPTURE,
  PV_ERROR_UNSUPPORTED,
  PV_ERROR_DAMAGED,
  PV_ERROR_TOO_LARGE,
  PV_ERROR_NO_MEMORY,
  PV_ERROR_BAD_VALUE,
} PvError;

GQuark   pv_error_quark         (void);
/* Sets the error for packets that don't fit into memory. Returns FALSE. */
gboolean pv_error_set_no_memory (GError **error);

G_END_DECLS
