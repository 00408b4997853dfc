/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-option-value.h: what is typed for an option becomes a number, a choice or a span. */
#pragma once

#include "pv-types.h"

G_BEGIN_DECLS

/* Of all of these: @option is the option's name, for @error, which is a %PV_ERROR_BAD_VALUE. */

/* @text: (nullable): a number from @min to @max; without one, @number stays as it is */
gboolean pv_option_value_parse_number (const char         *option,
                                       const char         *text,
                                       guint               min,
                                       guint               max,
                                       guint              *number,
                                       GError            **error);
/* Sets @choice to the place of @text among @names, which end with NULL. @text: (nullable): without one, @choice stays
 * as it is */
gboolean pv_option_value_parse_choice (const char         *option,
                                       const char         *text,
                                       const char *const  *names,
                                       guint              *choice,
                                       GError            **error);
/* Two ends of a span, of which either may be missing, or both: then it is all time. @from_option and @to_option say
 * them, with their dashes. */
gboolean pv_option_value_parse_span   (const char         *from_option,
                                       const char         *to_option,
                                       const char         *from,
                                       const char         *to,
                                       PvSpan             *span,
                                       GError            **error);

G_END_DECLS
