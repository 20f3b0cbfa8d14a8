import { FileDown } from 'lucide-react';
import { ButtonLink, useTexts } from '@demarc/ui';
import { invoiceTexts } from '../invoices/invoice-texts';

export function PdfLink({ href }: { href: string }) {
  const t = useTexts(invoiceTexts);
  return (
    <ButtonLink href={href} download icon={<FileDown size={16} aria-hidden="true" />}>
      {t('pdf')}
    </ButtonLink>
  );
}
