import type { ReactNode } from 'react';
import { Columns, PreviewPanel, SidePanel, Stack, useFormat } from '@demarc/ui';
import type { useCommandPreview } from '@demarc/web-kit';
import { withNet } from './preview-lines';

export interface PreviewedPanelProps {
  readonly title: string;
  readonly description?: string;
  readonly onClose: () => void;
  /** The form. */
  readonly children: ReactNode;
  /** Over both halves: another way out, or why there is nothing to fill in. */
  readonly above?: ReactNode;
  readonly preview: ReturnType<typeof useCommandPreview>;
  readonly what: string;
  readonly verb: string;
  readonly verbWithNet: (net: string) => string;
  readonly danger?: boolean;
  /** Below the lines of money. */
  readonly more?: ReactNode;
}

/** One shape for each step on a service or a document: what is wanted on one side, on the other what the server would do. */
export function PreviewedPanel(props: PreviewedPanelProps) {
  const { title, description, onClose, children, above, preview, what, verb, verbWithNet, danger, more } = props;
  const format = useFormat();
  return (
    <SidePanel title={title} {...(description === undefined ? {} : { description })} size="xl" onClose={onClose}>
      <Stack>
        {above}
        <Columns min="lg">
          <Stack>{children}</Stack>
          <PreviewPanel
            title={what}
            danger={danger ?? false}
            state={preview.state}
            inputKey={preview.inputKey}
            onRefresh={preview.refresh}
            onConfirm={preview.confirm}
            confirmLabel={withNet(format, { plain: verb, withNet: verbWithNet })}
          >
            {() => more}
          </PreviewPanel>
        </Columns>
      </Stack>
    </SidePanel>
  );
}
