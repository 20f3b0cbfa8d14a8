import { Button, Form, SelectField, SidePanel, showToast, Text, TextField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { type AccountDocument, ChangeContactDocument } from './account.graphql';
import { contactTexts } from './contact-texts';

type Me = ResultOf<typeof AccountDocument>['me'];
type ContactInput = VariablesOf<typeof ChangeContactDocument>['input'];

interface Contact {
  readonly email: string;
  readonly billingEmail: string;
  readonly phones: string;
  readonly language: string;
}

/** How the customer is reached: what they may change themselves. */
export function OwnContact({ me, onClose }: { me: Me; onClose: () => void }) {
  const t = useTexts(contactTexts);
  const command = useMutationCommand(ChangeContactDocument, {
    onDone: () => {
      showToast({ message: t('saved') });
      onClose();
    },
  });
  const filled = useCommandForm<Contact, unknown, ContactInput>(
    command,
    {
      email: me.email ?? '',
      billingEmail: me.billingEmail ?? '',
      phones: me.phones ?? '',
      language: me.language ?? '',
    },
    ({ email, billingEmail, phones, language }) => ({
      revision: me.revision,
      email: orNull(email),
      billingEmail: orNull(billingEmail),
      phones: orNull(phones),
      language: orNull(language),
    }),
  );
  return (
    <SidePanel
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="own-contact" tone="primary" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id="own-contact"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ email: t('email'), billingEmail: t('billingEmail'), phones: t('phones') }}
      >
        <Text tone="secondary">{t('lead')}</Text>
        <TextField name="email" label={t('email')} type="email" autoComplete="email" optional autoFocus />
        <TextField
          name="billingEmail"
          label={t('billingEmail')}
          description={t('billingEmailHelp')}
          autoComplete="email"
          optional
        />
        <SelectField
          name="language"
          label={t('language')}
          description={t('languageHelp')}
          optional
          choices={[
            { value: '', label: t('languageUsual') },
            ...languages(me.language).map((code) => ({ value: code, label: nameOf(code) })),
          ]}
        />
        <TextField name="phones" label={t('phones')} description={t('phonesHelp')} autoComplete="tel" optional />
      </Form>
    </SidePanel>
  );
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

const WRITTEN = ['en', 'es', 'de', 'ru'];

/** What bills are written in without anybody writing a template, and what is chosen already. */
function languages(chosen: string | null): string[] {
  return chosen === null || WRITTEN.includes(chosen) ? WRITTEN : [...WRITTEN, chosen];
}

/** As the language calls itself. */
function nameOf(code: string): string {
  return new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code;
}
