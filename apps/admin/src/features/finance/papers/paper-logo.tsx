import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import {
  base64Of,
  Button,
  ErrorState,
  FileInput,
  Notice,
  Row,
  Section,
  showToast,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { apiKey, useMutationCommand, useSession } from '@demarc/web-kit';
import { PaperTemplateDocument, PreviewPaperDocument, SavePaperLogoDocument } from './template.graphql';
import { templateTexts } from './template-texts';

const mostBytes = 262_144;

/** The image on the papers of one partner. Papers that were issued before keep the one of their time. */
export function PaperLogo({ partnerId, url }: { partnerId: string; url: string | null }) {
  const t = useTexts(templateTexts);
  const queries = useQueryClient();
  const { can } = useSession();
  const [tooLarge, setTooLarge] = useState(false);
  const command = useMutationCommand(SavePaperLogoDocument, {
    onDone: () => {
      showToast({ message: t('logoSaved') });
      void queries.invalidateQueries({ queryKey: apiKey(PreviewPaperDocument) });
      void queries.invalidateQueries({ queryKey: apiKey(PaperTemplateDocument) });
    },
  });
  const choose = async (file: File) => {
    setTooLarge(file.size > mostBytes);
    if (file.size > mostBytes) return;
    await command.run({ partnerId, image: await base64Of(file) });
  };
  const may = can('billing.paperTemplate.manage');
  return (
    <Section title={t('logo')} description={t('logoText')}>
      <Stack gap="sm">
        {url === null ? (
          <Text tone="secondary">{t('logoNone')}</Text>
        ) : (
          <img className="admin-paper-logo" src={url} alt={t('logo')} />
        )}
        {may && (
          <>
            <FileInput label={t('logoChoose')} accept="image/png,image/jpeg" onChoose={(file) => void choose(file)} />
            <Row>
              <Button
                size="small"
                refusal={url === null ? t('logoNone') : null}
                busy={command.running}
                onClick={() => void command.run({ partnerId, image: null })}
              >
                {t('logoRemove')}
              </Button>
            </Row>
          </>
        )}
        {tooLarge && (
          <Notice family="bad" live>
            {t('logoTooLarge')}
          </Notice>
        )}
        {command.failure !== null && <ErrorState compact failure={command.failure} />}
      </Stack>
    </Section>
  );
}
