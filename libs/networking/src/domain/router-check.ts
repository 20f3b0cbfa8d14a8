export const ROUTER_CHECKS = ['reach', 'api', 'radius', 'coa', 'clock'] as const;
export type RouterCheckKind = (typeof ROUTER_CHECKS)[number];
export type RouterCheckState = 'unknown' | 'passed' | 'failed' | 'not_needed';

/** What was seen, by name; it is shown beside the sentence, so nothing secret goes in. */
export type CheckEvidence = Readonly<Record<string, string | number | boolean | null>>;

export interface CheckResult {
  readonly kind: RouterCheckKind;
  readonly state: Exclude<RouterCheckState, 'unknown'>;
  readonly code: string;
  readonly evidence: CheckEvidence;
}

interface Words {
  readonly sentence: string;
  /** What to do; empty where nothing is to be done. */
  readonly advice: string;
}

/** A Disconnect-Request for a session that nobody has: what the answer proves. */
export interface CoaAnswer {
  readonly answer: 'ack' | 'nak' | 'timeout' | 'unsendable';
  readonly errorCause: number | undefined;
  /** Answers that were not under this secret, or from elsewhere. */
  readonly ignored: number;
}

const SESSION_CONTEXT_NOT_FOUND = 503;
const ADMINISTRATIVELY_PROHIBITED = 501;

export function coaVerdict(
  { answer, errorCause, ignored }: CoaAnswer,
  way: 'udp' | 'tls' = 'udp',
): Pick<CheckResult, 'state' | 'code'> {
  switch (answer) {
    case 'ack':
      return { state: 'passed', code: 'COA_ACKNOWLEDGED' };
    case 'nak':
      if (errorCause === SESSION_CONTEXT_NOT_FOUND) return { state: 'passed', code: 'COA_NO_SUCH_SESSION' };
      return errorCause === ADMINISTRATIVELY_PROHIBITED
        ? { state: 'failed', code: 'COA_PROHIBITED' }
        : { state: 'passed', code: 'COA_REFUSED' };
    case 'timeout':
      if (ignored > 0) return { state: 'failed', code: 'COA_WRONG_SECRET' };
      return { state: 'failed', code: way === 'tls' ? 'COA_SILENT_TLS' : 'COA_SILENT' };
    case 'unsendable':
      return { state: 'failed', code: way === 'tls' ? 'COA_NOT_CONNECTED' : 'COA_UNSENDABLE' };
  }
}

/** Requests older than 300 s are replays to a router that looks at Event-Timestamp; logs and graphs mislead long before. */
const CLOCK_MAY_DIFFER_SECONDS = 30;

export function clockVerdict(differenceSeconds: number): Pick<CheckResult, 'state' | 'code'> {
  return Math.abs(differenceSeconds) <= CLOCK_MAY_DIFFER_SECONDS
    ? { state: 'passed', code: 'CLOCK_RIGHT' }
    : { state: 'failed', code: 'CLOCK_OFF' };
}

/** What was last heard from a router over RADIUS. */
export interface RadiusHeard {
  readonly hasSecret: boolean;
  readonly lastSeenAt: Date | null;
  readonly unsignedSeenAt: Date | null;
  /** Passwords came out as no text lately: the two secrets differ. */
  readonly secretSuspected: boolean;
  /** What the router itself says about its RADIUS servers; undefined where it cannot be asked. */
  readonly configured: boolean | undefined;
}

const HEARD_WITHIN_MS = 24 * 3_600_000;

export function radiusVerdict(heard: RadiusHeard, now: Date): Pick<CheckResult, 'state' | 'code'> {
  if (!heard.hasSecret) return { state: 'failed', code: 'RADIUS_NO_SECRET' };
  if (heard.secretSuspected) return { state: 'failed', code: 'RADIUS_WRONG_SECRET' };
  if (heard.lastSeenAt === null)
    return { state: 'failed', code: heard.configured === false ? 'RADIUS_NOT_SET_UP' : 'RADIUS_NEVER_HEARD' };
  const ageMs = now.getTime() - heard.lastSeenAt.getTime();
  if (ageMs > HEARD_WITHIN_MS) return { state: 'failed', code: 'RADIUS_QUIET' };
  return {
    state: 'passed',
    code: isUnsigned(heard, now) ? 'RADIUS_HEARD_UNSIGNED' : 'RADIUS_HEARD',
  };
}

function isUnsigned({ unsignedSeenAt }: RadiusHeard, now: Date): boolean {
  return unsignedSeenAt !== null && now.getTime() - unsignedSeenAt.getTime() <= HEARD_WITHIN_MS;
}

const WORDS: Readonly<Record<string, Words>> = {
  '': { sentence: 'Not looked at yet.', advice: '' },
  REACHED_PING: { sentence: 'It answers to ping.', advice: '' },
  REACHED_TCP: { sentence: 'It takes connections, though it does not answer to ping.', advice: '' },
  NOT_REACHED: {
    sentence: 'Neither ping nor a connection was answered.',
    advice:
      'Check the address, the route back from the router to this server, and its firewall (chain input): let ICMP and the API port in from this server.',
  },
  NO_ADDRESS: {
    sentence: 'There is no single address to speak to.',
    advice: 'Set the address of the router: its sources are networks, and a network cannot be asked.',
  },
  REACHED_TLS: { sentence: 'It is connected to this server over TLS.', advice: '' },
  TLS_NOT_CONNECTED: {
    sentence: 'It has no address, and it is not connected over TLS now.',
    advice: 'It connects by itself: look into the log for refused certificates, and whether it reaches this server.',
  },
  NO_ADDRESS_OVER_TLS: {
    sentence: 'It connects over TLS from wherever it stands, so there is no address at which it could be asked.',
    advice: 'For its API, its clock, SNMP and backups set an address at which this server reaches it, as in a tunnel.',
  },
  COA_NO_ADDRESS: {
    sentence: 'Changes of sessions are to go by UDP, and there is no address to send them to.',
    advice: 'Let them go back on its own connection, or set the address of the router.',
  },
  API_LOGGED_IN: { sentence: 'It let us in over a protected line with the accepted certificate.', advice: '' },
  API_LOGGED_IN_PLAIN: {
    sentence: 'It let us in over a line that is not protected.',
    advice: 'Anybody on the way reads the password. Give the router a certificate for api-ssl and accept it here.',
  },
  API_NOT_USED: {
    sentence: 'No API account is set, so we speak RADIUS with it alone.',
    advice: 'Set an account to compare what is on the router, to read its clock and to keep backups.',
  },
  API_CERTIFICATE_SHOWN: {
    sentence: 'It shows a certificate that nobody has accepted yet.',
    advice:
      'Compare the fingerprint with the one on the router (/certificate print detail), then accept it with the account.',
  },
  API_NOT_MIKROTIK: { sentence: 'Only routers of MikroTik have this API.', advice: '' },
  ROUTER_UNREACHABLE: {
    sentence: 'Nothing answers on the port of the API.',
    advice:
      'On the router: /ip service enable api-ssl (8729), with this server in its "address" list, and let it through the firewall.',
  },
  ROUTER_TLS_FAILED: {
    sentence: 'It answers, but offers no safe line.',
    advice: 'Make a certificate on the router and give it to api-ssl: the lines are shown beside this check.',
  },
  ROUTER_CERTIFICATE_CHANGED: {
    sentence: 'It shows another certificate than the accepted one. Nothing was sent to it.',
    advice: 'If the certificate was renewed on purpose, accept the new one. If not, somebody is in between.',
  },
  ROUTER_LOGIN_REFUSED: {
    sentence: 'It refused the name or the password.',
    advice: 'Check the account on the router (/user print) and that its group has the policies api, read and write.',
  },
  ROUTER_TRAP: {
    sentence: 'It let us in, but refused to answer.',
    advice: 'Give the group of the account the policies api, read and write.',
  },
  ROUTER_TIMEOUT: {
    sentence: 'It took the connection and then said nothing.',
    advice: 'Look at its load (/system resource print) and whether another program holds its API sessions.',
  },
  RADIUS_HEARD: { sentence: 'Logins come from it, and they are signed.', advice: '' },
  RADIUS_HEARD_UNSIGNED: {
    sentence: 'Logins come from it, but some are not signed.',
    advice:
      'Update it (RouterOS 7.15 or later) and set require-message-auth: an unsigned login can be forged (CVE-2024-3596).',
  },
  RADIUS_NO_SECRET: { sentence: 'It has no RADIUS secret here.', advice: 'Set one on the form of the router.' },
  RADIUS_WRONG_SECRET: {
    sentence: 'Logins come from it, but the passwords in them are no text: the secrets differ.',
    advice: 'Paste the lines beside this check again, with the secret shown there.',
  },
  RADIUS_NOT_SET_UP: {
    sentence: 'It was never heard, and has no RADIUS server set that is in use.',
    advice: 'Paste the lines beside this check into the terminal of the router.',
  },
  RADIUS_NEVER_HEARD: {
    sentence: 'No login has ever come from it.',
    advice:
      'Paste the lines beside this check, then let any device log in. Still nothing: its packets come from another address than the sources say, or UDP 1812 and 1813 are closed on the way. Over TLS, the log says which certificates were refused.',
  },
  RADIUS_QUIET: {
    sentence: 'No login has come from it for a day.',
    advice: 'Quiet may be right for a small router. Let a device log in and look again.',
  },
  COA_NO_SUCH_SESSION: {
    sentence: 'It answered that it has no such session (503), under our secret: changes arrive.',
    advice: '',
  },
  COA_ACKNOWLEDGED: { sentence: 'It acknowledged the question, under our secret: changes arrive.', advice: '' },
  COA_REFUSED: {
    sentence: 'It refused for another reason than an unknown session, under our secret: changes arrive.',
    advice: 'Look at what it can change once real changes were sent.',
  },
  COA_PROHIBITED: {
    sentence: 'It answers that changes are administratively prohibited (501).',
    advice: 'Allow dynamic authorization for this server on the router.',
  },
  COA_WRONG_SECRET: {
    sentence: 'It answered, but not under our secret.',
    advice: 'Set the same secret on both sides; on RouterOS it is that of the /radius entry for this server.',
  },
  COA_SILENT: {
    sentence: 'No answer.',
    advice:
      'On the router: /radius incoming set accept=yes with this port, and let UDP in from this server. RouterOS says nothing when the secret differs, and knows us only by the address of its /radius entry.',
  },
  COA_SILENT_TLS: {
    sentence: 'It is connected over TLS, but does not answer to changes there.',
    advice: 'Not every make takes changes on its own connection (RFC 8559). Let them go to its port for CoA.',
  },
  COA_NOT_CONNECTED: {
    sentence: 'It is not connected over TLS now, and changes are to go that way.',
    advice: 'Look into the log for refused certificates, or let changes go to its port for CoA.',
  },
  COA_UNSENDABLE: { sentence: 'The request could not be sent.', advice: 'Check the address of the router.' },
  CLOCK_RIGHT: { sentence: 'Its clock is right.', advice: '' },
  CLOCK_OFF: {
    sentence: 'Its clock is wrong.',
    advice:
      'On the router: /system ntp client set enabled=yes with servers it reaches. Logs and certificates depend on the time.',
  },
  CLOCK_NOT_READ: { sentence: 'Its clock is read over the API only.', advice: 'Set an API account.' },
  CLOCK_UNREADABLE: { sentence: 'It told a time that we do not understand.', advice: 'Look at /system clock print.' },
};

const UNKNOWN: Words = { sentence: 'It answered something unexpected.', advice: 'Look at the evidence beside it.' };

export function checkWords(code: string): Words {
  return WORDS[code] ?? UNKNOWN;
}
