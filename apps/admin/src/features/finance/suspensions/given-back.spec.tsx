import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '@demarc/ui';
import { GivenBack } from './given-back';

const service = (status: 'ACTIVE' | 'DISABLED' | 'PAUSED', after = status) => ({ serviceId: 'one', status, after });

function said(item: Parameters<typeof GivenBack>[0]['item']): string | null {
  return render(
    <UiProvider locale="en-GB">
      <GivenBack item={item} />
    </UiProvider>,
  ).container.textContent;
}

const blocked = { status: 'BLOCKED', statusAfter: 'ACTIVE', stays: null } as const;

it('says that services open again where a block alone had closed them', () => {
  expect(said({ ...blocked, services: [service('ACTIVE'), service('ACTIVE'), service('PAUSED')] })).toContain(
    '2 services open again',
  );
});

it('says which state services go back to, and that they stay closed where the customer was blocked before', () => {
  const services = [service('DISABLED', 'ACTIVE'), service('DISABLED', 'ACTIVE')];
  const text = said({ status: 'INACTIVE', statusAfter: 'BLOCKED', stays: null, services });
  expect(text).toMatch(/2 × .*→ Active.*closed as before/);
});

it('says so where nothing is given back', () => {
  expect(said({ ...blocked, services: [] })).toContain('none');
  expect(said({ ...blocked, stays: 'MOVED_ON', services: [service('ACTIVE')] })).toContain('stays as is');
});
