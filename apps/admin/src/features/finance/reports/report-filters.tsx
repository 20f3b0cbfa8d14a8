import { Button, DateInput, LookupInput, Row, SelectInput, useTexts } from '@demarc/ui';
import { useApiQuery, useSession, useUrlSearch } from '@demarc/web-kit';
import { useCustomerChoices } from '../lookup/use-customer-choices';
import { usePartners } from '../use-partners';
import { reportTexts } from './report-texts';
import { optionPrefix } from './report-question';
import { ReportChoicesDocument, type ReportInfo } from './reports.graphql';

interface FiltersProps {
  readonly info: ReportInfo;
  /** As the server understood the question: what is shown when nothing was chosen. */
  readonly from: string;
  readonly through: string;
}

/** Period, partner, location, customer and what this report lets choose; the address keeps it all. */
export function ReportFilters({ info, from, through }: FiltersProps) {
  const t = useTexts(reportTexts);
  const { search, change } = useUrlSearch();
  return (
    <div role="search" aria-label={t('filters')}>
      <Row gap="sm" align="end">
        {info.period === 'range' && (
          <DateInput size="small" label={t('from')} value={from} onChange={(day) => change({ from: day })} />
        )}
        {info.period !== 'none' && (
          <DateInput
            size="small"
            label={t(info.period === 'range' ? 'through' : 'day')}
            value={through}
            onChange={(day) => change({ through: day })}
          />
        )}
        <Owners info={info} />
        {info.options
          .filter(({ kind }) => kind === 'choice')
          .map(({ name, title, usual, choices }) => (
            <SelectInput
              key={name}
              size="small"
              label={title}
              value={search[`${optionPrefix}${name}`] ?? usual ?? ''}
              onChange={(value) => change({ [`${optionPrefix}${name}`]: value })}
              choices={[
                ...(usual === null ? [{ value: '', label: t('all') }] : []),
                ...choices.map(({ value, title: label }) => ({ value, label })),
              ]}
            />
          ))}
        <Records info={info} />
        <Part info={info} />
      </Row>
    </div>
  );
}

/** Whose: partners and locations where there are several, and a customer. */
function Owners({ info }: { info: ReportInfo }) {
  const t = useTexts(reportTexts);
  const { can } = useSession();
  const { search, change } = useUrlSearch();
  const partners = usePartners();
  const customerId = search['customer'] ?? null;
  const lookup = useCustomerChoices(customerId);
  const asksLocations = info.byPartner && can('crm.location.view');
  const locations =
    useApiQuery(ReportChoicesDocument, { plans: false, accounts: false, locations: true }, { enabled: asksLocations })
      .data?.locations ?? [];
  return (
    <>
      {info.byPartner && partners.length > 1 && (
        <SelectInput
          size="small"
          label={t('partner')}
          value={search['partner'] ?? ''}
          onChange={(id) => change({ partner: id })}
          choices={[
            { value: '', label: t('allPartners') },
            ...partners.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {asksLocations && locations.length > 0 && (
        <SelectInput
          size="small"
          label={t('location')}
          value={search['location'] ?? ''}
          onChange={(id) => change({ location: id })}
          choices={[
            { value: '', label: t('allLocations') },
            ...locations.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {info.byCustomer !== 'no' && can('crm.customer.view') && (
        <LookupInput
          size="small"
          label={t('customer')}
          placeholder={t('customerHelp')}
          value={customerId}
          onChange={(id) => change({ customer: id })}
          clearable
          {...lookup}
        />
      )}
    </>
  );
}

/** Options that name an account of the ledger or a plan. */
function Records({ info }: { info: ReportInfo }) {
  const t = useTexts(reportTexts);
  const { can } = useSession();
  const { search, change } = useUrlSearch();
  const asked = info.options.filter(({ kind }) => kind === 'account' || kind === 'plan');
  const plans = asked.some(({ kind }) => kind === 'plan') && can('billing.plan.view');
  const accounts = asked.some(({ kind }) => kind === 'account') && can('billing.ledger.view');
  const { data } = useApiQuery(
    ReportChoicesDocument,
    { plans, accounts, locations: false },
    { enabled: plans || accounts },
  );
  return asked.map(({ name, title, kind, usual }) => (
    <SelectInput
      key={name}
      size="small"
      label={title}
      value={search[`${optionPrefix}${name}`] ?? usual ?? ''}
      onChange={(value) => change({ [`${optionPrefix}${name}`]: value })}
      choices={[
        ...(usual === null ? [{ value: '', label: t('all') }] : []),
        ...(kind === 'account'
          ? (data?.ledgerAccounts ?? []).map((one) => ({
              value: one.code,
              label: one.ownCode === null ? one.name : `${one.ownCode} ${one.name}`,
            }))
          : (data?.plans ?? []).map((one) => ({ value: one.id, label: one.title }))),
      ]}
    />
  ));
}

/** A figure led here: only its rows are shown, until somebody asks for all. */
function Part({ info }: { info: ReportInfo }) {
  const t = useTexts(reportTexts);
  const { search, change } = useUrlSearch();
  const parts = info.options.filter(({ kind, name }) => kind === 'record' && `${optionPrefix}${name}` in search);
  if (parts.length === 0) return null;
  const cleared = Object.fromEntries(parts.map(({ name }) => [`${optionPrefix}${name}`, null]));
  return (
    <Button size="small" title={t('chosen')} onClick={() => change(cleared)}>
      {t('whole')}
    </Button>
  );
}
