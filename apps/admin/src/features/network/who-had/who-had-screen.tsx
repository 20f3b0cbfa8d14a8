import { useState } from 'react';
import {
  Button,
  Columns,
  DateField,
  EmptyState,
  Form,
  NumberField,
  Page,
  Section,
  Stack,
  TextAreaField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { HolderTable } from './holder-table';
import { type Holder, WhoHadDocument } from './who-had.graphql';
import { whoHadTexts } from './who-had-texts';

type Input = VariablesOf<typeof WhoHadDocument>['input'];

interface Values {
  readonly address: string;
  readonly port: string;
  readonly day: string;
  readonly time: string;
  readonly tolerance: string;
  readonly reason: string;
  readonly caseNumber: string;
}

export function WhoHadScreen() {
  const t = useTexts(whoHadTexts);
  return (
    <Guarded title={t('title')} needs={['networking.address.whoHad']}>
      <WhoHad />
    </Guarded>
  );
}

function WhoHad() {
  const t = useTexts(whoHadTexts);
  const [found, setFound] = useState<readonly Holder[] | null>(null);
  const command = useMutationCommand(WhoHadDocument, { onDone: ({ whoHad }) => setFound(whoHad), invalidates: [] });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Input>(
    command,
    { address: '', port: '', day: '', time: '', tolerance: '0', reason: '', caseNumber: '' },
    inputOf,
  );
  return (
    <Page title={t('title')} description={t('lead')}>
      <Stack>
        <Section>
          <Form
            form={form}
            onSubmit={onSubmit}
            failure={failure}
            labels={{
              address: t('address'),
              port: t('port'),
              day: t('day'),
              time: t('time'),
              tolerance: t('tolerance'),
              reason: t('reason'),
            }}
            footer={
              <Button type="submit" tone="primary" busy={running}>
                {t('ask')}
              </Button>
            }
          >
            <Columns>
              <TextField name="address" label={t('address')} description={t('addressHelp')} mono autoComplete="off" />
              <NumberField name="port" label={t('port')} description={t('portHelp')} optional />
              <DateField name="day" label={t('day')} />
              <TextField name="time" label={t('time')} description={t('timeHelp')} mono rules={clock} />
              <NumberField name="tolerance" label={t('tolerance')} description={t('toleranceHelp')} />
              <TextField name="caseNumber" label={t('caseNumber')} optional autoComplete="off" />
            </Columns>
            <TextAreaField name="reason" label={t('reason')} description={t('reasonHelp')} rows={2} />
          </Form>
        </Section>
        {found?.length === 0 && <EmptyState title={t('nobody')} description={t('nobodyText')} />}
        {found && found.length > 0 && (
          <Section title={t('found', { count: found.length })} flush>
            <HolderTable holders={found} />
          </Section>
        )}
      </Stack>
    </Page>
  );
}

const clock = { pattern: { value: /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, message: 'hh:mm:ss' } };

function inputOf({ address, port, day, time, tolerance, reason, caseNumber }: Values): Input {
  return {
    address: address.trim(),
    at: `${day}T${time.length === 5 ? `${time}:00` : time}Z`,
    toleranceMinutes: Number(tolerance),
    reason: reason.trim(),
    ...(port === '' ? {} : { port: Number(port) }),
    ...(caseNumber.trim() === '' ? {} : { caseNumber: caseNumber.trim() }),
  };
}
