import { Columns, LookupField, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { AccessChoicesDocument } from './network.graphql';
import { accessTexts } from './network-texts';

type Network = NonNullable<ResultOf<typeof AccessChoicesDocument>['addressPools']>[number];

/** Prefixes and further networks: the next free one of a network is taken; nothing is asked where there is no such network. */
export function PrefixFields({ networks, isChange }: { networks: readonly Network[]; isChange: boolean }) {
  const t = useTexts(accessTexts);
  const fields = [
    { name: 'ipv6PoolId', label: t('ipv6Pool'), kind: 'STATIC', family: 6 },
    { name: 'delegationPoolId', label: t('delegationPool'), kind: 'DELEGATION', family: 6 },
    { name: 'routePoolId', label: t('routePool'), kind: 'DELEGATION', family: 4 },
  ].map((field) => ({
    ...field,
    choices: networks.filter(({ kind, family }) => kind === field.kind && family === field.family),
  }));
  const asked = fields.filter(({ choices }) => choices.length > 0);
  if (asked.length === 0) return null;
  return (
    <Columns>
      {asked.map(({ name, label, choices }) => (
        <LookupField
          key={name}
          name={name}
          label={label}
          optional
          placeholder={t(isChange ? 'prefixStays' : 'noPrefix')}
          choices={choices.map(({ id, name: called, prefix, unitLength }) => ({
            value: id,
            label: t('unitFrom', { length: unitLength, prefix, name: called }),
          }))}
        />
      ))}
    </Columns>
  );
}
