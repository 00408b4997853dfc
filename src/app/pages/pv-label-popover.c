/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-popover.c: all that is known of one bar: numbers, peers, names. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-date-text.h"
#include "pv-dimension-text.h"
#include "pv-dns-rows.h"
#include "pv-evidence-text.h"
#include "pv-failure.h"
#include "pv-figures.h"
#include "pv-geo.h"
#include "pv-label-details.h"
#include "pv-label-popover.h"
#include "pv-link-type.h"
#include "pv-message.h"
#include "pv-settings.h"
#include "pv-tcp-figures.h"
#include "pv-time.h"
#include "pv-unit.h"

#define N_PEERS 5
#define N_NAMES 6
#define N_COPIED_NAMES 1000u
#define MAX_HEIGHT 480
#define LABEL_WIDTH_CHARS 30
/* Most of an IPv6 address; as wide for a short name, so that peers below have room. */
#define TITLE_WIDTH_CHARS 26
/* An IPv4 address, whole beside what it is called. */
#define PEER_WIDTH_CHARS 15
#define SPACING 6
/* A label's data keys for what its link does, and to what. */
#define ACTION "pv-action"
#define TARGET "pv-target"

struct _PvLabelPopover
{
  GtkPopover parent_instance;

  PvCapture *capture;
  PvNameFinder *finder; /* or NULL */
  char *remark; /* or NULL: of a capture that is not shown */
  PvLabelDetails *details;
  PvQuery query;
  PvTcpSummary *tcp;
  GCancellable *cancellable;
  GtkScrolledWindow *scroller;
};

G_DEFINE_FINAL_TYPE (PvLabelPopover, pv_label_popover, GTK_TYPE_POPOVER)

/* How long, and how much a second. */
static void
take_duration (const PvLabelDetails *details,
               PvFigures            *figures)
{
  gint64 duration_ns = pv_time_subtract (details->last_ns, details->first_ns);

  if (duration_ns <= 0)
    return;

  pv_figures_take_row (figures, _("Duration"), pv_unit_format_duration (duration_ns));
  if (!pv_dimension_counts_events (details->query.dimension))
    {
      g_autofree char *bytes = pv_unit_format_rate (PV_UNIT_BYTES, (double) details->bytes, duration_ns);
      g_autofree char *bits =
        pv_unit_format (PV_UNIT_BITS_PER_SECOND, 8e9 * (double) details->bytes / (double) duration_ns);

      /* Translators: the same in bytes and in bits, as in “26.2 kB/s · 210 kbit/s” */
      pv_figures_take_row (figures, _("Rate"), g_strdup_printf (C_("rate", "%s · %s"), bytes, bits));
    }
}

/* What is told of hardware and of interfaces beside what they are called. */
static void
take_link (PvLabelPopover *self,
           PvFigures      *figures)
{
  const PvInterface *interface;
  g_autofree char *description = NULL;
  g_autofree char *file = NULL;
  const char *link_type;

  if (self->details->query.dimension == PV_DIMENSION_HARDWARE)
    {
      const char *vendor = pv_capture_get_vendor (self->capture, self->details->id);

      if (vendor != NULL)
        pv_figures_take_row (figures, _("Vendor"), g_strdup (vendor));
    }
  if (self->details->query.dimension != PV_DIMENSION_INTERFACE)
    return;
  interface = pv_capture_find_interface (self->capture, self->details->id);
  if (interface == NULL)
    return;

  description = pv_capture_dup_interface_description (self->capture, self->details->id);
  file = pv_capture_dup_interface_file (self->capture, self->details->id);
  link_type = pv_link_type_get_name (interface->link_type);
  if (description != NULL)
    pv_figures_take_row (figures, _("Description"), g_steal_pointer (&description));
  /* Translators: of a network interface, its place among those of a capture */
  pv_figures_take_row (figures, _("Number"), g_strdup_printf ("%u", interface->number));
  pv_figures_take_row (figures, _("Link Layer"), link_type != NULL ? g_strdup (link_type)
                                                                   : g_strdup_printf ("%u", interface->link_type));
  if (file != NULL)
    pv_figures_take_row (figures, _("File"), g_steal_pointer (&file));
}

/* Where an address is, as far as a database knows. */
static void
take_places (PvLabelPopover *self,
             PvFigures      *figures)
{
  g_autoptr (PvGeo) geo = pv_geo_dup_default ();
  g_autofree char *label = NULL;
  g_autofree char *country = NULL;
  g_autofree char *network = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (geo == NULL || pv_dimension_get_family (self->details->query.dimension) != PV_FAMILY_ADDRESS)
    return;

  label = pv_capture_dup_label (self->capture, self->details->query.dimension, self->details->id);
  address = g_inet_address_new_from_string (label);
  if (address == NULL)
    return;

  country = pv_geo_dup_country (geo, g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
  network = pv_geo_dup_network (geo, g_inet_address_to_bytes (address), g_inet_address_get_native_size (address));
  if (country != NULL)
    pv_figures_take_row (figures, _("Country"), g_steal_pointer (&country));
  if (network != NULL)
    pv_figures_take_row (figures, _("Network"), g_steal_pointer (&network));
}

static void
take_figures (PvLabelPopover *self,
              PvFigures      *figures)
{
  const PvLabelDetails *details = self->details;

  take_link (self, figures);
  take_places (self, figures);
  pv_figures_take_row (figures, pv_dimension_get_count_title (details->query.dimension),
                       pv_unit_format (PV_UNIT_COUNT, (double) details->packets));
  pv_figures_take_row (figures, _("IP Bytes"), pv_unit_format_long (PV_UNIT_BYTES, (double) details->bytes));

  if (details->has_directions)
    {
      /* who sends and receives: an address, or of a conversation the client */
      gboolean is_address = pv_dimension_get_family (details->query.dimension) == PV_FAMILY_ADDRESS;
      g_autofree char *sent = pv_unit_format_long (PV_UNIT_PACKETS, (double) details->sent_packets);
      g_autofree char *sent_bytes = pv_unit_format (PV_UNIT_BYTES, (double) details->sent_bytes);
      g_autofree char *received = pv_unit_format_long (PV_UNIT_PACKETS, (double) details->received_packets);
      g_autofree char *received_bytes = pv_unit_format (PV_UNIT_BYTES, (double) details->received_bytes);

      /* Translators: packets and their bytes, as in “1,234 packets · 2.4 MB” */
      pv_figures_take_row (figures, is_address ? _("Sent") : _("To Server"),
                           g_strdup_printf (_("%s · %s"), sent, sent_bytes));
      pv_figures_take_row (figures, is_address ? _("Received") : _("To Client"),
                           g_strdup_printf (_("%s · %s"), received, received_bytes));
    }

  if (details->packets > 0)
    {
      PvClock clock = pv_settings_get_clock ();

      pv_figures_take_row (figures, _("First Seen"),
                           pv_date_text_format_exact (details->first_ns, details->last_ns, clock));
      pv_figures_take_row (figures, _("Last Seen"),
                           pv_date_text_format_exact (details->last_ns, details->first_ns, clock));
      take_duration (details, figures);
    }
}

static void
add_heading (PvFigures  *figures,
             const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_top (label, SPACING);
  pv_figures_add_widget (figures, label);
}

static void
add_remark (PvFigures  *figures,
            const char *text)
{
  g_autofree char *shown = pv_message_text (text);
  GtkWidget *label = pv_figures_make_value (shown);

  gtk_widget_add_css_class (label, "dim-label");
  pv_figures_add_widget (figures, label);
}

/* A label with a button that copies it. */
static GtkWidget *
make_copyable (GtkWidget  *label,
               const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *button = pv_figures_make_copy_button (NULL, text);
  /* Translators: what a button copies, an address or a name */
  g_autofree char *tooltip = g_strdup_printf (_("Copy %s"), text);

  gtk_button_set_icon_name (GTK_BUTTON (button), "edit-copy-symbolic");
  gtk_widget_set_tooltip_text (button, _("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "pv-small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

/* What the label of a link does. */
static gboolean
activate_link (gpointer data)
{
  GtkWidget *label = data;
  GtkWidget *popover = gtk_widget_get_ancestor (label, GTK_TYPE_POPOVER);
  const char *action = g_object_get_data (G_OBJECT (label), ACTION);
  GVariant *target = g_object_get_data (G_OBJECT (label), TARGET);
  GtkWidget *parent = popover != NULL ? gtk_widget_get_parent (popover) : NULL;

  /* closed in the meantime */
  if (parent == NULL)
    return G_SOURCE_REMOVE;

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action_variant (parent, action, target);

  return G_SOURCE_REMOVE;
}

/* Not before the click is over: closing takes away what it is handled by. */
static gboolean
activate_link_cb (GtkLabel   *label,
                  const char *uri,
                  gpointer    user_data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, activate_link, g_object_ref (label), g_object_unref);

  return GDK_EVENT_STOP;
}

/* Has @label, which says @text, do something. @action: static; @target: (nullable): floating */
static void
make_action_link (GtkLabel   *label,
                  const char *text,
                  const char *action,
                  GVariant   *target)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_autofree char *markup = g_strdup_printf ("<a href=\"#\">%s</a>", escaped);

  gtk_label_set_markup (label, markup);
  g_object_set_data (G_OBJECT (label), ACTION, (gpointer) action);
  if (target != NULL)
    g_object_set_data_full (G_OBJECT (label), TARGET, g_variant_ref_sink (target), (GDestroyNotify) g_variant_unref);
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);
}

/* Has @label, which says @text, lead to a label of @dimension, where that is in the capture that is shown. */
static void
make_link (PvLabelPopover *self,
           GtkLabel       *label,
           PvDimension     dimension,
           guint32         id,
           const char     *text)
{
  if (self->remark != NULL)
    return;

  make_action_link (label, text, "win.go-to", g_variant_new ("(sus)", pv_dimension_get_key (dimension), id, text));
}

/* A name that a conversation is known by, and what says so, which is a moment to look at. */
static void
add_known_name (PvLabelPopover    *self,
                PvFigures         *figures,
                const PvKnownName *known,
                gboolean           is_one_of_many)
{
  g_autofree char *name = pv_capture_dup_label (self->capture, PV_DIMENSION_SERVER_NAME, known->name.label);
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) known->place);
  g_autofree char *time = pv_date_text_format_exact (known->time_ns, known->time_ns, pv_settings_get_clock ());
  g_autofree char *bytes = pv_unit_format (PV_UNIT_BYTES, (double) known->bytes);
  /* Translators: what says that a server has a name, and in which packet, as in “TLS ClientHello, packet 8,123” */
  g_autofree char *evidence = g_strdup_printf (_("%s, packet %s"), pv_evidence_get_text (known->name.evidence), number);
  /* Translators: how many bytes have a name, and what says that they have it, as in “2.4 MB · TLS ClientHello, …” */
  g_autofree char *text = is_one_of_many ? g_strdup_printf (_("%s · %s"), bytes, evidence) : g_strdup (evidence);
  const char *doubt = pv_evidence_get_doubt (&known->name);
  GtkWidget *value = pv_figures_make_value (name);
  GtkWidget *moment = pv_figures_make_value (time);

  make_link (self, GTK_LABEL (value), PV_DIMENSION_NAMED, known->name.label + 1, name);
  pv_figures_add_widget (figures, make_copyable (value, name));
  add_remark (figures, text);
  if (self->remark == NULL)
    {
      make_action_link (GTK_LABEL (moment), time, "win.select-moment", g_variant_new_int64 (known->time_ns));
      gtk_widget_set_tooltip_text (moment, _("Select this moment"));
    }
  pv_figures_add_widget (figures, moment);
  if (doubt != NULL)
    add_remark (figures, doubt);
  g_string_append_printf (figures->text, "%s\t%s\t%s\t%s\n", _("Known As"), name, text, time);
}

static void
add_known_names (PvLabelPopover *self,
                 PvFigures      *figures)
{
  const PvLabelDetails *details = self->details;
  guint n_more = details->n_names - details->n_listed_names;

  add_heading (figures, _("Known As"));
  for (guint i = 0; i < details->n_listed_names; i++)
    add_known_name (self, figures, &details->names[i], details->n_names > 1);
  if (n_more > 0)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

      add_remark (figures, text);
    }
}

static void
add_found_names (PvLabelPopover *self,
                 PvFigures      *figures,
                 PvAddressNames *names)
{
  guint32 id = self->details->id;
  g_autoptr (GPtrArray) found = pv_address_names_get (names, id);
  const char *nickname = pv_address_names_get_nickname (names, id);
  const GError *error = pv_address_names_get_error (names);

  if (nickname != NULL)
    {
      pv_figures_add_widget (figures, make_copyable (pv_figures_make_value (nickname), nickname));
      add_remark (figures, _("A nickname, from a hosts file"));
      g_string_append_printf (figures->text, "%s\t%s\t%s\n", _("Name"), nickname, _("A nickname, from a hosts file"));
    }
  if (error != NULL)
    add_remark (figures, error->message);

  for (guint i = 0; i < MIN (found->len, N_COPIED_NAMES); i++)
    {
      const char *name = g_ptr_array_index (found, i);

      if (i < N_NAMES)
        {
          GtkWidget *value = pv_figures_make_value (name);

          /* its number among the names that were looked up is not known; it is found by what it says */
          make_link (self, GTK_LABEL (value), PV_DIMENSION_LOOKUP, G_MAXUINT32, name);
          pv_figures_add_widget (figures, make_copyable (value, name));
        }
      g_string_append_printf (figures->text, "%s\t%s\n", _("Name"), name);
    }

  if (found->len > N_COPIED_NAMES)
    {
      guint n = found->len - N_COPIED_NAMES;

      g_string_append_printf (figures->text, ngettext ("and %u more", "and %u more", n), n);
      g_string_append_c (figures->text, '\n');
    }

  if (found->len > N_NAMES)
    {
      guint n = found->len - N_NAMES;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);

      add_remark (figures, text);
    }
  if (found->len == 0 && nickname == NULL)
    add_remark (figures, _("None in this capture"));
  else if (!pv_address_names_get_all (names))
    add_remark (figures, _("The capture has more names than were read."));
}

static void
add_names (PvLabelPopover *self,
           PvFigures      *figures)
{
  PvAddressNames *names = pv_name_finder_get_names (self->finder);
  const GError *error = pv_name_finder_get_error (self->finder);

  if (names == NULL && error == NULL && !pv_name_finder_get_reading (self->finder))
    return;

  add_heading (figures, _("Names"));
  if (names != NULL)
    {
      add_found_names (self, figures, names);
    }
  else if (error != NULL)
    {
      /* Translators: %s is why */
      g_autofree char *text = g_strdup_printf (_("Could not be read: %s"), error->message);

      add_remark (figures, text);
    }
  else
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
      GtkWidget *spinner = gtk_spinner_new ();
      GtkWidget *label = gtk_label_new (_("Looking through the capture…"));

      gtk_spinner_start (GTK_SPINNER (spinner));
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), spinner);
      gtk_box_append (GTK_BOX (box), label);
      pv_figures_add_widget (figures, box);
    }
}

/* What else a peer is called, or NULL. */
static const char *
get_peer_name (PvLabelPopover *self,
               const PvPeer   *peer)
{
  PvAddressNames *names = self->finder != NULL ? pv_name_finder_get_names (self->finder) : NULL;

  if (names == NULL || pv_dimension_get_family (self->details->peers_dimension) != PV_FAMILY_ADDRESS)
    return NULL;

  return pv_address_names_get_first (names, peer->id);
}

static GtkWidget *
make_peer_name (const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_tooltip_text (label, name);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

static void
add_peer (PvLabelPopover *self,
          PvFigures      *figures,
          const PvPeer   *peer,
          gboolean        is_event)
{
  PvMeasure measure = self->details->query.measure;
  PvDimension dimension = self->details->peers_dimension;
  const char *noun = pv_dimension_get_noun (dimension);
  g_autofree char *address = pv_dimension_dup_label (self->capture, dimension, peer->id);
  g_autofree char *number = pv_unit_format_long (pv_dimension_get_unit (self->details->query.dimension, measure),
                                                 (double) (measure == PV_MEASURE_IP_BYTES && !is_event ? peer->bytes
                                                                                                   : peer->packets));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2 * SPACING);
  GtkLabel *label = GTK_LABEL (gtk_label_new (address));
  GtkWidget *value = gtk_label_new (number);
  const char *name = get_peer_name (self, peer);

  make_link (self, label, dimension, peer->id, address);
  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), address);
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));
  if (name != NULL)
    {
      gtk_label_set_width_chars (label, PEER_WIDTH_CHARS);
      gtk_box_append (GTK_BOX (box), make_peer_name (name));
    }
  else
    {
      gtk_widget_set_hexpand (GTK_WIDGET (label), TRUE);
    }
  gtk_box_append (GTK_BOX (box), value);
  pv_figures_add_widget (figures, box);
  if (is_event)
    noun = _("Client");
  else if (pv_dimension_get_family (dimension) == PV_FAMILY_ADDRESS)
    noun = _("Peer");
  g_string_append_printf (figures->text, "%s\t%s\t%s%s%s\n", noun, address, number, name != NULL ? "\t" : "",
                          name != NULL ? name : "");
}

static void
add_peers (PvLabelPopover *self,
           PvFigures      *figures)
{
  const PvLabelDetails *details = self->details;
  gboolean is_event = pv_dimension_counts_events (details->query.dimension);
  g_autofree char *n = pv_unit_format (PV_UNIT_COUNT, details->n_peers);
  g_autofree char *heading = NULL;

  if (details->n_peers == 0)
    return;

  if (is_event)
    /* Translators: the addresses that asked most for a name or URL, and of how many; as in “Top Clients of 27” */
    heading = details->n_peers > N_PEERS ? g_strdup_printf (_("Top Clients of %s"), n) : g_strdup (_("Clients"));
  else if (pv_dimension_get_family (details->peers_dimension) != PV_FAMILY_ADDRESS)
    heading = g_strdup (pv_dimension_get_title (details->peers_dimension, details->query.measure));
  else
    /* Translators: those with whom an address exchanges most, and of how many; as in “Top Peers of 27” */
    heading = details->n_peers > N_PEERS ? g_strdup_printf (_("Top Peers of %s"), n) : g_strdup (_("Peers"));

  add_heading (figures, heading);
  for (guint i = 0; i < details->n_listed; i++)
    add_peer (self, figures, &details->peers[i], is_event);
}

/* What leads to the names below a domain. */
static void
add_members (PvFigures *figures)
{
  GtkWidget *label = pv_figures_make_value (_("Show Its Names"));

  make_action_link (GTK_LABEL (label), _("Show Its Names"), "label.members", NULL);
  pv_figures_add_widget (figures, label);
}

/* Anew whenever more is known. */
static void
update (PvLabelPopover *self)
{
  const PvLabelDetails *details = self->details;
  g_autofree char *label = pv_dimension_dup_label (self->capture, details->query.dimension, details->id);
  GtkWidget *title = pv_figures_make_value (label);
  GtkWidget *button;
  PvDimension members;
  PvFigures figures;

  pv_figures_init (&figures);
  gtk_widget_add_css_class (GTK_WIDGET (figures.grid), "capture-details");
  gtk_label_set_max_width_chars (GTK_LABEL (title), LABEL_WIDTH_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (title), TITLE_WIDTH_CHARS);
  gtk_widget_add_css_class (title, "title-4");
  pv_figures_add_widget (&figures, make_copyable (title, label));
  g_string_append_printf (figures.text, "%s\n", label);
  if (self->remark != NULL)
    {
      add_remark (&figures, self->remark);
      g_string_append_printf (figures.text, "%s\n", self->remark);
    }

  take_figures (self, &figures);
  if (pv_dimension_get_family (details->query.dimension) == PV_FAMILY_ADDRESS && self->finder != NULL)
    add_names (self, &figures);
  if (details->dns != NULL)
    {
      add_heading (&figures, _("DNS Answers"));
      pv_dns_rows_add (&figures, self->capture, details->dns);
    }
  if (self->tcp != NULL)
    pv_tcp_figures_add (&figures, self->tcp);
  if (details->n_names > 0)
    add_known_names (self, &figures);
  if (self->remark == NULL && pv_dimension_get_members (details->query.dimension, &members) &&
      !(pv_dimension_has_rest (details->query.dimension) && details->id == PV_ID_NOT_NAMED))
    add_members (&figures);
  add_peers (self, &figures);

  button = pv_figures_make_copy_button (_("_Copy All"), figures.text->str);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_margin_top (button, SPACING);
  pv_figures_add_widget (&figures, button);
  pv_figures_clear (&figures);

  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (figures.grid));
}

static void
names_changed_cb (PvLabelPopover *self)
{
  if (self->details != NULL)
    update (self);
}

/* Instead of the details. */
static void
show_failure (PvLabelPopover *self,
              const GError   *error)
{
  GtkWidget *stack = gtk_stack_new ();

  pv_failure_show (GTK_STACK (stack), error);
  gtk_scrolled_window_set_child (self->scroller, stack);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
tcp_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (PvLabelPopover) self = user_data;

  /* where it cannot be read, the rest of the details is as good as without it */
  self->tcp = pv_tcp_summary_read_finish (result, NULL);
  if (self->tcp != NULL && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    update (self);
}

static void
details_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (PvLabelPopover) self = user_data;
  g_autoptr (GError) error = NULL;
  PvLabelDetails *details = pv_label_details_new_finish (result, &error);

  if (details == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    show_failure (self, error);

  /* closed with its window in the meantime */
  if (details == NULL || gtk_widget_get_parent (GTK_WIDGET (self)) == NULL)
    {
      pv_label_details_free (details);
      return;
    }

  self->details = details;
  update (self);
  gtk_popover_popup (GTK_POPOVER (self));

  /* of others it would be more than anybody asked for */
  if (pv_dimension_get_family (details->query.dimension) == PV_FAMILY_CONVERSATION &&
      pv_capture_get_settled (self->capture))
    pv_tcp_summary_read_async (self->capture, &self->query, details->id, self->cancellable, tcp_cb, g_object_ref (self));
}

static void
pv_label_popover_dispose (GObject *object)
{
  PvLabelPopover *self = PV_LABEL_POPOVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->finder);
  g_clear_object (&self->capture);

  G_OBJECT_CLASS (pv_label_popover_parent_class)->dispose (object);
}

static void
pv_label_popover_finalize (GObject *object)
{
  PvLabelPopover *self = PV_LABEL_POPOVER (object);

  g_clear_pointer (&self->details, pv_label_details_free);
  g_free (self->tcp);
  g_free (self->remark);
  pv_query_clear (&self->query);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pv_label_popover_parent_class)->finalize (object);
}

static void
pv_label_popover_class_init (PvLabelPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_label_popover_dispose;
  G_OBJECT_CLASS (klass)->finalize = pv_label_popover_finalize;
}

static void
pv_label_popover_init (PvLabelPopover *self)
{
  self->cancellable = g_cancellable_new ();
  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (self->scroller, TRUE);
  gtk_scrolled_window_set_max_content_height (self->scroller, MAX_HEIGHT);
  gtk_popover_set_child (GTK_POPOVER (self), GTK_WIDGET (self->scroller));
}

GtkWidget *
pv_label_popover_new (GtkWidget          *parent,
                      const GdkRectangle *area,
                      PvCapture          *capture,
                      const PvQuery      *query,
                      guint32             id,
                      PvNameFinder       *names,
                      const char         *remark)
{
  PvLabelPopover *self;
  PvQuery of_label;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (area != NULL && query != NULL, NULL);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (names == NULL || PV_IS_NAME_FINDER (names), NULL);

  self = g_object_new (PV_TYPE_LABEL_POPOVER, NULL);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), area);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  self->capture = g_object_ref (capture);
  self->remark = g_strdup (remark);
  if (names != NULL)
    {
      self->finder = g_object_ref (names);
      g_signal_connect_object (names, "changed", G_CALLBACK (names_changed_cb), self, G_CONNECT_SWAPPED);
    }

  self->query = pv_query_copy (query);
  of_label = *query;
  of_label.limit = N_PEERS;
  pv_label_details_new_async (capture, &of_label, id, self->cancellable, details_cb, g_object_ref (self));

  return GTK_WIDGET (self);
}
