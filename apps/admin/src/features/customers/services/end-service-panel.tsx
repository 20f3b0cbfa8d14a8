import { useWatch } from 'react-hook-form';
import { Button, DateField, Form, Notice, SidePanel, showToast, TextField, useFormat, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import type { PanelProps } from '../record/customer-panels';
import type { CustomerService } from '../record/use-customer';
import { EndServiceDocument } from './services.graphql';
import { endServiceTexts } from './services-texts';

type EndInput = VariablesOf<typeof EndServiceDocument>['input'];

/** Ends a service on a day, with what follows said before it is done. */
export function EndServicePanel({ service, onClose }: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(endServiceTexts);
  const format = useFormat();
  const plan = service.planTitle;
  const command = useMutationCommand(EndServiceDocument, {
    onDone: ({ endService: { endsOn } }) => {
      showToast({ message: t('done', { plan, date: endsOn === null ? '' : format.day(endsOn) }) });
      onClose();
    },
  });
  const filled = useCommandForm<{ endsOn: string; reason: string }, unknown, EndInput>(
    command,
    { endsOn: '', reason: '' },
    ({ endsOn, reason }) => ({
      serviceId: service.id,
      ...(endsOn === '' ? {} : { endsOn }),
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    }),
  );
  const endsOn = useWatch({ control: filled.form.control, name: 'endsOn' });
  return (
    <SidePanel
      title={t('title', { plan })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="end-service" tone="danger" busy={filled.running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <Form
        id="end-service"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ endsOn: t('last'), reason: t('reason') }}
      >
        <DateField name="endsOn" label={t('last')} optional description={t('lastHelp')} autoFocus />
        <TextField name="reason" label={t('reason')} optional maxLength={500} />
        <Notice
          family="attention"
          title={endsOn === '' ? t('effectToday') : t('effectFuture', { date: format.day(endsOn) })}
        >
          {service.chargedThrough !== null && t('billed', { date: format.day(service.chargedThrough) })}{' '}
          {service.contractEndsOn !== null && t('contract', { date: format.day(service.contractEndsOn) })}
        </Notice>
      </Form>
    </SidePanel>
  );
}
