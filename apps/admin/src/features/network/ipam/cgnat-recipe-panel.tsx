import { useState } from 'react';
import { CodeBlock, ErrorState, SidePanel, Skeleton, Stack, TextInput, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import { type CgnatMap, CgnatRecipeDocument } from './cgnat.graphql';
import { cgnatTexts } from './cgnat-texts';

const usualList = 'WAN';

export function RecipePanel({ map, onClose }: { map: CgnatMap; onClose: () => void }) {
  const t = useTexts(cgnatTexts);
  const [list, setList] = useState(usualList);
  const { data, status, failure } = useApiQuery(
    CgnatRecipeDocument,
    { mapId: map.id, outInterfaceList: list.trim() === '' ? usualList : list.trim() },
    { keepPrevious: true },
  );
  return (
    <SidePanel title={t('recipeTitle', { name: map.name })} description={t('recipeLead')} onClose={onClose} size="xl">
      <Stack>
        <TextInput label={t('outList')} value={list} onChange={setList} mono />
        {status === 'loading' && <Skeleton lines={6} />}
        {failure && <ErrorState failure={failure} />}
        {data && <CodeBlock label={t('recipe')} text={data.cgnatRecipe.join('\n')} />}
      </Stack>
    </SidePanel>
  );
}
