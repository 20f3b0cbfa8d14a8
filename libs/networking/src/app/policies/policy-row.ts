import type { BurstRule, Guarantee, PlanPolicy } from '../../domain/effective-policy.js';
import type { Rates } from '../../radius/snapshot.js';
import type { FairUseInput } from './fair-use.input.js';
import { fairUseOf, hoursOf, quotaOf } from './policy-document.js';
import type { HoursRateInput } from './policy-parts.input.js';
import type { QuotaInput } from './quota.input.js';

/** A row of `networking.access_policy`. */
export interface PolicyRow {
  plan_id: string;
  download_kbps: number;
  upload_kbps: number;
  guaranteed_percent: number | null;
  guaranteed_download_kbps: number | null;
  guaranteed_upload_kbps: number | null;
  contention: number;
  priority: number;
  burst_download_kbps: number | null;
  burst_upload_kbps: number | null;
  burst_threshold_download_kbps: number | null;
  burst_threshold_upload_kbps: number | null;
  burst_limit_percent: number | null;
  burst_threshold_percent: number | null;
  burst_seconds: number | null;
  download_profile: string | null;
  upload_profile: string | null;
  hours: HoursRateInput[];
  fair_use: FairUseInput | null;
  quota: QuotaInput | null;
  version: number;
}

export function planPolicyOf(row: PolicyRow): PlanPolicy {
  return {
    planId: row.plan_id,
    rates: kbps(row.download_kbps, row.upload_kbps),
    burst: burstOf(row),
    guaranteed: guaranteedOf(row),
    priority: row.priority,
    contention: row.contention,
    downloadProfile: row.download_profile,
    uploadProfile: row.upload_profile,
    hours: hoursOf(row.hours),
    fairUse: row.fair_use && fairUseOf(row.fair_use),
    quota: row.quota && quotaOf(row.quota),
  };
}

/** Whether what holds may ever be something else than what the plan says. */
export const HAS_RULES = `(policy.hours <> '[]' OR policy.fair_use IS NOT NULL OR policy.quota IS NOT NULL)`;

function kbps(download: number, upload: number): Rates {
  return { download: download * 1_000, upload: upload * 1_000 };
}

function guaranteedOf(row: PolicyRow): Guarantee | null {
  const { guaranteed_percent: percent, guaranteed_download_kbps: download, guaranteed_upload_kbps: upload } = row;
  if (percent !== null) return { kind: 'percent', percent };
  return download === null || upload === null ? null : { kind: 'rates', rates: kbps(download, upload) };
}

function burstOf(row: PolicyRow): BurstRule | null {
  const {
    burst_download_kbps: download,
    burst_upload_kbps: upload,
    burst_threshold_download_kbps: thresholdDown,
    burst_threshold_upload_kbps: thresholdUp,
    burst_limit_percent: limitPercent,
    burst_threshold_percent: thresholdPercent,
    burst_seconds: seconds,
  } = row;
  if (seconds === null) return null;
  if (limitPercent !== null && thresholdPercent !== null)
    return { kind: 'relative', limitPercent, thresholdPercent, seconds };
  if (download === null || upload === null || thresholdDown === null || thresholdUp === null) return null;
  return { kind: 'fixed', rate: kbps(download, upload), threshold: kbps(thresholdDown, thresholdUp), seconds };
}
