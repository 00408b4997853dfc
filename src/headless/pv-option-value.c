/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-option-value.c: what is typed for an option becomes a number, a choice or a span. */
#include "config.h"

#include "pv-option-value.h"

#include <glib/gi18n.h>

#include "pv-date-text.h"
#include "pv-error.h"

gboolean
pv_option_value_parse_number (const char  *option,
                              const char  *text,
                              guint        min,
                              guint        max,
                              guint       *number,
                              GError     **error)
{
  guint64 value;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, min, max, &value, NULL))
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                   _("“%s” is not a number from %u to %u, which --%s needs"), text, min, max, option);
      return FALSE;
    }
  *number = value;

  return TRUE;
}

gboolean
pv_option_value_parse_choice (const char         *option,
                              const char         *text,
                              const char *const  *names,
                              guint              *choice,
                              GError            **error)
{
  g_autofree char *all = NULL;

  if (text == NULL)
    return TRUE;

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (text, names[i]))
      {
        *choice = i;
        return TRUE;
      }

  all = g_strjoinv (", ", (char **) names);
  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: what was typed, the name of an option, and what can be typed, as in “light, dark” */
               _("“%s” is not what --%s takes: %s"), text, option, all);

  return FALSE;
}

gboolean
pv_option_value_parse_span (const char  *from_option,
                            const char  *to_option,
                            const char  *from,
                            const char  *to,
                            PvSpan      *span,
                            GError     **error)
{
  span->start_ns = G_MININT64;
  span->end_ns = G_MAXINT64;
  if ((from != NULL && !pv_date_text_parse (from, &span->start_ns, error)) ||
      (to != NULL && !pv_date_text_parse (to, &span->end_ns, error)))
    return FALSE;

  if (span->start_ns < span->end_ns)
    return TRUE;

  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               /* Translators: two options, as in “--from must be a time before --to” */
               _("%s must be a time before %s"), from_option, to_option);

  return FALSE;
}
