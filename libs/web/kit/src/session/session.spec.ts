import { describe, expect, it } from 'vitest';
import { readSession } from './session';

const staff = {
  id: 's1',
  name: 'Robin Example',
  email: 'robin@example.net',
  roles: [{ id: 'r1', name: 'Support' }],
  permissions: ['crm.customer.view', 7],
  partners: ['p1'],
  totpEnrolled: false,
};

describe('reading who is signed in', () => {
  it('takes a person of the staff with their rights', () => {
    const session = readSession({ kind: 'staff', state: 'signed_in', staff });
    expect(session).toMatchObject({
      kind: 'staff',
      state: 'signed_in',
      staff: { permissions: ['crm.customer.view'], partners: ['p1'] },
    });
  });

  it('gives no rights before the second factor, whatever the answer holds', () => {
    expect(readSession({ kind: 'staff', state: 'totp_needed', staff })).toEqual({
      kind: 'staff',
      state: 'totp_needed',
      staff: null,
    });
  });

  it.each([
    null,
    'staff',
    {},
    { kind: 'staff' },
    { kind: 'staff', state: 'odd', staff },
    { kind: 'staff', state: 'signed_in' },
    { kind: 'api_key' },
  ])('%j is nobody', (raw) => {
    expect(readSession(raw)).toEqual({ kind: 'nobody' });
  });

  it('takes a customer', () => {
    expect(readSession({ kind: 'customer', customer: { id: 'c1', name: 'Ana', partnerId: 'p1' } })).toEqual({
      kind: 'customer',
      customer: { id: 'c1', name: 'Ana', partnerId: 'p1' },
    });
  });
});
