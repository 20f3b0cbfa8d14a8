import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { floorsRule } from './tools/lint/floors.mjs';

const TIME = 'Time comes from Clock, randomness from RandomSource; only libs/platform touches the machine.';
const noMachineTime = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: TIME },
  { selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]', message: TIME },
  { selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]', message: TIME },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.data/**', '.nx/**', '**/*.gen.*', '**/test-results/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    plugins: { demarc: { rules: { floors: floorsRule } } },
    rules: {
      'demarc/floors': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-object-type': 'off',
      '@typescript-eslint/no-namespace': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: false }],
      'no-console': 'error',
      'no-empty': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['libs/**/*.ts', 'apps/api/**/*.ts'], ignores: ['libs/platform/**', 'libs/web/**', '**/*.spec.ts', '**/test/**'], rules: { 'no-restricted-syntax': ['error', ...noMachineTime] } },
  {
    files: ['libs/**/src/**/*.ts', 'apps/**/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/migrations/**', 'libs/web/**', 'apps/admin/**', 'apps/portal/**'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', setInterval: 'readonly', clearInterval: 'readonly', Buffer: 'readonly', fetch: 'readonly', AbortSignal: 'readonly', performance: 'readonly' } } },
);
