export interface StoryProps {
  readonly params: URLSearchParams;
}

export const storyNames = [
  'values',
  'states',
  'fields',
  'grid',
  'record',
  'preview',
  'overlays',
  'frame',
  'portal',
] as const;
