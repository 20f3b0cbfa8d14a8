import { useWatch } from 'react-hook-form';
import {
  Button,
  CodeBlock,
  Columns,
  Form,
  NumberField,
  PasswordField,
  Section,
  SelectField,
  showToast,
  Text,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { accountCommands } from './router-commands';
import { type CaredRouter, SetRouterApiDocument } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

interface Values {
  readonly username: string;
  readonly password: string;
  readonly port: string;
  readonly protection: 'pinned' | 'unprotected';
  readonly certificate: string;
}

/** The account for the API. The certificate that the router showed is offered; a person accepts it. */
export function RouterApiForm({ router }: { router: CaredRouter }) {
  const t = useTexts(routerCareTexts);
  const shown = router.checks.find(({ kind }) => kind === 'API')?.evidence.find(({ name }) => name === 'found')?.value;
  const command = useMutationCommand(SetRouterApiDocument, {
    onDone: (_, input) => showToast({ message: input.username ? t('accountSet') : t('accountGone') }),
  });
  const { form, onSubmit, failure, running } = useCommandForm(
    command,
    {
      username: router.api?.username ?? 'demarc',
      password: '',
      port: router.api?.port === null || router.api === null ? '' : String(router.api.port),
      protection: router.api !== null && router.api.certificate === null ? 'unprotected' : 'pinned',
      certificate: shown ?? router.api?.certificate ?? '',
    } satisfies Values,
    (values: Values) => ({
      routerId: router.id,
      username: values.username.trim(),
      ...(values.password === '' ? {} : { password: values.password }),
      port: values.port === '' ? null : Number(values.port),
      certificate: values.protection === 'pinned' ? values.certificate.trim() : null,
      unprotected: values.protection === 'unprotected',
    }),
  );
  return (
    <Section title={t('account')} level={2}>
      <Text tone="secondary">{t('accountLead')}</Text>
      <CodeBlock label={t('accountLines')} text={accountCommands(location.hostname)} />
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ username: t('username'), password: t('password'), port: t('port'), certificate: t('certificate') }}
        footer={
          <>
            {router.api !== null && (
              <Button
                busy={running}
                onClick={() => void command.run({ routerId: router.id, username: null, unprotected: false })}
              >
                {t('removeAccount')}
              </Button>
            )}
            <Button type="submit" tone="primary" busy={running}>
              {t('setAccount')}
            </Button>
          </>
        }
      >
        <AccountFields isNew={router.api === null} />
      </Form>
    </Section>
  );
}

function AccountFields({ isNew }: { isNew: boolean }) {
  const t = useTexts(routerCareTexts);
  const protection: unknown = useWatch({ name: 'protection' });
  return (
    <>
      <Columns>
        <TextField name="username" label={t('username')} mono />
        <PasswordField
          name="password"
          label={t('password')}
          autoComplete="off"
          {...(isNew ? {} : { description: t('passwordKeep'), optional: true })}
        />
        <NumberField name="port" label={t('port')} description={t('portHelp')} optional />
        <SelectField
          name="protection"
          label={t('protection')}
          choices={(['pinned', 'unprotected'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Columns>
      {protection === 'pinned' && (
        <TextField name="certificate" label={t('certificate')} description={t('certificateHelp')} mono />
      )}
    </>
  );
}
