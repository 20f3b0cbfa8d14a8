import { Button, Form, Row, Section, showToast, Text, TextAreaField, TextField, useTexts } from '@demarc/ui';
import { apiKey, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { type GardenSettings, GardenSettingsDocument, RouterGardenDocument, SetGardenDocument } from './garden.graphql';
import { gardenTexts } from './garden-texts';

interface Values {
  readonly noticeAddress: string;
  readonly allowedHosts: string;
}

const linesOf = (text: string): string[] => [...new Set(text.split(/[\s,;]+/).filter((line) => line !== ''))];

/** Where notices are reached, and what stays open. */
export function GardenForm({ settings, readOnly }: { settings: GardenSettings; readOnly: boolean }) {
  const t = useTexts(gardenTexts);
  const command = useMutationCommand(SetGardenDocument, {
    invalidates: [apiKey(GardenSettingsDocument), apiKey(RouterGardenDocument)],
    onDone: () => showToast({ message: t('saved') }),
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Parameters<typeof command.run>[0]>(
    command,
    { noticeAddress: settings.noticeAddress ?? '', allowedHosts: settings.allowedHosts.join('\n') },
    ({ noticeAddress, allowedHosts }) => ({
      noticeAddress: noticeAddress.trim() === '' ? null : noticeAddress.trim(),
      allowedHosts: linesOf(allowedHosts.toLowerCase()),
      revision: settings.revision,
    }),
  );
  return (
    <Section title={t('shared')}>
      <Text tone="secondary">
        {settings.noticePort === null
          ? t('noPort')
          : t('ports', { from: settings.noticePort, through: settings.noticePort + 4 })}
      </Text>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ noticeAddress: t('address'), allowedHosts: t('hosts') }}
        footer={
          readOnly ? undefined : (
            <Row>
              <Button type="submit" tone="primary" busy={running}>
                {t('save')}
              </Button>
            </Row>
          )
        }
      >
        <TextField
          name="noticeAddress"
          label={t('address')}
          description={t('addressHelp')}
          mono
          optional
          readOnly={readOnly}
        />
        <TextAreaField
          name="allowedHosts"
          label={t('hosts')}
          description={t('hostsHelp')}
          rows={6}
          readOnly={readOnly}
        />
        {settings.ownHosts.length > 0 && (
          <Text tone="secondary">{t('own', { hosts: settings.ownHosts.join(', ') })}</Text>
        )}
      </Form>
    </Section>
  );
}
