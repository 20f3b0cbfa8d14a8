import {
  Button,
  CodeText,
  DateTimeText,
  EntityLink,
  ExplainPopover,
  FamilyTag,
  RelativeTime,
  Row,
  SimpleTable,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { type ApiKeysDocument, KeyRightsDocument } from './api-keys.graphql';
import { apiKeysTexts } from './api-keys-texts';

export type ApiKeyRow = ResultOf<typeof ApiKeysDocument>['apiKeys'][number];

export interface ApiKeyTableProps {
  readonly keys: readonly ApiKeyRow[];
  readonly onRevoke?: (key: ApiKeyRow) => void;
}

export function ApiKeyTable({ keys, onRevoke }: ApiKeyTableProps) {
  const t = useTexts(apiKeysTexts);
  const { can } = useSession();
  const names = (key: ApiKeyRow) =>
    key.everyPartner ? t('everyPartner') : t('partnerCount', { count: key.partnerIds.length });
  return (
    <SimpleTable
      label={t('tabKeys')}
      rows={keys}
      rowId={({ id }) => id}
      columns={[
        { id: 'name', header: t('name'), cell: (key) => key.name },
        { id: 'prefix', header: t('prefix'), cell: (key) => <CodeText value={`dmk_${key.prefix}`} /> },
        { id: 'state', header: t('state'), cell: (key) => <KeyState apiKey={key} /> },
        { id: 'rights', header: t('rights'), cell: (key) => <KeyRights apiKey={key} /> },
        { id: 'records', header: t('records'), cell: names },
        {
          id: 'networks',
          header: t('networks'),
          cell: (key) => (key.networks.length === 0 ? t('anywhere') : <CodeText value={key.networks.join(', ')} />),
        },
        {
          id: 'used',
          header: t('lastUsed'),
          cell: (key) => (key.lastUsedAt === null ? t('neverUsed') : <RelativeTime value={key.lastUsedAt} />),
        },
        {
          id: 'expires',
          header: t('expires'),
          cell: (key) => (key.expiresAt === null ? t('neverExpires') : <DateTimeText value={key.expiresAt} />),
        },
        {
          id: 'made',
          header: t('made'),
          cell: (key) => (
            <>
              {t('madeBy', { name: key.createdBy })} <RelativeTime value={key.createdAt} />
            </>
          ),
        },
        {
          id: 'acts',
          header: t('acts'),
          cell: (key) => (
            <Row>
              {can('audit.view') && <EntityLink href={`/setup/audit?f.actor=${key.id}`}>{t('audit')}</EntityLink>}
              {onRevoke && key.revokedAt === null && (
                <Button size="small" aria-label={t('revokeOf', { name: key.name })} onClick={() => onRevoke(key)}>
                  {t('revoke')}
                </Button>
              )}
            </Row>
          ),
        },
      ]}
    />
  );
}

function KeyState({ apiKey }: { apiKey: ApiKeyRow }) {
  const t = useTexts(apiKeysTexts);
  const format = useFormat();
  if (apiKey.revokedAt !== null) return <FamilyTag family="off">{t('revoked')}</FamilyTag>;
  if (apiKey.expiresAt !== null && Date.parse(apiKey.expiresAt) <= format.now())
    return <FamilyTag family="attention">{t('expired')}</FamilyTag>;
  return <FamilyTag family="good">{t('works')}</FamilyTag>;
}

function KeyRights({ apiKey }: { apiKey: ApiKeyRow }) {
  const t = useTexts(apiKeysTexts);
  const { can } = useSession();
  const catalogue =
    useApiQuery(KeyRightsDocument, {}, { enabled: can('identity.role.view') }).data?.permissionCatalogue ?? [];
  const sentences = new Map(catalogue.map(({ permission, sentence }) => [permission, sentence]));
  const count = t('rightCount', { count: apiKey.permissions.length });
  return (
    <span>
      {count}{' '}
      <ExplainPopover title={count} label={`${t('rights')}: ${apiKey.name}`}>
        <ul className="dm-list">
          {apiKey.permissions.map((one) => (
            <li key={one}>{sentences.get(one) ?? one}</li>
          ))}
        </ul>
      </ExplainPopover>
    </span>
  );
}
