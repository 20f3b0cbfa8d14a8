/** Who is signed in, as `GET /auth/session` tells. */
export type Session =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'staff'; readonly state: StaffSignInState; readonly staff: StaffPerson | null }
  | { readonly kind: 'customer'; readonly customer: CustomerPerson };

export type StaffSignInState = 'signed_in' | 'totp_needed' | 'totp_enrolment_needed';

export interface StaffPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly permissions: readonly string[];
  readonly partners: 'all' | readonly string[];
  readonly totpEnrolled: boolean;
}

export interface CustomerPerson {
  readonly id: string;
  readonly name: string;
  readonly partnerId: string;
}

type Raw = Readonly<Record<string, unknown>>;

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Whatever cannot be read is nobody: it closes, never opens. */
export function readSession(raw: unknown): Session {
  if (!isRaw(raw)) return { kind: 'nobody' };
  if (raw['kind'] === 'customer' && isRaw(raw['customer'])) {
    const { id, name, partnerId } = raw['customer'];
    return { kind: 'customer', customer: { id: text(id), name: text(name), partnerId: text(partnerId) } };
  }
  const state = readState(raw['state']);
  if (raw['kind'] !== 'staff' || state === null) return { kind: 'nobody' };
  const staff = isRaw(raw['staff']) ? readStaff(raw['staff']) : null;
  if (state === 'signed_in' && staff === null) return { kind: 'nobody' };
  return { kind: 'staff', state, staff: state === 'signed_in' ? staff : null };
}

export function readState(value: unknown): StaffSignInState | null {
  return value === 'signed_in' || value === 'totp_needed' || value === 'totp_enrolment_needed' ? value : null;
}

function readStaff(raw: Raw): StaffPerson {
  const roles = Array.isArray(raw['roles']) ? raw['roles'].filter(isRaw) : [];
  return {
    id: text(raw['id']),
    name: text(raw['name']),
    email: text(raw['email']),
    roles: roles.map((role) => ({ id: text(role['id']), name: text(role['name']) })),
    permissions: texts(raw['permissions']),
    partners: raw['partners'] === 'all' ? 'all' : texts(raw['partners']),
    totpEnrolled: raw['totpEnrolled'] === true,
  };
}
