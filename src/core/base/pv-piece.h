/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-piece.h: how large the pieces are that files are read in and tables grow by. */
#pragma once

/* @usual, or @small where inputs are to get from one piece to the next with a few packets: for ./build-aux/fuzz, which
 * also has no time to allocate pieces that tiny captures leave empty. */
#ifdef PV_SMALL_PIECES
#define PV_PIECE(usual, small) (small)
#else
#define PV_PIECE(usual, small) (usual)
#endif
