import { Search } from 'lucide-react';
import { useUiTexts } from '../text/use-texts';

/** Looks like the search box that it opens. */
export function SearchButton({ onOpen, placeholder }: { onOpen: () => void; placeholder?: string }) {
  const t = useUiTexts();
  return (
    <button type="button" className="dm-search-button" onClick={onOpen} aria-haspopup="dialog">
      <Search size={16} aria-hidden="true" />
      <span>{placeholder ?? t('palette.open')}</span>
      <kbd className="dm-kbd">Ctrl K</kbd>
    </button>
  );
}
