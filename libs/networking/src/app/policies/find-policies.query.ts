import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { NetworkingPermissions } from '../../permissions.js';

export interface FoundPolicy {
  readonly planId: string;
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly guaranteedPercent: number | null;
  readonly contention: number;
  readonly priority: number;
  readonly burst: {
    readonly downloadKbps: number;
    readonly uploadKbps: number;
    readonly thresholdDownloadKbps: number;
    readonly thresholdUploadKbps: number;
    readonly seconds: number;
  } | null;
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
         priority, CASE WHEN burst_seconds IS NOT NULL THEN jsonb_build_object('downloadKbps', burst_download_kbps, 'uploadKbps', burst_upload_kbps,
           'thresholdDownloadKbps', burst_threshold_download_kbps, 'thresholdUploadKbps', burst_threshold_upload_kbps, 'seconds', burst_seconds) END AS burst,
         download_profile AS "downloadProfile", upload_profile AS "uploadProfile", version, changed_at AS "changedAt"
       FROM networking.access_policy WHERE plan_id = ANY ($1::uuid[])`,
      [planIds],
    );
  }
}
