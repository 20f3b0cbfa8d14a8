import { Button, Form, SelectField, showToast, SidePanel, TextAreaField, TextField, useTexts } from '@demarc/ui';
import { useApi, useCommand, useCommandForm } from '@demarc/web-kit';
import { usePlaces } from '../use-places';
import type { Pool } from './pools.graphql';
import { AddAddressPoolDocument, ChangeAddressPoolDocument } from './pools.graphql';
import { poolsTexts } from './pools-texts';

const kinds = ['STATIC', 'POOL', 'MANAGEMENT', 'ROOT'] as const;

interface Values {
  readonly name: string;
  readonly prefix: string;
  readonly kind: (typeof kinds)[number];
  readonly routerPoolName: string;
  readonly partnerId: string;
  readonly locationId: string;
  readonly comment: string;
}

export function PoolPanel({ pool, onClose }: { pool: Pool | null; onClose: () => void }) {
  const t = useTexts(poolsTexts);
  const api = useApi();
  const { partners, locations } = usePlaces();
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const command = useCommand({
    run: async (values: Values, options): Promise<unknown> => {
      const shared = {
        name: values.name.trim(),
        routerPoolName: orNull(values.routerPoolName),
        locationId: orNull(values.locationId),
        comment: values.comment.trim(),
      };
      if (pool !== null)
        return api.graphql(ChangeAddressPoolDocument, { input: { ...shared, poolId: pool.id } }, options);
      const input = { ...shared, prefix: values.prefix.trim(), kind: values.kind, partnerId: orNull(values.partnerId) };
      return api.graphql(AddAddressPoolDocument, { input }, options);
    },
    onDone: (_, { name }) => {
      showToast({ message: pool === null ? t('added', { name }) : t('saved', { name }) });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    {
      name: pool?.name ?? '',
      prefix: pool?.prefix ?? '',
      kind: pool?.kind ?? 'STATIC',
      routerPoolName: pool?.routerPoolName ?? '',
      partnerId: pool?.partnerId ?? '',
      locationId: pool?.locationId ?? '',
      comment: pool?.comment ?? '',
    },
    (values) => values,
  );
  return (
    <SidePanel title={pool === null ? t('create') : pool.name} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ name: t('name'), prefix: t('prefix'), routerPoolName: t('routerPool') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {pool === null ? t('add') : t('save')}
            </Button>
          </>
        }
      >
        <TextField name="name" label={t('name')} autoFocus />
        <TextField name="prefix" label={t('prefix')} description={t('prefixHelp')} mono readOnly={pool !== null} />
        <SelectField
          name="kind"
          label={t('kind')}
          description={t('kindHelp')}
          disabled={pool !== null}
          choices={kinds.map((value) => ({ value, label: t(value) }))}
        />
        <TextField name="routerPoolName" label={t('routerPool')} description={t('routerPoolHelp')} optional mono />
        {pool === null && partners.length > 0 && (
          <SelectField
            name="partnerId"
            label={t('partner')}
            optional
            choices={[{ value: '', label: t('everyPartner') }, ...partners]}
          />
        )}
        {locations.length > 0 && (
          <SelectField
            name="locationId"
            label={t('location')}
            optional
            choices={[{ value: '', label: t('noLocation') }, ...locations]}
          />
        )}
        <TextAreaField name="comment" label={t('comment')} optional rows={2} />
      </Form>
    </SidePanel>
  );
}
