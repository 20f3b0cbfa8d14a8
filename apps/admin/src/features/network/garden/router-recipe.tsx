import {
  ButtonLink,
  CodeBlock,
  ErrorState,
  FactList,
  Section,
  SelectInput,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { type RouterChoice, RouterGardenDocument } from './garden.graphql';
import { gardenTexts } from './garden-texts';
import { RecipeCheck } from './recipe-check';

const LISTS = ['list0', 'list1', 'list2', 'list3', 'list4'] as const;

/** What a router needs for its gardens, as lines to type, and how it stands. */
export function RouterRecipe({ routers }: { routers: readonly RouterChoice[] }) {
  const t = useTexts(gardenTexts);
  const [chosen, setChosen] = useUrlParam('router');
  const choices = routers.filter(({ vendor }) => vendor === 'MIKROTIK');
  const router = choices.find(({ id }) => id === chosen);
  return (
    <Section title={t('recipe')}>
      <Stack>
        <SelectInput
          label={t('router')}
          value={router?.id ?? ''}
          onChange={(id) => setChosen(id === '' ? null : id)}
          choices={[
            { value: '', label: t('chooseRouter') },
            ...choices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        {router && <Recipe key={router.id} routerId={router.id} />}
      </Stack>
    </Section>
  );
}

function Recipe({ routerId }: { routerId: string }) {
  const t = useTexts(gardenTexts);
  const { data, status, failure, retry } = useApiQuery(RouterGardenDocument, { routerId });
  if (status === 'failed' && failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={6} />;
  const { lists, lines, captivePortalLines } = data.routerGarden;
  if (lists.length === 0)
    return (
      <Stack gap="sm" align="start">
        <Text>{t('noLists')}</Text>
        <ButtonLink href={`/network/routers/${routerId}`}>{t('toRouter')}</ButtonLink>
      </Stack>
    );
  if (lines.length === 0) return <Text>{t('noRecipe')}</Text>;
  return (
    <Stack>
      <FactList
        facts={lists.map(({ name, list }) => {
          const key = LISTS[list];
          return { id: name, label: name, value: key === undefined ? String(list) : t(key) };
        })}
      />
      <Text tone="secondary">{t('linesLead')}</Text>
      <CodeBlock label={t('lines')} text={lines.join('\n')} />
      {captivePortalLines.length > 0 && (
        <>
          <Text tone="secondary">{t('captiveLead')}</Text>
          <CodeBlock label={t('captive')} text={captivePortalLines.join('\n')} />
        </>
      )}
      <RecipeCheck routerId={routerId} />
    </Stack>
  );
}
