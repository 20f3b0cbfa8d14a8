import { useState } from 'react';
import {
  Button,
  Columns,
  Notice,
  Row,
  Section,
  showToast,
  Stack,
  Text,
  TextAreaInput,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { Faults } from '../../finance/corrections/credit-panel';
import { ReplyPreview } from './reply-preview';
import {
  DefineReplyTemplateDocument,
  type EventName,
  type NasTypeName,
  type OwnTemplate,
  type ReplyTemplates,
  RestoreUsualReplyDocument,
} from './templates.graphql';
import { templatesTexts } from './templates-texts';

export interface TemplatePlace {
  readonly nasType: NasTypeName;
  readonly event: EventName;
  readonly partnerId: string | null;
}

/** A template, and beside it what it would say of a service; both while it is being written. */
export function TemplateEditor({ templates, place }: { templates: ReplyTemplates; place: TemplatePlace }) {
  const t = useTexts(templatesTexts);
  const { can } = useSession();
  const own = ownOf(templates, place);
  const first = sourceOf(templates, place);
  const [source, setSource] = useState(first);
  const [faults, setFaults] = useState(0);
  const may = can('networking.template.manage');
  const keep = useMutationCommand(DefineReplyTemplateDocument, {
    onDone: () => showToast({ message: t('saved') }),
  });
  return (
    <Columns min="lg" gap="md">
      <Stack>
        <Origin own={own} hasPartner={place.partnerId !== null} />
        <TextAreaInput
          label={t('source')}
          description={t('sourceHelp')}
          value={source}
          onChange={setSource}
          rows={16}
          mono
          maxLength={20_000}
          readOnly={!may}
        />
        {may && (
          <>
            <Faults messages={[keep.failure?.message]} />
            <Row gap="sm">
              <Button
                tone="primary"
                busy={keep.running}
                refusal={source === first ? t('unchanged') : faults > 0 ? t('faulty') : null}
                onClick={() => void keep.run({ ...place, source, revision: own?.revision ?? 0 })}
              >
                {t('save')}
              </Button>
              <Button refusal={source === first ? t('unchanged') : null} onClick={() => setSource(first)}>
                {t('undo')}
              </Button>
              {own && <RestoreButton place={place} own={own} />}
            </Row>
          </>
        )}
      </Stack>
      <Section title={t('preview')} look="plain" level={3}>
        <ReplyPreview {...place} source={source} onFaults={setFaults} />
      </Section>
    </Columns>
  );
}

function Origin({ own, hasPartner }: { own: OwnTemplate | undefined; hasPartner: boolean }) {
  const t = useTexts(templatesTexts);
  const format = useFormat();
  if (!own) return <Text tone="secondary">{hasPartner ? t('isOfEverybody') : t('isUsual')}</Text>;
  return (
    <>
      <Text tone="secondary">{t('isOwn', { when: format.relative(own.changedAt), who: own.changedBy })}</Text>
      {own.fault !== null && (
        <Notice family="bad">
          {t('failed', {
            when: format.relative(own.faultAt ?? own.changedAt),
            line: own.faultLine ?? 1,
            message: own.fault,
          })}
        </Notice>
      )}
    </>
  );
}

/** Taken back by writing the same again, so that nobody is asked first. */
function RestoreButton({ place, own }: { place: TemplatePlace; own: OwnTemplate }) {
  const t = useTexts(templatesTexts);
  const again = useMutationCommand(DefineReplyTemplateDocument);
  const restore = useMutationCommand(RestoreUsualReplyDocument, {
    onDone: () =>
      showToast({
        message: t('restored'),
        undo: () => void again.run({ ...place, source: own.source, revision: 0 }),
      }),
  });
  return (
    <>
      <Button busy={restore.running} onClick={() => void restore.run({ ...place, revision: own.revision })}>
        {t('restore')}
      </Button>
      <Faults messages={[restore.failure?.message, again.failure?.message]} />
    </>
  );
}

function ownOf({ own }: ReplyTemplates, { nasType, event, partnerId }: TemplatePlace): OwnTemplate | undefined {
  return own.find((one) => one.nasType === nasType && one.event === event && one.partnerId === partnerId);
}

/** A partner without one of its own has that of everybody, and that is the usual one unless somebody has changed it. */
function sourceOf(templates: ReplyTemplates, place: TemplatePlace): string {
  const found = ownOf(templates, place) ?? ownOf(templates, { ...place, partnerId: null });
  const usual = templates.usual.find(({ nasType, event }) => nasType === place.nasType && event === place.event);
  return found?.source ?? usual?.source ?? '';
}
