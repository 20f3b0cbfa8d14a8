import { useState } from 'react';
import { useController } from 'react-hook-form';
import {
  Button,
  CodeBlock,
  DateField,
  ErrorState,
  Form,
  Notice,
  SidePanel,
  Skeleton,
  Stack,
  Text,
  TextAreaField,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { startOfDay } from '../start-of-day';
import { PartnerScopeFields, scopeInput, type ScopeValues } from '../partner-scope';
import type { PermissionEntry } from '../roles/permission-areas';
import { RightsPicker } from '../roles/rights-picker';
import { CreateApiKeyDocument, KeyRightsDocument } from './api-keys.graphql';
import { apiKeysTexts } from './api-keys-texts';
import { curlFor, sampleQuery } from './sample-query';

type Input = VariablesOf<typeof CreateApiKeyDocument>['input'];

interface Values extends ScopeValues {
  readonly name: string;
  readonly permissions: readonly PermissionEntry['permission'][];
  readonly networks: string;
  readonly expiresOn: string;
}

interface Made {
  readonly name: string;
  readonly secret: string;
  readonly permissions: readonly string[];
}

export function CreateApiKeyPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(apiKeysTexts);
  const [made, setMade] = useState<Made | null>(null);
  return (
    <SidePanel
      size="lg"
      title={made === null ? t('create') : t('secretTitle')}
      {...(made === null ? { description: t('createLead') } : {})}
      onClose={onClose}
    >
      {made === null ? <CreateForm onClose={onClose} onMade={setMade} /> : <Secret made={made} onClose={onClose} />}
    </SidePanel>
  );
}

function CreateForm({ onClose, onMade }: { onClose: () => void; onMade: (made: Made) => void }) {
  const t = useTexts(apiKeysTexts);
  const { timeZone } = useFormat();
  const { data, status, failure: unread, retry } = useApiQuery(KeyRightsDocument, {});
  const command = useMutationCommand(CreateApiKeyDocument, {
    onDone: ({ createApiKey }, input: Input) =>
      onMade({ name: input.name, secret: createApiKey.secret, permissions: input.permissions }),
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Input>(
    command,
    { name: '', permissions: [], scope: 'all', partnerIds: [], networks: '', expiresOn: '' },
    (values) => ({
      name: values.name.trim(),
      permissions: [...values.permissions],
      ...scopeInput(values),
      networks: values.networks.split(/[\s,]+/).filter(Boolean),
      expiresAt: values.expiresOn === '' ? null : startOfDay(values.expiresOn, timeZone),
    }),
  );
  if (status === 'loading') return <Skeleton lines={8} />;
  if (data === undefined) return unread && <ErrorState failure={unread} onRetry={retry} />;
  const labels = {
    name: t('name'),
    permissions: t('rights'),
    networks: t('networks'),
    expiresOn: t('expires'),
    expiresAt: t('expires'),
  };
  return (
    <Form
      form={form}
      onSubmit={onSubmit}
      failure={failure}
      labels={labels}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" tone="primary" busy={running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      <TextField name="name" label={labels.name} description={t('nameHelp')} maxLength={120} autoFocus />
      <PartnerScopeFields />
      <DateField name="expiresOn" label={labels.expiresOn} description={t('expiresHelp')} optional />
      <TextAreaField name="networks" label={labels.networks} description={t('networksHelp')} optional mono rows={2} />
      <KeyRightsField catalogue={data.permissionCatalogue} />
    </Form>
  );
}

function KeyRightsField({ catalogue }: { catalogue: readonly PermissionEntry[] }) {
  const t = useTexts(apiKeysTexts);
  const { field, fieldState } = useController<Values, 'permissions'>({
    name: 'permissions',
    rules: { validate: (value) => value.length > 0 || t('none') },
  });
  return (
    <Stack gap="xs">
      {fieldState.error?.message !== undefined && <Text tone="danger">{fieldState.error.message}</Text>}
      <RightsPicker catalogue={catalogue} permissions={field.value} onChange={field.onChange} fixed={null} />
    </Stack>
  );
}

function Secret({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useTexts(apiKeysTexts);
  return (
    <Stack>
      <Notice family="attention">{t('secretOnce')}</Notice>
      <CodeBlock label={t('secret', { name: made.name })} text={made.secret} wrap />
      <CodeBlock
        label={t('first')}
        text={curlFor(`${location.origin}/graphql`, made.secret, sampleQuery(made.permissions))}
      />
      <Text tone="secondary" size="small">
        {t('firstHelp')}
      </Text>
      <Button tone="primary" onClick={onClose}>
        {t('done')}
      </Button>
    </Stack>
  );
}
