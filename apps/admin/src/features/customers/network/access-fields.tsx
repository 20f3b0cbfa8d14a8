import { type Control, type FieldValues, useFormContext, useWatch } from 'react-hook-form';
import { Button, Columns, LookupField, MacListField, Row, SelectField, Stack, TextField, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { generatePassword } from '../generate-password';
import { accessMethods, addressSources } from './access-values';
import { AccessChoicesDocument } from './network.graphql';
import { LineFields } from './line-fields';
import { accessTexts } from './network-texts';
import { PrefixFields } from './prefix-fields';

/** Only what the way in needs: a login and password where it signs in, devices where it is known by them. */
export function AccessFields({ isChange = false }: { readonly isChange?: boolean }) {
  const t = useTexts(accessTexts);
  const { can } = useSession();
  const { control, setValue } = useFormContext();
  const method = useText(control, 'method');
  const source = useText(control, 'ipv4Assignment');
  const { data } = useApiQuery(AccessChoicesDocument, {
    routers: can('networking.router.view'),
    pools: can('networking.pool.view'),
  });
  const signsIn = method === 'PPPOE' || method === 'HOTSPOT';
  const wantedPools = source === 'PERMANENT' ? 'STATIC' : 'POOL';
  const networks = data?.addressPools ?? [];
  const pools = networks.filter(({ kind, family }) => kind === wantedPools && family === 4);
  const routers = (data?.routers ?? []).filter(({ active }) => active);
  return (
    <Stack>
      <Columns>
        <SelectField
          name="method"
          label={t('method')}
          choices={accessMethods.map((value) => ({ value, label: t(value) }))}
        />
        {signsIn && (
          <TextField
            name="netLogin"
            label={t('login')}
            optional
            mono
            autoComplete="off"
            description={t(isChange ? 'loginStays' : 'loginHelp')}
          />
        )}
        {signsIn && (
          <Stack gap="xs">
            <TextField
              mono
              name="netPassword"
              label={t('password')}
              optional
              autoComplete="off"
              description={t(isChange ? 'passwordStays' : 'passwordHelp')}
            />
            <Row>
              <Button size="small" onClick={() => setValue('netPassword', generatePassword(3), { shouldDirty: true })}>
                {t('propose')}
              </Button>
            </Row>
          </Stack>
        )}
        <SelectField
          name="ipv4Assignment"
          label={t('ipv4')}
          choices={addressSources.map((value) => ({ value, label: t(value) }))}
        />
        {source !== 'NONE' && pools.length > 0 && (
          <LookupField
            name="poolId"
            label={t('pool')}
            optional
            choices={pools.map(({ id, name, prefix, assigned, size }) => ({
              value: id,
              label: t('poolFree', { name, prefix, assigned, size }),
            }))}
          />
        )}
        {source === 'PERMANENT' && (
          <TextField name="ipv4" label={t('address')} optional mono autoComplete="off" description={t('addressHelp')} />
        )}
        {routers.length > 0 && (
          <LookupField
            name="routerId"
            label={t('router')}
            optional
            placeholder={t('anyRouter')}
            choices={routers.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Columns>
      <LineFields />
      <PrefixFields networks={networks} isChange={isChange} />
      <MacListField name="macs" label={t('macs')} optional description={t('macsHelp')} />
    </Stack>
  );
}

function useText(control: Control<FieldValues>, name: string): string {
  const value: unknown = useWatch({ control, name });
  return typeof value === 'string' ? value : '';
}
