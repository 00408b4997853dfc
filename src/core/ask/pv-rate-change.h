/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rate-change.h: how surprising it is that something is seen more or less often than before. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How much rates scatter from one time to another where nothing is known of it: the standard deviation of their
 * logarithm is ½, so that they are within a factor of 1.65 of what they were in two times of three. */
#define PV_RATE_DISPERSION 0.25

/**
 * PvRateChange:
 * @n: how often it was seen on each side: this, the other
 * @exposure: for how long each side was watched, in any unit; where either is 0, both for as long as each other
 *
 * Two counts.
 */
typedef struct
{
  double n[2];
  double exposure[2];
} PvRateChange;

/**
 * pv_rate_change_score:
 * @self: two counts
 * @dispersion: φ, how much rates scatter by themselves
 *
 * A G-test (T. Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence", Computational Linguistics
 * 19(1), 1993), but of counts that scatter more than by chance. Were nothing changed, both sides would share all that
 * was seen, n = n₁ + n₂, as the time has it that each was watched for: μᵢ = n wᵢ. Then
 *
 *     z  =  ± √( 2 Σᵢ nᵢ ln (nᵢ / μᵢ) − (nᵢ + k) ln ((nᵢ + k) / (μᵢ + k)) ),   k = 1 / φ
 *
 * is the signed root of the deviance of two negative binomial counts, that is of Poisson counts whose rates are
 * gamma-distributed, by φ in square proportion (W. DuMouchel, "Bayesian Data Mining in Large Frequency Tables", The
 * American Statistician 53(3), 1999). With φ = 0 it is Dunning's G. That would hold every change in what is large to
 * be certain, but packets come in bursts: half as many again of a million are no wonder. Here what is large must
 * change in proportion, what is new surprises by the logarithm of how much it is, and little is made of it that
 * something rare was not seen in a short time.
 *
 * Returns: about how many standard deviations it is from "as before": above 0 for more, below for less
 */
double pv_rate_change_score      (const PvRateChange *self,
                                  double              dispersion);

/**
 * pv_rate_change_dispersion:
 * @changes: (array length=n) (inout): changes of things that are alike; those seen less than five times on either side
 *   are passed over. They are reordered
 * @n: how many
 *
 * How much rates scattered by themselves, as most of them tell: from the median of the squared logarithms of ratios,
 * less what counts scatter. The fewer there are, the nearer to %PV_RATE_DISPERSION, which counts as ten.
 *
 * Returns: φ
 */
double pv_rate_change_dispersion (PvRateChange       *changes,
                                  guint               n);

G_END_DECLS
