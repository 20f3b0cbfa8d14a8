import { formatRate } from './rate.js';

/** The speeds of a customer in kbit/s, as the customer sees them. */
export interface QueueSpeeds {
  readonly downloadKbps: number;
  readonly uploadKbps: number;
  readonly burst?: {
    readonly downloadKbps: number;
    readonly uploadKbps: number;
    readonly thresholdDownloadKbps: number;
    readonly thresholdUploadKbps: number;
    readonly seconds: number;
  };
  readonly priority?: number;
  readonly minimumDownloadKbps?: number;
  readonly minimumUploadKbps?: number;
}

const NO_PRIORITY = 8;

/** The limits of a simple queue, whose pairs are `upload/download` of its target. All are said, so that none is left from before. */
export function queueLimits(speeds: QueueSpeeds): Record<string, string> {
  const { burst, priority = NO_PRIORITY } = speeds;
  return {
    'max-limit': pair(speeds.uploadKbps, speeds.downloadKbps),
    'limit-at': pair(speeds.minimumUploadKbps ?? 0, speeds.minimumDownloadKbps ?? 0),
    'burst-limit': pair(burst?.uploadKbps ?? 0, burst?.downloadKbps ?? 0),
    'burst-threshold': pair(burst?.thresholdUploadKbps ?? 0, burst?.thresholdDownloadKbps ?? 0),
    'burst-time': `${burst?.seconds ?? 0}s/${burst?.seconds ?? 0}s`,
    priority: `${priority}/${priority}`,
  };
}

function pair(uploadKbps: number, downloadKbps: number): string {
  return `${rate(uploadKbps)}/${rate(downloadKbps)}`;
}

function rate(kbps: number): string {
  return formatRate(Math.max(0, Math.round(kbps)) * 1_000);
}
