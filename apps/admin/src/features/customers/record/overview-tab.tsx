import { Split, Stack } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { ConnectionCard } from '../network/connection-card';
import { RecentEvents } from '../timeline/recent-events';
import { ContactCard } from './contact-card';
import type { TabProps } from './tab-props';
import { NextCard } from './next-card';
import { ServicesCard } from './services-card';
import { StatusCause } from './status-cause';
import { suspensionDue } from './what-is-due';

/** The answer to a phone call: what is wrong and why, what comes, what is connected, how to reach. */
export function OverviewTab({ loaded, onPanel }: TabProps) {
  const { customer } = loaded;
  const { can } = useSession();
  return (
    <Stack>
      <StatusCause loaded={loaded} />
      <Split
        main={
          <>
            {customer.whatHappensNext && (
              <NextCard
                ahead={customer.whatHappensNext}
                services={customer.services}
                due={suspensionDue(customer)}
                onPanel={onPanel}
              />
            )}
            {customer.services && <ServicesCard customer={customer} services={customer.services} onPanel={onPanel} />}
            <RecentEvents customerId={customer.id} />
          </>
        }
        aside={
          <>
            {can('networking.access.view') && <ConnectionCard customerId={customer.id} />}
            <ContactCard customer={customer} />
          </>
        }
      />
    </Stack>
  );
}
