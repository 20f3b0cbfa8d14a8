import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { UiProvider } from '@demarc/ui';
import { OwnService } from './own-service';

const fibre = {
  description: 'Fibre 100',
  status: 'ACTIVE',
  endsOn: null,
  contractEndsOn: null,
  contractOutcome: null,
} as const;

it.each([
  [{}, 'Fibre 100'],
  [
    { contractEndsOn: '2027-10-31', contractOutcome: 'RENEWS' },
    'Fibre 100contract until 31 Oct 2027; then it is renewed',
  ],
  [{ contractEndsOn: '2027-10-31', contractOutcome: 'RENEWS', endsOn: '2026-12-31' }, 'Fibre 100ends on 31 Dec 2026'],
  [{ endsOn: '2026-10-31', status: 'DISABLED' }, 'Fibre 100'],
] as const)('says how long a service is agreed for: %j', (given, text) => {
  render(
    <UiProvider locale="en-GB">
      <OwnService service={{ ...fibre, ...given }} />
    </UiProvider>,
  );
  expect(screen.getByText('Fibre 100').parentElement?.textContent).toBe(text);
});
