/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-words.h: what stands over the columns of a bar chart. */
#pragma once

#include "pv-bar-renderer.h"

G_BEGIN_DECLS

/* Sets @headings to static texts. @unit: of the bars; @is_narrowed: whether they are of a part of the capture;
 * @is_span: whether that is a span of time;
 * @is_compared: with something else. */
void pv_bar_words_get_headings (PvBarHeadings *headings,
                                PvUnit         unit,
                                gboolean       is_narrowed,
                                gboolean       is_span,
                                gboolean       is_compared);

G_END_DECLS
