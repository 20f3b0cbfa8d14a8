import { DateText, FamilyTag, Money, Section, SimpleTable, useTexts } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { BillsDocument } from './bills.graphql';
import { billsTexts } from './bills-texts';
import { FileLink } from './file-link';
import { PayOnline, PayOtherwise } from './pay';

type Proforma = ResultOf<typeof BillsDocument>['me']['proformas']['nodes'][number];

const FAMILIES = { UNPAID: 'attention', PAID: 'good', CANCELLED: 'off' } as const;

interface ProformasProps {
  readonly proformas: readonly Proforma[];
  /** Says how else to pay, where nothing on the page says it already. */
  readonly saysHow: boolean;
}

/** Requests for payment: nothing is owed by them, and paying one keeps the money for the bills to come. */
export function Proformas({ proformas, saysHow }: ProformasProps) {
  const t = useTexts(billsTexts);
  const next = proformas.findLast(({ status }) => status === 'UNPAID');
  return (
    <>
      <Section title={t('proformas')} description={t('proformasText')} flush>
        <SimpleTable
          label={t('proformas')}
          rows={proformas}
          rowId={(proforma) => proforma.id}
          columns={[
            { id: 'number', header: t('number'), cell: (proforma) => proforma.number },
            { id: 'date', header: t('date'), cell: (proforma) => <DateText value={proforma.issuedOn} /> },
            { id: 'due', header: t('due'), cell: (proforma) => <DateText value={proforma.dueOn} /> },
            {
              id: 'state',
              header: t('state'),
              cell: (proforma) => <FamilyTag family={FAMILIES[proforma.status]}>{t(proforma.status)}</FamilyTag>,
            },
            { id: 'amount', header: t('amount'), align: 'end', cell: (proforma) => <Money value={proforma.gross} /> },
            {
              id: 'file',
              header: t('file'),
              align: 'end',
              cell: ({ id, number }) => (
                <FileLink href={`/documents/proformas/${id}.pdf`} label={t('fileOf', { number })}>
                  {t('pdf')}
                </FileLink>
              ),
            },
            {
              id: 'pay',
              header: t('payProforma'),
              align: 'end',
              cell: (proforma) =>
                proforma.status === 'UNPAID' ? <PayOnline amount={proforma.gross} proforma={proforma} /> : '–',
            },
          ]}
        />
      </Section>
      {saysHow && next !== undefined && <PayOtherwise amount={next.gross} invoice={next} />}
    </>
  );
}
