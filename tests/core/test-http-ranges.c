/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-http-ranges.c: files that went over HTTP in parts. */
#include <string.h>

#include "object-fixture.h"

#define ALPHABET "abcdefghijklmnopqrstuvwxyz"

/* The head of a response with bytes from @first to before @end, and what tells its version. */
static char *
make_head (guint       first,
           guint       n,
           guint       total,
           const char *validator)
{
  return g_strdup_printf ("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes %u-%u/%u\r\nContent-Length: %u\r\n%s\r\n\r\n",
                          first, first + n - 1, total, n, validator);
}

/* A request of a part, and its response, on a connection of its own. */
static void
add_part (Fixture    *fixture,
          guint       first,
          guint       end_at,
          const char *validator)
{
  g_autofree char *head = make_head (first, end_at - first, 26, validator);
  g_autofree char *body = g_strndup (ALPHABET + first, end_at - first);

  open_connection (fixture);
  add (fixture, FALSE, GET ("/file.bin"));
  add (fixture, TRUE, head);
  add (fixture, TRUE, body);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  add_part (fixture, 0, 10, "ETag: \"1\"");
  add_part (fixture, 10, 20, "ETag: \"1\"");
  add_part (fixture, 20, 26, "ETag: \"1\"");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  expect (fixture, 0, "file.bin", ALPHABET, 0);
  g_assert_cmpstr (get (fixture, 0)->url, ==, "http://example.org/file.bin");
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 0);
}

/* Backwards, with some of it twice. */
static void
test_disorder (Fixture       *fixture,
               gconstpointer  data)
{
  add_part (fixture, 18, 26, "Last-Modified: Sat, 09 Jul 2016 10:14:02 GMT");
  add_part (fixture, 8, 20, "Last-Modified: Sat, 09 Jul 2016 10:14:02 GMT");
  add_part (fixture, 2, 8, "Last-Modified: Sat, 09 Jul 2016 10:14:02 GMT");
  add_part (fixture, 4, 6, "Last-Modified: Sat, 09 Jul 2016 10:14:02 GMT");
  add_part (fixture, 0, 2, "Last-Modified: Sat, 09 Jul 2016 10:14:02 GMT");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  expect (fixture, 0, "file.bin", ALPHABET, 0);
  g_assert_true (pv_object_is_whole (get (fixture, 0)));
}

/* Side by side, byte by byte. */
static void
test_parallel (Fixture       *fixture,
               gconstpointer  data)
{
  static const guint bounds[] = { 0, 9, 17, 26 };
  guint16 ports[3];
  guint32 next[3][2];

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *head = make_head (bounds[i], bounds[i + 1] - bounds[i], 26, "ETag: \"1\"");

      open_connection (fixture);
      add (fixture, FALSE, GET ("/file.bin"));
      add (fixture, TRUE, head);
      ports[i] = fixture->port;
      memcpy (next[i], fixture->next, sizeof fixture->next);
    }
  for (guint k = 0; k < 9; k++)
    for (guint i = 3; i-- > 0;)
      {
        char text[2] = { ALPHABET[MIN (bounds[i] + k, 25)], '\0' };

        if (bounds[i] + k >= bounds[i + 1])
          continue;
        fixture->port = ports[i];
        memcpy (fixture->next, next[i], sizeof fixture->next);
        add (fixture, TRUE, text);
        memcpy (next[i], fixture->next, sizeof fixture->next);
      }
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  expect (fixture, 0, "file.bin", ALPHABET, 0);
}

/* A download that was interrupted and taken up again. */
static void
test_resumed (Fixture       *fixture,
              gconstpointer  data)
{
  open_connection (fixture);
  add (fixture, FALSE, GET ("/file.bin"));
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 26\r\n\r\nabcdefghij");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);
  add_part (fixture, 10, 26, "ETag: \"1\"");
  /* and one that was not */
  open_connection (fixture);
  add (fixture, FALSE, GET ("/other.bin"));
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 26\r\n\r\nabcdefghij");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 2);
  expect (fixture, 0, "file.bin", ALPHABET, 0);
  expect (fixture, 1, "other.bin", "abcdefghij", PV_OBJECT_CUT);
  g_assert_cmpuint (get (fixture, 1)->missing, ==, 16);
}

/* A response that is to bring all, of which [10, 15) are lost on the way. */
static void
add_torn (Fixture    *fixture,
          const char *path,
          guint       end_at)
{
  g_autofree char *request = g_strdup_printf (GET ("%s"), path);
  g_autofree char *rest = g_strndup (ALPHABET + 15, end_at - 15);

  open_connection (fixture);
  add (fixture, FALSE, request);
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 26\r\n\r\nabcdefghij");
  fixture->next[1] += 5;
  add (fixture, TRUE, rest);
  if (end_at < 26)
    add_at (fixture, TRUE, fixture->next[1], RST, "", 0);
  else
    close_connection (fixture);
}

/* What was lost in the middle of a download that was interrupted comes with the rest of it: the client has seen nothing
 * of what came after it. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  add_torn (fixture, "/file.bin", 20);
  add_part (fixture, 10, 26, "ETag: \"1\"");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  expect (fixture, 0, "file.bin", ALPHABET, 0);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 0);
}

/* The same in parts, and lost twice. */
static void
test_lost_in_parts (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *head = make_head (2, 22, 26, "ETag: \"1\"");

  open_connection (fixture);
  add (fixture, FALSE, GET ("/file.bin"));
  add (fixture, TRUE, head);
  add (fixture, TRUE, "cd");
  fixture->next[1] += 3;
  add (fixture, TRUE, "hij");
  fixture->next[1] += 6;
  add (fixture, TRUE, "qrst");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);
  add_part (fixture, 0, 3, "ETag: \"1\"");
  add_part (fixture, 9, 17, "ETag: \"1\"");
  add_part (fixture, 20, 26, "ETag: \"1\"");
  add_part (fixture, 4, 9, "ETag: \"1\"");
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  expect (fixture, 0, "file.bin", ALPHABET, 0);
}

/* What never comes again is zeros. */
static void
test_lost_for_good (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char torn[] = "abcdefghij\0\0\0\0\0pqrstuvwxyz";

  add_torn (fixture, "/all.bin", 26);
  /* who got to the end asks for something else */
  add_part (fixture, 0, 26, "ETag: \"2\"");
  add_torn (fixture, "/some.bin", 22);
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 3);
  for (guint i = 0; i < 3; i += 2)
    {
      const PvObject *object = get (fixture, i);
      const GByteArray *body = g_ptr_array_index (fixture->bodies, object->index);

      g_assert_cmpstr (object->name, ==, i == 0 ? "all.bin" : "some.bin");
      g_assert_cmpmem (body->data, body->len, torn, i == 0 ? 26 : 22);
      g_assert_cmpuint (object->flaws, ==, PV_OBJECT_CUT);
      g_assert_cmpuint (object->missing, ==, i == 0 ? 5 : 9);
      g_assert_cmpint (object->end_ns - object->time_ns, ==, 1);
    }
  expect (fixture, 1, "file.bin", ALPHABET, 0);
}

/* Of several places, each. */
static void
test_lost_twice (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char torn[] = "ab\0\0ef\0hijklmnopqrstuvwxyz";
  const GByteArray *body;

  open_connection (fixture);
  add (fixture, FALSE, GET ("/file.bin"));
  add (fixture, TRUE, "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 26\r\n\r\nab");
  fixture->next[1] += 2;
  add (fixture, TRUE, "ef");
  fixture->next[1] += 1;
  add (fixture, TRUE, "hijklmnopqrstuvwxyz");
  close_connection (fixture);
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  body = g_ptr_array_index (fixture->bodies, get (fixture, 0)->index);
  g_assert_cmpmem (body->data, body->len, torn, 26);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 3);
}

/* More than is held comes after what is lost: then it is not waited for. */
static void
test_lost_before_much (Fixture       *fixture,
                       gconstpointer  data)
{
  const guint n = 20 * 1024 * 1024;
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: %u\r\n\r\n", n);
  g_autofree char *piece = g_strnfill (32768, 'x');

  open_connection (fixture);
  add (fixture, FALSE, GET ("/large.bin"));
  add (fixture, TRUE, head);
  add (fixture, TRUE, piece);
  fixture->next[1] += 32768;
  for (guint i = 2; i < n / 32768; i++)
    {
      add (fixture, TRUE, piece);
      /* the client has what was lost: it is missing here only */
      add_at (fixture, FALSE, fixture->next[0], ACK, "", 0);
    }
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 1);
  g_assert_cmpuint (get (fixture, 0)->size, ==, n);
  g_assert_cmpuint (get (fixture, 0)->missing, ==, 32768);
  g_assert_cmpuint (get (fixture, 0)->flaws, ==, PV_OBJECT_CUT);
}

/* Parts that are of different versions, of an unknown one, or do not meet. */
static void
test_apart (Fixture       *fixture,
            gconstpointer  data)
{
  add_part (fixture, 0, 10, "ETag: \"1\"");
  add_part (fixture, 10, 26, "ETag: \"2\"");
  add_part (fixture, 0, 10, "ETag: W/\"3\"");
  add_part (fixture, 10, 26, "ETag: W/\"3\"");
  add_part (fixture, 0, 5, "ETag: \"4\"");
  add_part (fixture, 7, 9, "ETag: \"4\"");
  /* all of it at once */
  add_part (fixture, 0, 26, "X: y");
  end (fixture);

  /* what is held is an object only once nothing more can come */
  g_assert_cmpuint (fixture->objects->len, ==, 7);
  expect (fixture, 0, "file.bin", "abcdefghij", PV_OBJECT_PART);
  expect (fixture, 1, "file.bin", "abcdefghij", PV_OBJECT_PART);
  expect (fixture, 2, "file.bin", "klmnopqrstuvwxyz", PV_OBJECT_PART);
  expect (fixture, 3, "file.bin", "abcde", PV_OBJECT_PART);
  expect (fixture, 4, "file.bin", ALPHABET, 0);
  expect (fixture, 5, "file.bin", "klmnopqrstuvwxyz", PV_OBJECT_PART);
  expect (fixture, 6, "file.bin", "hi", PV_OBJECT_PART);
}

/* A part that was cut, and the rest of it. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree char *head = make_head (0, 20, 26, "ETag: \"1\"");

  open_connection (fixture);
  add (fixture, FALSE, GET ("/file.bin"));
  add (fixture, TRUE, head);
  add (fixture, TRUE, "abcdefgh");
  add_at (fixture, TRUE, fixture->next[1], RST, "", 0);
  add_part (fixture, 4, 26, "ETag: \"1\"");

  open_connection (fixture);
  add (fixture, FALSE, GET ("/short.bin"));
  add (fixture, TRUE, head);
  add (fixture, TRUE, "abcdefgh");
  end (fixture);

  expect (fixture, 0, "file.bin", ALPHABET, 0);
  expect (fixture, 1, "short.bin", "abcdefgh", PV_OBJECT_CUT | PV_OBJECT_PART);
  g_assert_cmpuint (get (fixture, 1)->missing, ==, 12);
}

/* What nothing meets is held up to a bound; then it is an object of its own. */
static void
test_bounds (Fixture       *fixture,
             gconstpointer  data)
{
  const guint n = 20 * 1024 * 1024;
  g_autofree char *head = make_head (1, n, n + 1, "ETag: \"1\"");
  g_autofree char *piece = g_strnfill (32768, 'x');

  open_connection (fixture);
  add (fixture, FALSE, GET ("/large.bin"));
  add (fixture, TRUE, head);
  for (guint i = 0; i < n / 32768; i++)
    add (fixture, TRUE, piece);
  /* more files than are remembered, and more parts of one */
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *tag = g_strdup_printf ("ETag: \"%u\"", i);

      add_part (fixture, 3, 5, tag);
    }
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *part = make_head (1000 * i + 1, 1, 1000000, "ETag: \"many\"");

      open_connection (fixture);
      add (fixture, FALSE, GET ("/many.bin"));
      add (fixture, TRUE, part);
      add (fixture, TRUE, "x");
    }
  end (fixture);

  g_assert_cmpuint (fixture->objects->len, ==, 501);
  g_assert_cmpuint (get (fixture, 0)->size, ==, n);
  for (guint i = 0; i < fixture->objects->len; i++)
    g_assert_cmpuint (get (fixture, i)->flaws, ==, PV_OBJECT_PART);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/http-ranges/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("order", test_order);
  ADD ("disorder", test_disorder);
  ADD ("parallel", test_parallel);
  ADD ("resumed", test_resumed);
  ADD ("lost", test_lost);
  ADD ("lost-in-parts", test_lost_in_parts);
  ADD ("lost-for-good", test_lost_for_good);
  ADD ("lost-twice", test_lost_twice);
  ADD ("lost-before-much", test_lost_before_much);
  ADD ("apart", test_apart);
  ADD ("cut", test_cut);
  ADD ("bounds", test_bounds);

  return g_test_run ();
}
