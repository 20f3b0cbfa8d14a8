import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { NetworkingPermissions } from '../../permissions.js';
import type { FairUseInput } from './fair-use.input.js';
import type { HoursRateInput } from './policy-parts.input.js';
import type { QuotaInput } from './quota.input.js';

export interface FoundPolicy {
  readonly planId: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly guaranteedPercent: number | null;
  readonly guaranteedRates: { readonly downloadKbps: number; readonly uploadKbps: number } | null;
  readonly contention: number;
  readonly priority: number;
  readonly burst: {
    readonly downloadKbps: number;
    readonly uploadKbps: number;
    readonly thresholdDownloadKbps: number;
    readonly thresholdUploadKbps: number;
    readonly seconds: number;
  } | null;
  readonly relativeBurst: {
    readonly limitPercent: number;
    readonly thresholdPercent: number;
    readonly seconds: number;
  } | null;
  readonly hours: HoursRateInput[];
  readonly fairUse: FairUseInput | null;
  readonly quota: QuotaInput | null;
  readonly downloadProfile: string | null;
  readonly uploadProfile: string | null;
  readonly version: number;
  readonly changedAt: Date;
}

/** What plans mean on the wire. */
@Injectable()
export class PoliciesOf extends Query<{ readonly planIds: readonly string[] }, FoundPolicy[]> {
  readonly rule: Rule = {
    name: 'networking.policiesOf',
    sentence: 'See what plans mean on the network',
    permission: NetworkingPermissions['policy.view'],
    customer: 'own',
  };

  answer({ planIds }: { readonly planIds: readonly string[] }, { sql }: Asking): Promise<FoundPolicy[]> {
    return sql.query<FoundPolicy>(
      `SELECT plan_id AS "planId", download_kbps AS "downloadKbps", upload_kbps AS "uploadKbps", guaranteed_percent AS "guaranteedPercent", contention,
         priority, CASE WHEN burst_download_kbps IS NOT NULL THEN jsonb_build_object('downloadKbps', burst_download_kbps, 'uploadKbps', burst_upload_kbps,
           'thresholdDownloadKbps', burst_threshold_download_kbps, 'thresholdUploadKbps', burst_threshold_upload_kbps, 'seconds', burst_seconds) END AS burst,
         CASE WHEN burst_limit_percent IS NOT NULL THEN jsonb_build_object('limitPercent', burst_limit_percent, 'thresholdPercent', burst_threshold_percent,
           'seconds', burst_seconds) END AS "relativeBurst",
         CASE WHEN guaranteed_download_kbps IS NOT NULL THEN jsonb_build_object('downloadKbps', guaranteed_download_kbps, 'uploadKbps', guaranteed_upload_kbps)
           END AS "guaranteedRates", hours, fair_use AS "fairUse", quota,
         download_profile AS "downloadProfile", upload_profile AS "uploadProfile", version, changed_at AS "changedAt"
       FROM networking.access_policy WHERE plan_id = ANY ($1::uuid[])`,
      [planIds],
    );
  }
}
