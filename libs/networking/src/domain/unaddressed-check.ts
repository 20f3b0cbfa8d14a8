import type { CheckResult, RouterCheckKind } from './router-check.js';

/** A router that connects from wherever it stands: nothing is known to send a question to. */
export interface Unaddressed {
  readonly isMikrotik: boolean;
  readonly isKnownOverTls: boolean;
  readonly isConnected: boolean;
  readonly hasApiAccount: boolean;
}

/** What needs an address is missing only where somebody has set it up; that it is there, it shows by being connected. */
export function unaddressedVerdict(
  kind: Exclude<RouterCheckKind, 'radius'>,
  { isMikrotik, isKnownOverTls, isConnected, hasApiAccount }: Unaddressed,
): Pick<CheckResult, 'state' | 'code'> {
  if (!isKnownOverTls) return { state: 'failed', code: 'NO_ADDRESS' };
  switch (kind) {
    case 'reach':
      return isConnected ? { state: 'passed', code: 'REACHED_TLS' } : { state: 'failed', code: 'TLS_NOT_CONNECTED' };
    case 'coa':
      return { state: 'failed', code: 'COA_NO_ADDRESS' };
    case 'api':
    case 'clock':
      if (!isMikrotik) return { state: 'not_needed', code: kind === 'api' ? 'API_NOT_MIKROTIK' : 'CLOCK_NOT_READ' };
      return hasApiAccount
        ? { state: 'failed', code: 'NO_ADDRESS' }
        : { state: 'not_needed', code: 'NO_ADDRESS_OVER_TLS' };
  }
}
