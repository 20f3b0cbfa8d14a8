import { Stack } from '@demarc/ui';
import { AllowanceSection } from './allowance-section';
import { OnlineSection } from './online-section';
import { PastSection } from './past-section';
import { UsageSection } from './usage-section';
import type { TabProps } from '../record/tab-props';

/** Who is online by this customer's logins, what was used, and the sessions before. */
export function UsageTab({ loaded: { customer } }: TabProps) {
  return (
    <Stack>
      <AllowanceSection customerId={customer.id} />
      <OnlineSection customerId={customer.id} />
      <UsageSection customerId={customer.id} />
      <PastSection customerId={customer.id} />
    </Stack>
  );
}
