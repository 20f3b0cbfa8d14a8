const LABELS: Readonly<Record<string, string>> = {
  address: 'Address',
  answer: 'Answer',
  attempts: 'Asked',
  board: 'Model',
  certificate: 'Certificate',
  differenceSeconds: 'Difference',
  errorCause: 'Error-Cause',
  found: 'Certificate that it showed',
  from: 'Came from',
  identity: 'Calls itself',
  lastHeard: 'Last login',
  lastLogin: 'Login',
  outcome: 'Was',
  ping: 'Ping',
  roundTripMs: 'Took',
  said: 'It said',
  serversOnRouter: 'RADIUS servers set on it',
  since: 'Since',
  time: 'Its time',
  tried: 'Tried',
  version: 'Software',
};

const VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  answer: { ack: 'acknowledged', nak: 'refused', timeout: 'none', unsendable: 'could not be asked' },
  outcome: { accept: 'accepted', garden: 'given reduced access', reject: 'refused', drop: 'not answered' },
  ping: { answered: 'answered', silent: 'not answered' },
  port: { open: 'open', refused: 'closed', silent: 'no answer' },
};

/** What was seen in a check, as a person reads it. */
export function evidenceInWords(name: string, value: string): { readonly label: string; readonly text: string } {
  const port = /^tcp (\d+)$/.exec(name)?.[1];
  if (port !== undefined) return { label: `TCP port ${port}`, text: VALUES['port']?.[value] ?? value };
  return { label: LABELS[name] ?? name, text: textOf(name, value) };
}

function textOf(name: string, value: string): string {
  switch (name) {
    case 'roundTripMs':
      return `${value} ms`;
    case 'differenceSeconds':
      return `${value} s`;
    case 'attempts':
      return value === '1' ? 'once' : `${value} times`;
    default:
      return VALUES[name]?.[value] ?? value;
  }
}

/** Every name that checks use; a test holds them against what checks write. */
export function isKnownEvidence(name: string): boolean {
  return Object.hasOwn(LABELS, name) || /^tcp \d+$/.test(name);
}
