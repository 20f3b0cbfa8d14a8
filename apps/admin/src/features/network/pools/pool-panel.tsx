import { Button, Form, SelectField, showToast, SidePanel, TextAreaField, TextField, useTexts } from '@demarc/ui';
import { useApi, useApiQuery, useCommand, useCommandForm, useSession } from '@demarc/web-kit';
import { usePlaces } from '../use-places';
import type { Pool } from './pools.graphql';
import { AddAddressPoolDocument, ChangeAddressPoolDocument, PoolRoutersDocument } from './pools.graphql';
import { poolsTexts } from './pools-texts';

const kinds = ['STATIC', 'POOL', 'DELEGATION', 'CGNAT', 'MANAGEMENT', 'ROOT'] as const;

interface Values {
  readonly name: string;
  readonly prefix: string;
  readonly kind: (typeof kinds)[number];
  readonly unitLength: string;
  readonly gateway: string;
  readonly routerPoolName: string;
  readonly routerId: string;
  readonly vlan: string;
  readonly partnerId: string;
  readonly locationId: string;
  readonly comment: string;
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
const numberOrNull = (text: string) => (text.trim() === '' ? null : Number(text));

export function PoolPanel({ pool, onClose }: { pool: Pool | null; onClose: () => void }) {
  const t = useTexts(poolsTexts);
  const command = useSavePool(pool, onClose);
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    valuesOf(pool),
    (values) => values,
  );
  return (
    <SidePanel title={pool === null ? t('create') : pool.name} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{
          name: t('name'),
          prefix: t('prefix'),
          routerPoolName: t('routerPool'),
          vlan: t('vlan'),
          unitLength: t('unit'),
          gateway: t('gateway'),
        }}
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
        <TextField
          name="prefix"
          label={t('prefix')}
          description={t(pool === null ? 'prefixHelp' : 'prefixChange')}
          mono
        />
        <SelectField
          name="kind"
          label={t('kind')}
          description={t('kindHelp')}
          disabled={pool !== null}
          choices={kinds.map((value) => ({ value, label: t(value) }))}
        />
        <TextField name="unitLength" label={t('unit')} description={t('unitHelp')} optional mono rules={digits} />
        {pool === null && (
          <TextField name="gateway" label={t('gateway')} description={t('gatewayHelp')} optional mono />
        )}
        {form.watch('kind') === 'POOL' && (
          <TextField name="routerPoolName" label={t('routerPool')} description={t('routerPoolHelp')} optional mono />
        )}
        <TextField name="vlan" label={t('vlan')} optional mono rules={digits} />
        <PlaceFields isNew={pool === null} />
        <TextAreaField name="comment" label={t('comment')} optional rows={2} />
      </Form>
    </SidePanel>
  );
}

const digits = { pattern: { value: /^\d{0,4}$/, message: '0–9' } };

function PlaceFields({ isNew }: { isNew: boolean }) {
  const t = useTexts(poolsTexts);
  const { can } = useSession();
  const { partners, locations } = usePlaces();
  const { data } = useApiQuery(PoolRoutersDocument, {}, { enabled: can('networking.router.view') });
  const routers = (data?.routers ?? []).filter(({ active }) => active);
  return (
    <>
      {routers.length > 0 && (
        <SelectField
          name="routerId"
          label={t('router')}
          optional
          choices={[
            { value: '', label: t('noRouter') },
            ...routers.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {isNew && partners.length > 0 && (
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
    </>
  );
}

function useSavePool(pool: Pool | null, onClose: () => void) {
  const t = useTexts(poolsTexts);
  const api = useApi();
  return useCommand({
    run: async (values: Values, options): Promise<unknown> => {
      const unitLength = numberOrNull(values.unitLength);
      const shared = {
        name: values.name.trim(),
        routerPoolName: orNull(values.routerPoolName),
        locationId: orNull(values.locationId),
        routerId: orNull(values.routerId),
        vlan: numberOrNull(values.vlan),
        comment: values.comment.trim(),
        prefix: values.prefix.trim(),
        ...(unitLength === null ? {} : { unitLength }),
      };
      if (pool !== null)
        return api.graphql(ChangeAddressPoolDocument, { input: { ...shared, poolId: pool.id } }, options);
      const input = {
        ...shared,
        kind: values.kind,
        partnerId: orNull(values.partnerId),
        gateway: orNull(values.gateway),
      };
      return api.graphql(AddAddressPoolDocument, { input }, options);
    },
    onDone: (_, { name }) => {
      showToast({ message: pool === null ? t('added', { name }) : t('saved', { name }) });
      onClose();
    },
  });
}

function valuesOf(pool: Pool | null): Values {
  return {
    name: pool?.name ?? '',
    prefix: pool?.prefix ?? '',
    kind: pool?.kind ?? 'STATIC',
    unitLength: pool === null ? '' : String(pool.unitLength),
    gateway: '',
    routerPoolName: pool?.routerPoolName ?? '',
    routerId: pool?.routerId ?? '',
    vlan: pool?.vlan?.toString() ?? '',
    partnerId: pool?.partnerId ?? '',
    locationId: pool?.locationId ?? '',
    comment: pool?.comment ?? '',
  };
}
