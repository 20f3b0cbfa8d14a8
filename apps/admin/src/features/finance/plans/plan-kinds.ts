export const planKinds = ['INTERNET', 'VOICE', 'RECURRING', 'ONE_TIME', 'BUNDLE'] as const;
