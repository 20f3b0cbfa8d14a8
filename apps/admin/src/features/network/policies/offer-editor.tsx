import { Button, Columns, DecimalInput, Row, SelectInput, Stack, SwitchInput, Text, useTexts } from '@demarc/ui';
import type { QuotaDraft } from './rules-values';
import { rulesTexts } from './rules-texts';

interface OfferEditorProps {
  readonly draft: QuotaDraft;
  readonly set: (change: Partial<QuotaDraft>) => void;
  readonly plans: readonly { readonly id: string; readonly title: string }[];
}

type Offer = QuotaDraft['offers'][number];

/** What can be bought on top: each offer is a one-time plan, which gives its price and its tax. */
export function OfferEditor({ draft, set, plans }: OfferEditorProps) {
  const t = useTexts(rulesTexts);
  const { offers } = draft;
  const free = plans.find(({ id }) => !offers.some(({ planId }) => planId === id));
  const put = (place: number, change: Partial<Offer>) =>
    set({ offers: offers.map((one, at) => (at === place ? { ...one, ...change } : one)) });
  return (
    <Stack gap="sm">
      {plans.length === 0 && <Text tone="secondary">{t('noOffers')}</Text>}
      {offers.map((offer, place) => (
        <Columns key={place} min="sm">
          <SelectInput
            label={t('offerPlan')}
            value={offer.planId}
            onChange={(planId) => put(place, { planId })}
            choices={plans.map(({ id, title }) => ({ value: id, label: title }))}
          />
          <DecimalInput
            label={t('offerAmount')}
            maxDecimals={3}
            value={offer.gigabytes}
            onChange={(gigabytes) => put(place, { gigabytes })}
          />
          <DecimalInput
            label={t('offerPeriods')}
            maxDecimals={0}
            optional
            value={offer.periods}
            onChange={(periods) => put(place, { periods })}
          />
          <Row align="end">
            <Button tone="quiet" onClick={() => set({ offers: offers.filter((_, at) => at !== place) })}>
              {t('remove', { what: t('offer', { place: place + 1 }) })}
            </Button>
          </Row>
        </Columns>
      ))}
      {free && (
        <Row>
          <Button
            size="small"
            onClick={() => set({ offers: [...offers, { planId: free.id, gigabytes: '10', periods: '1' }] })}
          >
            {t('addOffer')}
          </Button>
        </Row>
      )}
      {offers.length > 0 && <SaleFields draft={draft} set={set} plans={plans} />}
    </Stack>
  );
}

function SaleFields({ draft, set, plans }: OfferEditorProps) {
  const t = useTexts(rulesTexts);
  const offered = plans.filter(({ id }) => draft.offers.some(({ planId }) => planId === id));
  return (
    <>
      <Columns min="sm">
        <SelectInput
          label={t('charge')}
          value={draft.charge}
          onChange={(charge) => set({ charge })}
          choices={[
            { value: 'NEXT_INVOICE', label: t('nextInvoice') },
            { value: 'INVOICE', label: t('invoice') },
          ]}
        />
        <SelectInput
          label={t('refund')}
          value={draft.refund}
          onChange={(refund) => set({ refund })}
          choices={[
            { value: 'UNUSED', label: t('refundUnused') },
            { value: 'ALL', label: t('refundAll') },
            { value: 'NONE', label: t('refundNone') },
          ]}
        />
        <SelectInput
          label={t('automatic')}
          value={draft.automatic}
          onChange={(automatic) => set({ automatic })}
          choices={[{ value: '', label: t('never') }, ...offered.map(({ id, title }) => ({ value: id, label: title }))]}
        />
        {draft.automatic !== '' && (
          <DecimalInput
            label={t('automaticMost')}
            maxDecimals={0}
            value={draft.automaticMost}
            onChange={(automaticMost) => set({ automaticMost })}
          />
        )}
      </Columns>
      <SwitchInput
        label={t('grantsFirst')}
        value={draft.grantsFirst}
        onChange={(grantsFirst) => set({ grantsFirst })}
      />
    </>
  );
}
