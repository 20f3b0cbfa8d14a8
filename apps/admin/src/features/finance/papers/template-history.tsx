import { Button, DateTimeText, Section, SimpleTable, useTexts } from '@demarc/ui';
import type { PaperTemplate } from './template.graphql';
import { templateTexts } from './template-texts';

interface TemplateHistoryProps {
  readonly history: PaperTemplate['history'];
  readonly onTake: (source: string) => void;
}

/** Every version that was ever written here; each can be put into the editor again. */
export function TemplateHistory({ history, onTake }: TemplateHistoryProps) {
  const t = useTexts(templateTexts);
  if (history.length === 0) return null;
  return (
    <Section title={t('history')} flush>
      <SimpleTable
        label={t('history')}
        rows={history}
        rowId={({ id }) => id}
        columns={[
          { id: 'version', header: t('version'), cell: ({ version }) => version },
          { id: 'note', header: t('note'), cell: ({ note, source }) => (source === null ? t('given') : note) },
          { id: 'by', header: t('by'), cell: ({ createdBy }) => createdBy },
          { id: 'when', header: t('when'), cell: ({ createdAt }) => <DateTimeText value={createdAt} /> },
          {
            id: 'take',
            header: '',
            cell: ({ source }) => source !== null && <Button onClick={() => onTake(source)}>{t('take')}</Button>,
          },
        ]}
      />
    </Section>
  );
}
