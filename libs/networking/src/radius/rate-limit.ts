import type { AccessPolicy, Rates } from './snapshot.js';

/**
 * Mikrotik-Rate-Limit: `rx/tx [burst] [threshold] [time] [priority] [minimum]`, seen from the router: rx is what it
 * receives, the customer's upload. A later field needs all earlier ones, so gaps are filled with zeros, which mean "none".
 */
export function mikrotikRateLimit(policy: AccessPolicy): string {
  const { burst, priority, guaranteed } = policy;
  const fields = [pair(policy.rates)];
  if (burst) fields.push(pair(burst.rate), pair(burst.threshold), `${burst.seconds}/${burst.seconds}`);
  else if (priority !== undefined || guaranteed) fields.push('0/0', '0/0', '0/0');
  if (priority !== undefined || guaranteed) fields.push(String(priority ?? 8));
  if (guaranteed) fields.push(pair(guaranteed));
  return fields.length === 1 && fields[0] === '0/0' ? '' : fields.join(' ');
}

function pair({ download, upload }: Rates): string {
  return `${speed(upload)}/${speed(download)}`;
}

function speed(bitsPerSecond: number): string {
  const whole = Math.max(0, Math.round(bitsPerSecond));
  if (whole === 0) return '0';
  if (whole % 1_000_000 === 0) return `${whole / 1_000_000}M`;
  return whole % 1000 === 0 ? `${whole / 1000}k` : String(whole);
}
