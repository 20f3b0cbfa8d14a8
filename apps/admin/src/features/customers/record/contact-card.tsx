import { EntityLink, type Fact, FactList, Section, Stack, UiLink, useTexts } from '@demarc/ui';
import { overviewTexts } from './overview-texts';
import type { Customer } from './use-customer';

export function ContactCard({ customer }: { customer: Customer }) {
  const t = useTexts(overviewTexts);
  const address = [customer.street, [customer.zip, customer.city].filter(Boolean).join(' '), customer.country]
    .filter(Boolean)
    .join(', ');
  const facts: readonly Fact[] = [
    { id: 'phones', label: t('phones'), value: <Reach text={customer.phones} scheme="tel" /> },
    { id: 'email', label: t('email'), value: <Reach text={customer.email} scheme="mailto" /> },
    { id: 'address', label: t('address'), value: address === '' ? null : address },
    { id: 'location', label: t('location'), value: customer.location?.name ?? null },
    { id: 'login', label: t('login'), value: customer.login },
    ...(customer.parent ? [{ id: 'parent', label: t('parent'), value: <Related customer={customer.parent} /> }] : []),
    ...(customer.subAccounts.length > 0
      ? [
          {
            id: 'subAccounts',
            label: t('subAccounts'),
            value: (
              <Stack gap="xs">
                {customer.subAccounts.map((one) => (
                  <Related key={one.id} customer={one} />
                ))}
              </Stack>
            ),
          },
        ]
      : []),
  ];
  return (
    <Section
      title={t('contact')}
      actions={<UiLink href={`/customers/${customer.id}?tab=details`}>{t('details')}</UiLink>}
    >
      <FactList facts={facts} />
    </Section>
  );
}

function Related({ customer }: { customer: { readonly id: string; readonly number: string; readonly name: string } }) {
  return (
    <EntityLink href={`/customers/${customer.id}`} number={`#${customer.number}`}>
      {customer.name}
    </EntityLink>
  );
}

/** Several are separated by commas; each is a link of its own. */
function Reach({ text, scheme }: { text: string | null; scheme: 'tel' | 'mailto' }) {
  const all = (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  if (all.length === 0) return <span className="dm-none">–</span>;
  return (
    <Stack gap="xs">
      {all.map((one) => (
        <a key={one} className="dm-link" href={`${scheme}:${scheme === 'tel' ? one.replaceAll(/[^\d+]/g, '') : one}`}>
          {one}
        </a>
      ))}
    </Stack>
  );
}
