import { X } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button, IconButton } from '../primitives/button';
import { StatusIcon } from '../status/status-icon';
import { useShortcuts } from '../shortcuts/use-shortcuts';
import { useUiTexts } from '../text/use-texts';
import { closeToast, toastStore, undoLast, type Toast } from './toast-store';

/** The region of toasts; mounted once by `UiProvider`. Time stands still under the pointer or the focus. */
export function Toasts() {
  const t = useUiTexts();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  useShortcuts([{ keys: 'z', label: t('shortcut.undo'), run: () => void undoLast() }]);
  return (
    <div className="dm-toasts" role="region" aria-label={t('toast.region')}>
      <div aria-live="polite" aria-relevant="additions">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </div>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const t = useUiTexts();
  const [held, setHeld] = useState(false);
  useToastLife(toast, held);
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  const undo = toast.undo;
  return (
    <div
      className="dm-toast"
      data-family={toast.family}
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={hold}
      onBlur={release}
    >
      <StatusIcon family={toast.family} size={16} />
      <div className="dm-toast-body">
        <span>{toast.message}</span>
        {toast.detail !== undefined && <span className="dm-toast-detail">{toast.detail}</span>}
      </div>
      {undo !== undefined && (
        <Button
          size="small"
          shortcut="Z"
          onClick={() => {
            closeToast(toast.id);
            void undo();
          }}
        >
          {t('toast.undo')}
        </Button>
      )}
      <IconButton
        size="small"
        label={t('toast.close')}
        icon={<X size={14} aria-hidden="true" />}
        onClick={() => closeToast(toast.id)}
      />
    </div>
  );
}

function useToastLife(toast: Toast, held: boolean) {
  const leftMs = useRef(toast.lifetimeMs);
  useEffect(() => {
    const left = leftMs.current;
    if (held || left === null) return;
    const started = performance.now();
    const timer = setTimeout(() => closeToast(toast.id), left);
    return () => {
      clearTimeout(timer);
      leftMs.current = Math.max(left - (performance.now() - started), 1_500);
    };
  }, [toast.id, held]);
}
