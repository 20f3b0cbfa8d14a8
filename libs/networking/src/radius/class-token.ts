/** What we put into Class at login and get back in every accounting packet of the session. */
export interface ClassToken {
  readonly serviceId: string;
  readonly policyVersion: number;
  /** When the login was answered; tells a session from a later one that uses the same Acct-Session-Id again. */
  readonly loginAtMs: number;
}

const PREFIX = 'dm1';
const PARTS = /^dm1;([^;]{1,64});([0-9a-z]{1,11});([0-9a-z]{1,11})$/;

export function classText({ serviceId, policyVersion, loginAtMs }: ClassToken): string {
  return `${PREFIX};${serviceId};${policyVersion.toString(36)};${loginAtMs.toString(36)}`;
}

/** Undefined for a Class that is not ours: from another server, or from before. */
export function readClass(text: string): ClassToken | undefined {
  const match = PARTS.exec(text);
  if (!match) return undefined;
  const [, serviceId = '', version = '', login = ''] = match;
  return { serviceId, policyVersion: Number.parseInt(version, 36), loginAtMs: Number.parseInt(login, 36) };
}
