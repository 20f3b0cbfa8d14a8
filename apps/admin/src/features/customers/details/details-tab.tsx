import { Button, Columns, DateTimeText, EmptyState, type Fact, FactList, Section, useTexts } from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { customFieldFacts } from '../custom-field-inputs';
import type { TabProps } from '../record/tab-props';
import type { Customer } from '../record/use-customer';
import { OwnFieldsDocument } from './details.graphql';
import { detailsTexts } from './details-texts';
import { type TextName, useInlineEdit } from './use-inline-edit';

/** Read first: a press or E turns one field into an input, and a colleague's change in between is told. */
export function DetailsTab({ loaded: { customer }, onPanel }: TabProps) {
  const t = useTexts(detailsTexts);
  const edit = useInlineEdit(customer);
  const text = (id: TextName): Fact => ({
    id,
    label: t(id),
    value: customer[id] === '' ? null : customer[id],
    ...edit(id),
  });
  const company = customer.category === 'COMPANY';
  return (
    <Columns min="lg">
      <Section title={t('identity')}>
        <FactList
          facts={[
            text('name'),
            text('login'),
            ...(company ? [text('contactPerson'), text('companyNumber')] : [text('bornOn'), text('identityDocument')]),
            text('vatId'),
          ]}
        />
      </Section>
      <Section title={t('contact')}>
        <FactList facts={[text('email'), text('phones'), text('billingEmail'), text('language')]} />
      </Section>
      <Section title={t('place')}>
        <FactList
          facts={[
            text('street'),
            text('zip'),
            text('city'),
            text('country'),
            text('gps'),
            { id: 'location', label: t('location'), value: customer.location?.name ?? null },
          ]}
        />
      </Section>
      <OwnFields customer={customer} onPanel={onPanel} />
      <Section title={t('records')}>
        <FactList
          facts={[
            { id: 'number', label: t('number'), value: `#${customer.number}` },
            { id: 'partner', label: t('partner'), value: customer.partner.name },
            { id: 'added', label: t('added'), value: <DateTimeText value={customer.createdAt} /> },
            { id: 'addedBy', label: t('addedBy'), value: customer.addedByName },
          ]}
        />
      </Section>
    </Columns>
  );
}

function OwnFields({ customer, onPanel }: { customer: Customer; onPanel: (panel: string) => void }) {
  const t = useTexts(detailsTexts);
  const { can } = useSession();
  const { data } = useApiQuery(OwnFieldsDocument, { locations: can('crm.location.view') });
  const fields = (data?.customFields ?? []).filter(
    ({ category }) => category === null || category === customer.category,
  );
  const editable =
    can('crm.customer.change') &&
    customer.lifecycle !== 'ARCHIVED' &&
    (fields.length > 0 || (data?.locations ?? []).length > 0);
  return (
    <Section
      title={t('own')}
      actions={
        editable && (
          <Button size="small" onClick={() => onPanel('own-fields')}>
            {t('placeEdit')}
          </Button>
        )
      }
    >
      {fields.length === 0 ? (
        <EmptyState compact title={t('noOwn')} />
      ) : (
        <FactList facts={customFieldFacts(fields, customer.customFields, { yes: t('yes'), no: t('no') })} />
      )}
    </Section>
  );
}
