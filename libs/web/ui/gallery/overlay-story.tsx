import { useState } from 'react';
import { Button, ConfirmDialog, Dialog, Page, Row, SidePanel, Text, TextInput } from '../src/index';
import type { StoryProps } from './story';
import { StoryFrame } from './story-frame';

/** `#/overlays?open=dialog|confirm-b|confirm-c|panel`. */
export function OverlayStory({ params }: StoryProps) {
  const [open, setOpen] = useState(params.get('open'));
  const [value, setValue] = useState('');
  const close = () => setOpen(null);
  return (
    <StoryFrame>
      <Page title="Dialogs and panels">
        <Row>
          {['dialog', 'confirm-b', 'confirm-c', 'panel'].map((name) => (
            <Button key={name} onClick={() => setOpen(name)}>{`Open ${name}`}</Button>
          ))}
        </Row>
        <Text>Esc closes; the focus returns to the button.</Text>
        {open === 'dialog' && (
          <Dialog
            title="New note"
            onClose={close}
            footer={
              <>
                <Button onClick={close}>Cancel</Button>
                <Button tone="primary" onClick={close}>
                  Save note
                </Button>
              </>
            }
          >
            <TextInput label="Note" value={value} onChange={setValue} autoFocus />
          </Dialog>
        )}
        {open === 'confirm-b' && (
          <ConfirmDialog
            grade="B"
            title="Void INV-2312?"
            confirmLabel="Void INV-2312"
            onConfirm={close}
            onClose={close}
          >
            <Text>48.90 of Ana Ruiz is no longer owed. A credit note is not made. The number stays used.</Text>
          </ConfirmDialog>
        )}
        {open === 'confirm-c' && (
          <ConfirmDialog
            grade="C"
            title="Suspend 77 lines?"
            confirmLabel="Suspend 77 lines"
            typed="77"
            onConfirm={close}
            onClose={close}
            failure={{ code: 'STALE', message: 'The data changed since the preview. Preview again.' }}
          >
            <Text>77 customers lose their line at once. The way back is stored and can be run for 7 days.</Text>
          </ConfirmDialog>
        )}
        {open === 'panel' && (
          <SidePanel
            title="Change plan"
            description="Ana Ruiz · Ethernet 500"
            size="lg"
            onClose={close}
            footer={
              <>
                <Button onClick={close}>Cancel</Button>
                <Button tone="primary">Apply change +8.71</Button>
              </>
            }
          >
            <TextInput label="New plan" value={value} onChange={setValue} />
          </SidePanel>
        )}
      </Page>
    </StoryFrame>
  );
}
