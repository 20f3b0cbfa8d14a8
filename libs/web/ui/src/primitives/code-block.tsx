import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useUiTexts } from '../text/use-texts';
import { Button } from './button';

export interface CodeBlockProps {
  /** What it is; also the name of the scroll region. */
  readonly label: string;
  readonly text: string;
  /** Breaks long lines instead of scrolling: for keys and links. */
  readonly wrap?: boolean;
}

/** Text for another program, taken over whole. Browsers copy only on secure addresses; elsewhere it is selected by hand. */
export function CodeBlock({ label, text, wrap = false }: CodeBlockProps) {
  const t = useUiTexts();
  const [copied, setCopied] = useState<string | null>(null);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(text);
  };
  return (
    <div className="dm-codeblock">
      <div className="dm-codeblock-head">
        <span>{label}</span>
        {'clipboard' in navigator && (
          <Button
            size="small"
            tone="quiet"
            icon={<Copy size={14} aria-hidden="true" />}
            aria-label={t('copyOf', { what: label })}
            onClick={() => void copy()}
          >
            {copied === text ? t('copied') : t('copy')}
          </Button>
        )}
      </div>
      <pre
        className="dm-codeblock-text"
        data-wrap={wrap || undefined}
        tabIndex={0}
        // No landmark: what is shown once often has the name of a part of the page under the dialog.
        role="group"
        aria-label={label}
        dir="ltr"
      >
        <code>{text}</code>
      </pre>
    </div>
  );
}
