import { useState } from 'react';
import {
  Button,
  Columns,
  DateText,
  DecimalInput,
  isDecimalText,
  Money,
  Notice,
  Section,
  showToast,
  SimpleTable,
  Text,
  TextInput,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import { AddFutureItemDocument, CancelFutureItemDocument, FutureItemsDocument } from './future-items.graphql';
import { futureItemTexts } from './future-item-texts';

/** What waits for the customer’s next invoice, and the way to add to it. */
export function FutureItemsSection({ customerId }: { customerId: string }) {
  const t = useTexts(futureItemTexts);
  const { can } = useSession();
  const { data } = useApiQuery(FutureItemsDocument, { id: customerId });
  const items = data?.customer.futureItems.nodes ?? [];
  const cancel = useMutationCommand(CancelFutureItemDocument);
  const manages = can('billing.futureItem.manage');
  return (
    <Section title={t('title')}>
      <Text tone="secondary">{t('intro')}</Text>
      {items.length === 0 ? (
        <Text>{t('none')}</Text>
      ) : (
        <SimpleTable
          label={t('title')}
          rows={items}
          rowId={({ id }) => id}
          columns={[
            { id: 'description', header: t('description'), cell: ({ description }) => description },
            { id: 'quantity', header: t('quantity'), align: 'end', cell: ({ quantity }) => withoutZeros(quantity) },
            {
              id: 'price',
              header: t('unitPrice'),
              align: 'end',
              cell: ({ unitPrice, left: { currency } }) => <Money value={{ amount: unitPrice, currency }} />,
            },
            {
              id: 'dueOn',
              header: t('dueOn'),
              cell: ({ dueOn }) => (dueOn === null ? t('next') : <DateText value={dueOn} />),
            },
            { id: 'left', header: t('left'), align: 'end', cell: ({ left }) => <Money value={left} /> },
            {
              id: 'cancel',
              header: '',
              cell: ({ id, description }) =>
                manages && (
                  <Button
                    busy={cancel.running}
                    onClick={() => {
                      void cancel.run({ futureItemId: id, reason: t('cancelReason') }).then((done) => {
                        if (done !== null) showToast({ message: t('cancelled', { description }) });
                      });
                    }}
                  >
                    {t('cancel')}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {manages && <AddItem customerId={customerId} />}
    </Section>
  );
}

function AddItem({ customerId }: { customerId: string }) {
  const t = useTexts(futureItemTexts);
  const [description, setDescription] = useState('');
  const [unitPrice, setUnitPrice] = useState('');
  const [asked, setAsked] = useState(false);
  const command = useMutationCommand(AddFutureItemDocument, {
    onDone: () => {
      showToast({ message: t('added', { description }) });
      setDescription('');
      setUnitPrice('');
      setAsked(false);
    },
  });
  const noPrice = !isDecimalText(unitPrice);
  const noText = description.trim() === '';
  return (
    <>
      <Columns min="sm" gap="sm">
        <TextInput
          label={t('description')}
          value={description}
          onChange={setDescription}
          error={asked && noText ? t('needDescription') : null}
        />
        <DecimalInput
          label={t('unitPrice')}
          description={t('unitPriceHelp')}
          maxDecimals={4}
          value={unitPrice}
          onChange={setUnitPrice}
          error={asked && noPrice ? t('needPrice') : null}
        />
      </Columns>
      {command.failure !== null && (
        <Notice family="bad" live>
          {command.failure.message}
        </Notice>
      )}
      <Button
        busy={command.running}
        onClick={() => {
          setAsked(true);
          if (!noPrice && !noText) void command.run({ customerId, description: description.trim(), unitPrice });
        }}
      >
        {t('add')}
      </Button>
    </>
  );
}
