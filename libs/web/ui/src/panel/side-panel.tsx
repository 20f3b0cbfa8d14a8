import { createContext, lazy, Suspense, useContext } from 'react';
import type { SidePanelProps } from './side-panel-content';

const Content = lazy(async () => ({ default: (await import('./side-panel-content')).SidePanelContent }));
const InsidePanel = createContext(false);

/**
 * The third and last layer: list, record, panel. Render it while it is open (its state is in the URL).
 * A panel in a panel is a mistake of the screen and says so at once.
 */
export function SidePanel(props: SidePanelProps) {
  if (useContext(InsidePanel)) throw new Error('A side panel may not open another one');
  return (
    <InsidePanel value>
      <Suspense fallback={null}>
        <Content {...props} />
      </Suspense>
    </InsidePanel>
  );
}
