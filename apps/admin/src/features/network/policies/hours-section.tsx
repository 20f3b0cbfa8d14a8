import { Button, ErrorState, Row, Section, showToast, Stack, TextInput, useTexts, Text } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { ActionEditor } from './action-editor';
import { DefineAccessPolicyDocument } from './policies.graphql';
import type { LoadedPolicy } from './rules.graphql';
import { type HoursDraft, hoursInput, NEW_ACTION, NEW_WINDOW } from './rules-values';
import { rulesTexts } from './rules-texts';
import { WindowEditor } from './window-editor';

interface HoursSectionProps {
  readonly policy: LoadedPolicy;
  readonly drafts: readonly HoursDraft[];
  readonly onChange: (drafts: readonly HoursDraft[]) => void;
  readonly may: boolean;
}

export function HoursSection({ policy, drafts, onChange, may }: HoursSectionProps) {
  const t = useTexts(rulesTexts);
  const command = useMutationCommand(DefineAccessPolicyDocument, {
    onDone: () => showToast({ message: t('saved', { what: t('hours') }) }),
  });
  const put = (place: number, draft: HoursDraft) => onChange(drafts.map((one, at) => (at === place ? draft : one)));
  return (
    <Section
      title={t('hours')}
      description={t('hoursLead')}
      actions={
        may && (
          <Button onClick={() => onChange([...drafts, { name: '', windows: [NEW_WINDOW], action: NEW_ACTION }])}>
            {t('addHours')}
          </Button>
        )
      }
    >
      <Stack gap="lg">
        {drafts.length === 0 && <Text tone="secondary">{t('noHours')}</Text>}
        {drafts.map((draft, place) => (
          <Stack key={place} gap="sm">
            <TextInput label={t('name')} value={draft.name} onChange={(name) => put(place, { ...draft, name })} />
            <WindowEditor windows={draft.windows} onChange={(windows) => put(place, { ...draft, windows })} />
            <ActionEditor
              mayBlock={false}
              action={draft.action}
              onChange={(action) => put(place, { ...draft, action })}
            />
            {may && (
              <Row>
                <Button tone="quiet" onClick={() => onChange(drafts.filter((_, at) => at !== place))}>
                  {t('remove', { what: draft.name === '' ? t('hours') : draft.name })}
                </Button>
              </Row>
            )}
          </Stack>
        ))}
        {command.failure && <ErrorState compact failure={command.failure} />}
        {may && (drafts.length > 0 || policy.hours.length > 0) && (
          <Row>
            <Button
              tone="primary"
              busy={command.running}
              onClick={() => void command.run({ ...plainPolicy(policy), hours: hoursInput(drafts) })}
            >
              {t('save', { what: t('hours') })}
            </Button>
          </Row>
        )}
      </Stack>
    </Section>
  );
}

/** The policy as it stands, for a step that changes only its hours. */
function plainPolicy(policy: LoadedPolicy) {
  const { hours: _hours, fairUse: _fairUse, quota: _quota, ...plain } = policy;
  return plain;
}
