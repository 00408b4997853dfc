/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hello-builder.h: what TLS and QUIC clients send first, built by hand. */
#pragma once

#include "packet-builder.h"

G_BEGIN_DECLS

/* Extensions are a byte array to which each function adds one. All return @extensions. */
GByteArray *hello_extension    (GByteArray *extensions,
                                guint16     type,
                                const char *hex);
GByteArray *hello_server_name  (GByteArray *extensions,
                                const char *name);

/* A ClientHello message, version TLS 1.2 in its header. @extensions: (transfer full) (nullable) */
GByteArray *hello_message      (GByteArray *extensions);
/* The same with a server name only. */
GByteArray *hello_message_of   (const char *name);
/* A message in records of at most @size bytes each. @message: (transfer full) */
GByteArray *hello_records      (GByteArray *message,
                                guint       size);

/* A CRYPTO frame with the bytes [@from, @to) of a message. */
void        quic_crypto_frame  (GByteArray       *frames,
                                const GByteArray *message,
                                guint             from,
                                guint             to);
/* An Initial of a client with packet number 2, protected by the keys of the connection id @keys, or of
 * @destination where that is NULL; padded to 1,200 bytes with @padded.
 * @frames: (transfer full); @destination, @source, @token, @keys: in hexadecimal */
GByteArray *quic_initial       (GByteArray *frames,
                                guint32     version,
                                const char *destination,
                                const char *source,
                                const char *token,
                                const char *keys,
                                gboolean    padded);
/* The same without the fixed bit (RFC 9287). */
GByteArray *quic_initial_greased (GByteArray *frames,
                                  guint32     version,
                                  const char *destination);

G_END_DECLS
