import { Plus } from 'lucide-react';
import { Button, EmptyState, Notice, Section, Stack, useTexts } from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import type { TabProps } from '../record/tab-props';
import { ServiceChanges } from './service-changes';
import { ServiceTable } from './service-table';
import { servicesTexts } from './services-texts';

export function ServicesTab({ loaded: { customer }, onPanel }: TabProps) {
  const t = useTexts(servicesTexts);
  const { can } = useSession();
  const services = customer.services ?? [];
  const ended = services.filter(
    ({ status, stillCharged }) => status === 'ARCHIVED' || (status === 'DISABLED' && !stillCharged),
  );
  const running = services.filter((service) => !ended.includes(service));
  const manages = can('billing.service.manage') && customer.lifecycle !== 'ARCHIVED';
  const add = manages && (
    <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => onPanel('add-service')}>
      {t('add')}
    </Button>
  );
  return (
    <Stack>
      {running
        .filter(({ stillCharged }) => stillCharged)
        .map(({ id, planTitle }) => (
          <Notice
            key={id}
            family="attention"
            action={
              manages && (
                <Button size="small" onClick={() => onPanel(`end-service:${id}`)}>
                  {t('setEnd')}
                </Button>
              )
            }
          >
            {t('stillCharged', { plan: planTitle })}
          </Notice>
        ))}
      <Section title={t('running')} actions={add} flush={running.length > 0}>
        {running.length === 0 ? (
          <EmptyState compact title={t('none')} description={t('noneText')} />
        ) : (
          <ServiceTable label={t('running')} services={running} customer={customer} onPanel={onPanel} />
        )}
      </Section>
      <ServiceChanges customer={customer} onPanel={onPanel} />
      {ended.length > 0 && (
        <Section title={t('ended')} flush>
          <ServiceTable label={t('ended')} services={ended} customer={customer} onPanel={onPanel} />
        </Section>
      )}
    </Stack>
  );
}
