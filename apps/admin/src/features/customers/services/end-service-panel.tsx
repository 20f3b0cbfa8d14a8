import { useState } from 'react';
import { useWatch } from 'react-hook-form';
import { Button, DateField, Form, Notice, SidePanel, showToast, TextField, useFormat, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { EndServiceDocument } from './services.graphql';
import { endServiceTexts } from './services-texts';

type EndInput = VariablesOf<typeof EndServiceDocument>['input'];

/** Ends a service on a day, with what follows said before it is done; an end that has not come can be taken back. */
export function EndServicePanel({ service, onClose }: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(endServiceTexts);
  const format = useFormat();
  const [today] = useState(() => todayIn(format.timeZone, format.now()));
  const plan = service.planTitle;
  const command = useMutationCommand(EndServiceDocument, {
    onDone: ({ endService: { endsOn } }) => {
      showToast({
        message: endsOn === null ? t('takenBack', { plan }) : t('done', { plan, date: format.day(endsOn) }),
      });
      onClose();
    },
  });
  const filled = useCommandForm<{ endsOn: string; reason: string }, unknown, EndInput>(
    command,
    { endsOn: service.endsOn ?? today, reason: '' },
    ({ endsOn, reason }) => ({
      serviceId: service.id,
      endsOn,
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
        {service.endsOn !== null && service.status !== 'DISABLED' && (
          <Notice
            family="info"
            action={
              <Button
                size="small"
                busy={filled.running}
                onClick={() => void command.run({ serviceId: service.id, endsOn: null })}
              >
                {t('takeBack')}
              </Button>
            }
          >
            {t('takeBackText', { date: format.day(service.endsOn) })}
          </Notice>
        )}
        <DateField name="endsOn" label={t('last')} description={t('lastHelp')} autoFocus />
        <TextField name="reason" label={t('reason')} optional maxLength={300} />
        <Notice
          family="attention"
          title={endsOn === today || endsOn === '' ? t('effectToday') : t('effectFuture', { date: format.day(endsOn) })}
        >
          {service.chargedThrough !== null && t('billed', { date: format.day(service.chargedThrough) })}{' '}
          {service.contractEndsOn !== null && t('contract', { date: format.day(service.contractEndsOn) })}
        </Notice>
      </Form>
    </SidePanel>
  );
}
