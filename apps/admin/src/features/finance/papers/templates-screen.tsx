import { Columns, ErrorState, Page, SelectInput, Skeleton, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePartners } from '../use-partners';
import { PaperLogo } from './paper-logo';
import { NumberTrial } from './number-trial';
import { TemplateEditor } from './template-editor';
import { PaperTemplateDocument } from './template.graphql';
import { templateTexts } from './template-texts';

const kinds = ['INVOICE', 'PROFORMA', 'CREDIT_NOTE', 'RECEIPT', 'DEPOSIT', 'STATEMENT', 'RESELLER_SETTLEMENT'] as const;
const languages = ['en', 'es', 'ru', 'de'] as const;

/** Templates of printed documents by kind, language and partner, with the page that they give beside them. */
export function TemplatesScreen() {
  const t = useTexts(templateTexts);
  return (
    <Guarded title={t('title')} needs={['billing.paperTemplate.view']}>
      <Templates />
    </Guarded>
  );
}

function Templates() {
  const t = useTexts(templateTexts);
  const partners = usePartners();
  const [kindAsked, setKind] = useUrlParam('kind');
  const [languageAsked, setLanguage] = useUrlParam('language');
  const [partnerAsked, setPartner] = useUrlParam('partner');
  const kind = kinds.find((one) => one === kindAsked) ?? 'INVOICE';
  const language = languages.find((one) => one === languageAsked) ?? 'en';
  const partnerId = partners.find(({ id }) => id === partnerAsked)?.id ?? null;
  const { data, failure, retry } = useApiQuery(PaperTemplateDocument, { kind, language, partnerId });
  return (
    <Page title={t('title')}>
      <Text tone="secondary">{t('intro')}</Text>
      <Columns min="sm" gap="sm">
        <SelectInput
          label={t('kind')}
          value={kind}
          onChange={setKind}
          choices={kinds.map((value) => ({ value, label: t(value) }))}
        />
        <SelectInput
          label={t('language')}
          value={language}
          onChange={setLanguage}
          choices={languages.map((value) => ({ value, label: t(value) }))}
        />
        {partners.length > 0 && (
          <SelectInput
            label={t('partner')}
            value={partnerId ?? ''}
            onChange={(id) => setPartner(id === '' ? null : id)}
            emptyLabel={t('everybody')}
            optional
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Columns>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={12} label={t('loading')} />}
      {data !== undefined && (
        <TemplateEditor
          key={`${kind}:${language}:${partnerId ?? ''}:${data.paperTemplate.version}`}
          template={data.paperTemplate}
        />
      )}
      {partnerId !== null && data !== undefined && (
        <PaperLogo key={partnerId} partnerId={partnerId} url={data.paperTemplate.logoUrl} />
      )}
      <NumberTrial partnerId={partnerId} />
    </Page>
  );
}
