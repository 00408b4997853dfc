/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-host-name.c: names of hosts that protocols spell as text, in the form in which DNS names are shown. */
#include "pv-host-name.h"

#include "pv-dns-label.h"

gsize
pv_host_name_write (const guint8 *bytes,
                    gsize         length,
                    char         *name)
{
  char *end = name;
  gsize at = 0;

  if (length > 0 && bytes[length - 1] == '.')
    length--;
  if (length > PV_HOST_NAME_MAX)
    length = 0;

  while (at < length)
    {
      gsize n = 0;

      /* What is longer than labels are is no name, but is shown. */
      while (n < PV_DNS_LABEL_MAX && at + n < length && bytes[at + n] != '.')
        n++;
      end = pv_dns_label_append (end, bytes + at, n);
      at += n;
      if (at < length && bytes[at] == '.')
        {
          *end++ = '.';
          at++;
        }
    }
  *end = '\0';

  return (gsize) (end - name);
}

gsize
pv_host_name_cut_port (const char *name,
                       gsize       length)
{
  gsize end = length;

  while (end > 0 && g_ascii_isdigit (name[end - 1]))
    end--;

  /* The colons of an IPv6 address are in brackets (RFC 3986, section 3.2.2). */
  if (end < 2 || end == length || name[end - 1] != ':')
    return length;
  if (name[end - 2] == ']')
    return end - 1;
  for (gsize i = 0; i < end - 1; i++)
    if (name[i] == ':')
      return length;

  return end - 1;
}
