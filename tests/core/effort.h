/* SPDX-License-Identifier: GPL-3.0-or-later */
/* effort.h: how much of what takes long is tried.
 *
 * ThreadSanitizer takes ten times as long, and what runs in one thread has no races: there, some of it does. */
#pragma once

#ifdef __SANITIZE_THREAD__
#define EFFORT(whole, some) (some)
#else
#define EFFORT(whole, some) (whole)
#endif
