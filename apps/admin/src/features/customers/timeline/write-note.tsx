import { Button, Form, Section, showToast, TextAreaField, useTexts } from '@demarc/ui';
import { apiKey, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { WriteNoteDocument } from '../record/verbs.graphql';
import { TimelineDocument } from './timeline.graphql';
import { timelineTexts } from './timeline-texts';

interface NoteInput {
  readonly customerId: string;
  readonly text: string;
}

export function WriteNote({ customerId }: { customerId: string }) {
  const t = useTexts(timelineTexts);
  const command = useMutationCommand(WriteNoteDocument, {
    invalidates: [apiKey(TimelineDocument)],
    onDone: () => {
      showToast({ message: t('written') });
      filled.form.reset();
    },
  });
  const filled = useCommandForm<{ text: string }, unknown, NoteInput>(command, { text: '' }, ({ text }) => ({
    customerId,
    text: text.trim(),
  }));
  return (
    <Section title={t('note')} description={t('noteHelp')}>
      <Form
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ text: t('note') }}
        footer={
          <Button type="submit" busy={filled.running}>
            {t('write')}
          </Button>
        }
      >
        <TextAreaField name="text" label={t('note')} hideLabel rows={4} maxLength={10_000} />
      </Form>
    </Section>
  );
}
