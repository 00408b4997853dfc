/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pseudonyms.h: other names for addresses and names, always the same ones by the same key. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of a key, at least. */
#define PV_PSEUDONYMS_KEY_MIN 16

/**
 * PvPseudonyms:
 *
 * Who has the key can tell which is whose; nobody else should, as far as what is written lets it stay hidden: addresses
 * that share a prefix still do, names keep their lengths, and who knows what some of them stand for learns something of
 * others.
 */
typedef struct _PvPseudonyms PvPseudonyms;

/* @key: (array length=length): at least %PV_PSEUDONYMS_KEY_MIN bytes that nobody guesses */
PvPseudonyms *pv_pseudonyms_new      (const guint8 *key,
                                      gsize         length);
void          pv_pseudonyms_free     (PvPseudonyms *self);
/* Sets the key of Crypto-PAn itself, of 32 bytes, for comparison with others. */
void          pv_pseudonyms_set_crypto_pan_key (PvPseudonyms *self,
                                      const guint8 *key);
/* Whether the first three bytes of hardware addresses stay, which tell who made the hardware; not those of addresses that
 * somebody chose, which tell nothing of that kind. */
void          pv_pseudonyms_set_keep_vendors (PvPseudonyms *self,
                                      gboolean      keep_vendors);
/**
 * pv_pseudonyms_replace_address:
 * @self: pseudonyms
 * @address: (inout) (array length=size): an IP address
 * @size: 4 or 16
 *
 * Replaces an address by Crypto-PAn (Xu, Fan, Ammar, Moon: Prefix-Preserving IP Address Anonymization, ICNP 2002), with
 * AES-128: two addresses have as many first bits in common afterwards as before. Those that are nobody's stay: multicast,
 * limited broadcast, and the unspecified address.
 */
void          pv_pseudonyms_replace_address  (PvPseudonyms *self,
                                      guint8       *address,
                                      guint8        size);
/* Replaces a hardware address of 6 bytes, all but the two bits that say of which kind it is, and its vendor's where that is
 * kept; broadcast and multicast stay. Different addresses of a vendor that is kept get different ones. */
void          pv_pseudonyms_replace_hardware (PvPseudonyms *self,
                                      guint8       *address);
/* Replaces a label of a name by one of the same length: lower-case letters, digits and hyphens. Different labels of
 * these get different ones, whatever case they are in. */
void          pv_pseudonyms_replace_label    (PvPseudonyms *self,
                                      guint8       *label,
                                      guint8        length);
/* Replaces the labels of a name with dots. */
void          pv_pseudonyms_replace_host     (PvPseudonyms *self,
                                      guint8       *name,
                                      gsize         length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvPseudonyms, pv_pseudonyms_free)

G_END_DECLS
