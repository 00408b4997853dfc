/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-exporter.c: writes charts into files in the background. */
#include "config.h"

#include "pv-chart-exporter.h"
#include "pv-job.h"

struct _PvChartExporter
{
  GObject parent_instance;

  GCancellable *cancellable; /* of all that is under way */
};

/* What is to be written; belongs to the thread that writes. */
typedef struct
{
  PvChartPicture *picture;
  const PvExportFormat *format;
  PvPictureLook look;
  GFile *file;
} Job;

enum
{
  EXPORTED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvChartExporter, pv_chart_exporter, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->picture);
  g_object_unref (self->file);
  g_free (self);
}

static void
pv_chart_exporter_dispose (GObject *object)
{
  g_clear_object (&PV_CHART_EXPORTER (object)->cancellable);

  G_OBJECT_CLASS (pv_chart_exporter_parent_class)->dispose (object);
}

static void
pv_chart_exporter_class_init (PvChartExporterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_chart_exporter_dispose;

  signals[EXPORTED] = g_signal_new ("exported", PV_TYPE_CHART_EXPORTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[FAILED] = g_signal_new ("failed", PV_TYPE_CHART_EXPORTER, G_SIGNAL_RUN_LAST, 0,
                                  g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2, G_TYPE_FILE,
                                  G_TYPE_ERROR);
}

static void
pv_chart_exporter_init (PvChartExporter *self)
{
  self->cancellable = g_cancellable_new ();
}

PvChartExporter *
pv_chart_exporter_new (void)
{
  return g_object_new (PV_TYPE_CHART_EXPORTER, NULL);
}

static gpointer
write_picture (gpointer       source,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  Job *job = data;

  return GINT_TO_POINTER (pv_export_write (&job->picture, 1, job->format, &job->look, job->file, cancellable, error));
}

static const PvJob write_job = { write_picture, NULL, job_free };

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  PvChartExporter *self = PV_CHART_EXPORTER (source);
  Job *job = pv_job_get_data (result);
  g_autoptr (GError) error = NULL;
  GApplication *application = g_application_get_default ();
  gboolean told;

  if (pv_job_run_finish (&write_job, result, &error) != NULL)
    g_signal_emit (self, signals[EXPORTED], 0, job->file);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, job->file, error, &told);

  if (application != NULL)
    g_application_release (application);
}

void
pv_chart_exporter_start (PvChartExporter      *self,
                         PvChartPicture       *picture,
                         const PvExportFormat *format,
                         const PvPictureLook  *look,
                         GFile                *file)
{
  Job *job;

  g_return_if_fail (PV_IS_CHART_EXPORTER (self));
  g_return_if_fail (PV_IS_CHART_PICTURE (picture) && format != NULL && look != NULL);
  g_return_if_fail (G_IS_FILE (file));

  job = g_new0 (Job, 1);
  job->picture = g_object_ref (picture);
  job->format = format;
  job->look = *look;
  job->file = g_object_ref (file);

  if (g_application_get_default () != NULL)
    g_application_hold (g_application_get_default ());
  pv_job_run_async (&write_job, self, job, self->cancellable, written_cb, NULL);
}

void
pv_chart_exporter_cancel (PvChartExporter *self)
{
  g_return_if_fail (PV_IS_CHART_EXPORTER (self));

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}
