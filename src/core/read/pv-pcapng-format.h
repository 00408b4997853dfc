/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pcapng-format.h: numbers of the pcapng format, draft-ietf-opsawg-pcapng. */
#pragma once

#define PV_PCAPNG_SECTION_HEADER 0x0a0d0d0a
#define PV_PCAPNG_INTERFACE 1
#define PV_PCAPNG_PACKET 2 /* obsolete, but written for years */
#define PV_PCAPNG_SIMPLE_PACKET 3
#define PV_PCAPNG_ENHANCED_PACKET 6
#define PV_PCAPNG_CUSTOM_NO_COPY 0x40000bad

#define PV_PCAPNG_BYTE_ORDER_MAGIC 0x1a2b3c4d

/* Type, total length, and the total length once more at the end. */
#define PV_PCAPNG_BLOCK_OVERHEAD 12

#define PV_PCAPNG_OPTION_END 0
#define PV_PCAPNG_OPTION_FLAGS 2 /* of a packet */
#define PV_PCAPNG_OPTION_SHB_USERAPPL 4
#define PV_PCAPNG_OPTION_IF_NAME 2
#define PV_PCAPNG_OPTION_IF_DESCRIPTION 3
#define PV_PCAPNG_OPTION_IF_TSRESOL 9
#define PV_PCAPNG_OPTION_IF_FCSLEN 13
#define PV_PCAPNG_OPTION_IF_TSOFFSET 14
