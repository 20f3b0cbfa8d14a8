import { type ReactNode, useId } from 'react';

export interface FileInputProps {
  readonly label: string;
  /** Endings and media types, as the browser wants them: `.rsc,.txt`. */
  readonly accept: string;
  readonly description?: ReactNode;
  readonly onChoose: (file: File) => void;
}

/** One file. The same one can be chosen again, for it may have been written anew. */
export function FileInput({ label, accept, description, onChoose }: FileInputProps) {
  const id = useId();
  const help = description === undefined ? undefined : `${id}-help`;
  return (
    <div>
      <label className="dm-field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="dm-file"
        type="file"
        accept={accept}
        aria-describedby={help}
        onClick={({ currentTarget }) => {
          currentTarget.value = '';
        }}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onChoose(file);
        }}
      />
      {help !== undefined && (
        <span id={help} className="dm-field-help">
          {description}
        </span>
      )}
    </div>
  );
}

/** Octet by octet, for a file may be in any code page. In pieces: a call takes only so many arguments. */
export async function base64Of(file: Blob): Promise<string> {
  const octets = new Uint8Array(await file.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < octets.length; at += 8_192)
    pieces.push(String.fromCharCode(...octets.subarray(at, at + 8_192)));
  return btoa(pieces.join(''));
}
