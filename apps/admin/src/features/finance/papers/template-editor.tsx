import { useState } from 'react';
import { Button, Columns, Row, Section, showToast, Stack, Text, TextAreaInput, TextInput, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { Faults } from '../corrections/credit-panel';
import { PagePreview } from './page-preview';
import { DropTemplateDocument, type PaperTemplate, SaveTemplateDocument } from './template.graphql';
import { TemplateHistory } from './template-history';
import { templateTexts } from './template-texts';

/** The template, and beside it the page that it gives, drawn anew when the writing stops. */
export function TemplateEditor({ template }: { template: PaperTemplate }) {
  const t = useTexts(templateTexts);
  const { can } = useSession();
  const [source, setSource] = useState(template.source);
  const [note, setNote] = useState('');
  const { kind, language, partnerId, version, own } = template;
  const place = { kind, language, partnerId, basedOn: version };
  const save = useMutationCommand(SaveTemplateDocument, {
    onDone: ({ savePaperTemplate }) => showToast({ message: t('saved', { version: savePaperTemplate.version }) }),
  });
  const drop = useMutationCommand(DropTemplateDocument, { onDone: () => showToast({ message: t('dropped') }) });
  return (
    <>
      <Columns min="lg" gap="md">
        <Stack>
          <Text tone="secondary">{own ? t('own', { version }) : t('above')}</Text>
          <TextAreaInput
            label={t('source')}
            description={t('sourceHelp')}
            value={source}
            onChange={setSource}
            rows={28}
            mono
            maxLength={100_000}
          />
          {can('billing.paperTemplate.manage') && (
            <>
              <TextInput label={t('note')} value={note} onChange={setNote} optional maxLength={300} />
              <Faults messages={[save.failure?.message, drop.failure?.message]} />
              <Row gap="sm">
                <Button
                  tone="primary"
                  busy={save.running}
                  onClick={() =>
                    void save.run({ ...place, source, ...(note.trim() === '' ? {} : { note: note.trim() }) })
                  }
                >
                  {t('save', { version: version + 1 })}
                </Button>
                {own && (
                  <Button busy={drop.running} onClick={() => void drop.run(place)}>
                    {t('drop')}
                  </Button>
                )}
              </Row>
            </>
          )}
        </Stack>
        <Section title={t('preview')} look="plain" level={3}>
          <PagePreview kind={kind} language={language} source={source} partnerId={partnerId} />
        </Section>
      </Columns>
      <TemplateHistory history={template.history} onTake={setSource} />
    </>
  );
}
