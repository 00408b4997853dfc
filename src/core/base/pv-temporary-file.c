/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-temporary-file.c: a file without a name, which goes with who has it open. */
#include "config.h"

#include "pv-temporary-file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* A file without a name in @folder, for its owner only; -1 with errno set. */
static int
open_in (const char *folder)
{
  g_autofree char *path = NULL;
  int fd;

#ifdef O_TMPFILE
  fd = open (folder, O_TMPFILE | O_RDWR | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    return fd;
#endif

  /* not all file systems have those */
  path = g_build_filename (folder, ".pcapviz-XXXXXX", NULL);
  fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    unlink (path);

  return fd;
}

/* Where there is most room for what is large: temporary files are in memory on many systems. */
int
pv_temporary_file_open (void)
{
  const char *const folders[] = { g_getenv ("TMPDIR"), g_get_user_cache_dir (), "/var/tmp", g_get_tmp_dir () };
  int code = ENOENT;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      int fd;

      if (folders[i] == NULL || *folders[i] == '\0')
        continue;
      fd = open_in (folders[i]);
      if (fd >= 0)
        return fd;
      code = errno;
    }
  errno = code;

  return -1;
}
