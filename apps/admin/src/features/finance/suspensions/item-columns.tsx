import {
  DateText,
  EntityLink,
  FamilyTag,
  type GridColumn,
  Money,
  RelativeTime,
  StatusTag,
  Text,
  type TextOf,
  UiLink,
} from '@demarc/ui';
import { suspensionTexts } from './suspension-texts';
import type { BatchItem } from './suspensions.graphql';

export type ListText = TextOf<typeof suspensionTexts.entries>;

interface Shown {
  readonly contacts: boolean;
  readonly network: boolean;
  /** Before anybody is suspended the way is shown, after it the proof. */
  readonly isDone: boolean;
}

export function itemColumns(t: ListText, { contacts, network, isDone }: Shown): readonly GridColumn<BatchItem>[] {
  /** Looked for first once the list is carried out. */
  const result: GridColumn<BatchItem> = {
    id: 'outcome',
    header: t('outcome'),
    cell: ({ outcome, excludedReason, network: found }) =>
      outcome === null ? (
        '–'
      ) : outcome === 'EXCLUDED' && excludedReason !== null ? (
        reasonText(t, excludedReason)
      ) : (
        <StatusTag kind="suspensionItem" value={outcome} quiet={found !== undefined} />
      ),
    width: 190,
  };
  return [
    {
      id: 'customer',
      header: t('customer'),
      cell: ({ customer }) =>
        customer === null ? (
          '–'
        ) : (
          <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
            {customer.name}
          </EntityLink>
        ),
      width: 210,
      fixed: true,
    },
    ...(isDone ? [result] : []),
    { id: 'toPay', header: t('toPay'), cell: ({ toPay }) => <Money value={toPay} />, width: 100, align: 'end' },
    { id: 'since', header: t('since'), cell: ({ since }) => <DateText value={since} />, width: 115 },
    ...(contacts
      ? [
          {
            id: 'contact',
            header: t('contact'),
            cell: ({ lastContact }: BatchItem) => <Contact t={t} contact={lastContact ?? null} />,
            width: 210,
          },
        ]
      : []),
    ...(network
      ? [
          {
            id: 'network',
            header: isDone ? t('proof') : t('way'),
            cell: ({ network: found }: BatchItem) =>
              isDone ? <Proof t={t} network={found ?? null} /> : <Way t={t} network={found ?? null} />,
            width: 230,
          },
        ]
      : []),
    {
      id: 'change',
      header: t('change'),
      cell: ({ fromStanding, toStanding }) => (
        <span className="admin-change">
          <StatusTag kind="standing" value={fromStanding} quiet /> <span aria-hidden="true">→</span>{' '}
          <StatusTag kind="standing" value={toStanding} quiet />
        </span>
      ),
      width: 200,
    },
    { id: 'owed', header: t('owed'), cell: ({ owed }) => <Money value={owed} />, width: 110, align: 'end' },
    ...(isDone ? [] : [result]),
    {
      id: 'invoice',
      header: t('invoice'),
      cell: ({ invoiceId, chargedOn }) => (
        <UiLink className="dm-link" href={`/invoices/${invoiceId}`}>
          {t('invoiceOf')} <DateText value={chargedOn} />
        </UiLink>
      ),
      width: 130,
    },
  ];
}

type Contact = NonNullable<BatchItem['lastContact']>;
type Network = NonNullable<BatchItem['network']>;

/** A reminder that never arrived is worth a look before access closes. */
function Contact({ t, contact }: { t: ListText; contact: Contact | null }) {
  if (contact === null)
    return (
      <Text as="span" tone="secondary">
        {t('contactNever')}
      </Text>
    );
  const failed = contact.kind === 'MESSAGE' && (contact.state === 'failed' || contact.state === 'unsent');
  return (
    <span title={contact.about}>
      {failed ? (
        <FamilyTag family="attention" quiet>
          {t('contactFailed')}
        </FamilyTag>
      ) : (
        t(contact.kind === 'MESSAGE' ? 'contactMessage' : 'contactNote')
      )}{' '}
      <RelativeTime value={contact.at} />
    </span>
  );
}

function Way({ t, network }: { t: ListText; network: Network | null }) {
  if (network === null)
    return (
      <Text as="span" tone="secondary">
        {t('wayNone')}
      </Text>
    );
  const where = network.routers.join(', ');
  const way = t(`way_${network.way}`);
  return (
    <span>
      {where === '' ? way : `${where}: ${way}`}
      {network.garden ? ` · ${t('garden')}` : ''}
    </span>
  );
}

const proofFamilies = {
  NOT_YET: 'off',
  ON_ITS_WAY: 'waiting',
  HELD: 'attention',
  DONE: 'good',
  FAILED: 'bad',
} as const satisfies Record<Network['proof'], string>;

function Proof({ t, network }: { t: ListText; network: Network | null }) {
  if (network === null)
    return (
      <Text as="span" tone="secondary">
        {t('wayNone')}
      </Text>
    );
  const { proof, answer } = network;
  const said = proof === 'DONE' && answer !== null ? answerText(t, answer) : null;
  return (
    <span>
      <FamilyTag family={proofFamilies[proof]} quiet>
        {t(`proof_${proof}`)}
      </FamilyTag>
      {said === null ? '' : ` ${said}`}
    </span>
  );
}

const words: Readonly<Record<string, string>> = suspensionTexts.entries;

/** Reasons come as words of the server, several with commas; one that is not known is shown as it is. */
export function reasonText(t: ListText, reasons: string): string {
  return reasons
    .split(',')
    .map((one) => one.trim())
    .map((one) => {
      const key = `why_${one}`;
      return isReason(key) ? t(key) : one.replaceAll('_', ' ');
    })
    .join(', ');
}

function answerText(t: ListText, answer: string): string | null {
  const key = `answer_${answer}`;
  return isAnswer(key) ? t(key) : null;
}

type Keys = keyof typeof suspensionTexts.entries;

function isReason(key: string): key is Keys & `why_${string}` {
  return key in words;
}

function isAnswer(key: string): key is Keys & `answer_${string}` {
  return key in words;
}
