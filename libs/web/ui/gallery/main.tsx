import '../src/styles.css';
import { createRoot } from 'react-dom/client';
import { useMemo, useSyncExternalStore } from 'react';
import { UiProvider, type LinkAdapter } from '../src/index';
import { FieldsStory } from './fields-story';
import { FrameStory } from './frame-story';
import { GridStory } from './grid-story';
import { OverlayStory } from './overlay-story';
import { PortalStory } from './portal-story';
import { PreviewStory } from './preview-story';
import { RecordStory } from './record-story';
import { StatesStory } from './states-story';
import { ValuesStory } from './values-story';

const stories = {
  values: ValuesStory,
  states: StatesStory,
  fields: FieldsStory,
  grid: GridStory,
  record: RecordStory,
  preview: PreviewStory,
  overlays: OverlayStory,
  frame: FrameStory,
  portal: PortalStory,
} as const;

const noon = Date.parse('2026-11-21T12:00:00Z');
const now = () => noon;

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

/** The place is behind `#`, so that the gallery runs from any folder: `#/grid?rows=many`. */
function Gallery() {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash.slice(1));
  const current = hash === '' ? '/values' : hash;
  const links = useMemo<LinkAdapter>(
    () => ({
      resolve: (href) => `#${href}`,
      navigate: (href) => {
        window.location.hash = href;
      },
      current,
    }),
    [current],
  );
  const [path = '', search = ''] = current.split('?');
  const name = path.split('/')[1] ?? 'values';
  const Story = Object.entries(stories).find(([key]) => key === name)?.[1] ?? ValuesStory;
  const density = name === 'portal' ? 'regular' : 'compact';
  return (
    <UiProvider
      locale="en"
      timeZone="America/Montevideo"
      now={now}
      links={links}
      can={(permission) => permission !== 'billing.run.approve'}
      density={density}
    >
      <Story params={new URLSearchParams(search)} />
    </UiProvider>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Gallery />);
